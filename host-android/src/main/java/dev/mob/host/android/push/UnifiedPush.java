package dev.mob.host.android.push;

import android.app.PendingIntent;
import android.content.Context;
import android.content.Intent;
import android.content.SharedPreferences;
import android.content.pm.ResolveInfo;
import dev.mob.notify.PushToken;
import dev.mob.notify.RegistrationFailure;
import dev.mob.notify.RegistrationFailure.Reason;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.json.JSONException;
import org.json.JSONObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Push without Google: another app that the user chose, a <i>distributor</i>, receives for this one
 * (unifiedpush.org, "Android specification"). Messages are encrypted to this device (RFC 8291), so
 * neither the distributor nor its server reads them.
 *
 * <p>A distributor is named by nobody but the system, and what comes is taken only under the number
 * that this app gave when it registered. Safe for use from any thread.
 */
public final class UnifiedPush implements TokenSource {
  static final String REGISTER = "org.unifiedpush.android.distributor.REGISTER";
  static final String UNREGISTER = "org.unifiedpush.android.distributor.UNREGISTER";
  static final String ACKNOWLEDGE = "org.unifiedpush.android.distributor.MESSAGE_ACK";
  static final String NEW_ENDPOINT = "org.unifiedpush.android.connector.NEW_ENDPOINT";
  static final String MESSAGE = "org.unifiedpush.android.connector.MESSAGE";
  static final String UNREGISTERED = "org.unifiedpush.android.connector.UNREGISTERED";
  static final String FAILED = "org.unifiedpush.android.connector.REGISTRATION_FAILED";
  static final String UNAVAILABLE = "org.unifiedpush.android.connector.TEMP_UNAVAILABLE";

  private static final Logger LOG = LoggerFactory.getLogger(UnifiedPush.class);
  private static final String TOKEN = "token";
  private static final String DISTRIBUTOR = "distributor";

  private final Context context;
  private final SharedPreferences notes;
  private final WebPushKeys keys;

  /** Made in the application's {@code onCreate}. */
  public UnifiedPush(Context context) {
    this.context = context.getApplicationContext();
    this.notes = context.getSharedPreferences("dev.mob.unified-push", Context.MODE_PRIVATE);
    this.keys = new WebPushKeys(notes);
  }

  @Override
  public void request(Answer answer) {
    String distributor = distributor();
    if (distributor == null) {
      answer.failed(
          new RegistrationFailure(
              Reason.UNSUPPORTED,
              "no UnifiedPush distributor is installed; the user may choose one, such as ntfy"));
      return;
    }
    notes.edit().putString(DISTRIBUTOR, distributor).apply();
    context.sendBroadcast(
        new Intent(REGISTER)
            .setPackage(distributor)
            .putExtra("token", token())
            // Tells the distributor who asks; it can do nothing else with it.
            .putExtra(
                "pi",
                PendingIntent.getBroadcast(context, 0, new Intent(), PendingIntent.FLAG_IMMUTABLE))
            .putExtra("application", context.getPackageName())
            .putExtra("message", "Messages of this app"));
  }

  /** The one that was used before, or else the first that is installed. */
  private String distributor() {
    List<ResolveInfo> installed =
        context.getPackageManager().queryBroadcastReceivers(new Intent(REGISTER), 0);
    String before = notes.getString(DISTRIBUTOR, null);
    String first = null;
    for (ResolveInfo each : installed) {
      String name = each.activityInfo.packageName;
      if (name.equals(before)) {
        return before;
      }
      first = first == null ? name : first;
    }
    return first;
  }

  private synchronized String token() {
    String token = notes.getString(TOKEN, null);
    if (token == null) {
      token = UUID.randomUUID().toString();
      notes.edit().putString(TOKEN, token).apply();
    }
    return token;
  }

  @Override
  public void drop() {
    String distributor = notes.getString(DISTRIBUTOR, null);
    if (distributor != null) {
      context.sendBroadcast(
          new Intent(UNREGISTER).setPackage(distributor).putExtra("token", token()));
    }
    notes.edit().remove(TOKEN).remove(DISTRIBUTOR).apply();
  }

  /** A broadcast of the distributor's; returns when what it brought is handled. */
  public void heard(Intent intent, AndroidPush push) {
    // Anybody can send a broadcast; only the distributor knows the token.
    if (!token().equals(intent.getStringExtra("token"))) {
      LOG.warn("{} with a token that is not this app's is left out", intent.getAction());
      return;
    }
    String action = String.valueOf(intent.getAction());
    if (action.equals(NEW_ENDPOINT)) {
      endpoint(intent.getStringExtra("endpoint"), push);
    } else if (action.equals(MESSAGE)) {
      message(intent, push);
    } else if (action.equals(UNREGISTERED)) {
      notes.edit().remove(TOKEN).apply();
      request(push); // the distributor has forgotten this app, not the other way round
    } else if (action.equals(FAILED)) {
      push.failed(failure(String.valueOf(intent.getStringExtra("reason"))));
    } else if (action.equals(UNAVAILABLE)) {
      push.failed(new RegistrationFailure(Reason.NO_NETWORK, "the distributor has no connection"));
    }
  }

  private void endpoint(String endpoint, Answer answer) {
    try {
      Map<String, String> details = new LinkedHashMap<>();
      details.put("p256dh", keys.publicKey());
      details.put("auth", keys.secret());
      answer.registered(new PushToken("webpush", endpoint, details));
    } catch (GeneralSecurityException e) {
      answer.failed(new RegistrationFailure(Reason.PLATFORM_ERROR, "no key can be made: " + e));
    }
  }

  private void message(Intent intent, AndroidPush push) {
    String id = intent.getStringExtra("id");
    try {
      byte[] plain = keys.decrypt(intent.getByteArrayExtra("bytesMessage"));
      push.received(id, "", "", flat(new JSONObject(new String(plain, "UTF-8"))), false);
    } catch (GeneralSecurityException | JSONException | IOException | RuntimeException e) {
      LOG.warn("a message that cannot be read is dropped: {}", e.toString());
    }
    if (id != null) {
      context.sendBroadcast(
          new Intent(ACKNOWLEDGE)
              .setPackage(notes.getString(DISTRIBUTOR, null))
              .putExtra("token", token())
              .putExtra("id", id));
    }
  }

  private static Map<String, String> flat(JSONObject message) throws JSONException {
    Map<String, String> data = new LinkedHashMap<>();
    for (Iterator<String> names = message.keys(); names.hasNext(); ) {
      String name = names.next();
      data.put(name, message.get(name).toString());
    }
    return data;
  }

  private static RegistrationFailure failure(String reason) {
    switch (reason) {
      case "NETWORK":
        return new RegistrationFailure(Reason.NO_NETWORK, "the distributor has no network");
      case "ACTION_REQUIRED":
        return new RegistrationFailure(
            Reason.NOT_CONFIGURED, "the distributor asks the user to set it up");
      case "VAPID_REQUIRED":
        return new RegistrationFailure(
            Reason.NOT_CONFIGURED, "the distributor's server wants the sender's VAPID key");
      default:
        return new RegistrationFailure(Reason.PLATFORM_ERROR, "the distributor says " + reason);
    }
  }
}
