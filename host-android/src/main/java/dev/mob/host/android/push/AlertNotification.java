package dev.mob.host.android.push;

import android.app.Notification;
import android.app.NotificationManager;
import android.app.PendingIntent;
import android.app.RemoteInput;
import android.content.ComponentName;
import android.content.Context;
import android.content.Intent;
import android.net.Uri;
import android.os.Build;
import dev.mob.host.android.internal.SinceApi;
import dev.mob.notify.Action;
import dev.mob.notify.Category;
import dev.mob.notify.Channel;
import dev.mob.notify.platform.Alert;
import dev.mob.notify.platform.Arrival;
import dev.mob.notify.platform.Planned;
import dev.mob.notify.platform.Wording;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Draws an alert as Android's notification.
 *
 * <p>Pending intents are told apart by their data, an address of the alert and the button, and not
 * by request codes: a number made of a text is another text's too, some day.
 */
final class AlertNotification {
  private static final String ACTION_RECEIVER = "dev.mob.host.android.NotificationActionReceiver";

  private final Context context;
  private final int icon;
  private volatile Map<String, Category> categories = Collections.emptyMap();

  AlertNotification(Context context, int icon) {
    this.context = context;
    this.icon = icon;
  }

  void categories(Map<String, Category> declared) {
    categories = declared;
  }

  /** A planned alert is shown when the extension may not run, so it takes its buttons along. */
  List<Planned> withActionsOfCategories(List<Planned> planned) {
    List<Planned> all = new ArrayList<>();
    for (Planned each : planned) {
      Alert alert = each.alert();
      all.add(
          new Planned(
              new Alert(
                  alert.id(),
                  alert.title(),
                  alert.body(),
                  alert.data(),
                  actions(alert),
                  withoutCategory(alert.look())),
              each.when()));
    }
    return all;
  }

  private static Alert.Look withoutCategory(Alert.Look look) {
    return new Alert.Look(
        look.channel(),
        null,
        look.subtitle(),
        look.sound(),
        look.badge(),
        look.image(),
        look.thread(),
        look.level());
  }

  private List<Action> actions(Alert alert) {
    List<Action> all = new ArrayList<>(alert.actions());
    Category category =
        alert.look().category() == null ? null : categories.get(alert.look().category());
    if (category != null) {
      all.addAll(category.actions());
    }
    return all;
  }

  Notification of(Alert alert, Arrival arrival) {
    Notification.Builder builder =
        new Notification.Builder(context, channel(alert.look()))
            .setSmallIcon(icon)
            .setContentTitle(text(alert.title()))
            .setContentText(text(alert.body()))
            .setStyle(new Notification.BigTextStyle().bigText(text(alert.body())))
            .setAutoCancel(true)
            .setShowWhen(true)
            .setContentIntent(open(arrival, null))
            .setSubText(alert.look().subtitle())
            .setGroup(alert.look().thread());
    if (alert.look().badge() != null) {
      builder.setNumber(alert.look().badge());
    }
    for (Action action : actions(alert)) {
      builder.addAction(button(arrival, action));
    }
    return builder.build();
  }

  private String channel(Alert.Look look) {
    boolean known =
        look.channel() != null
            && context
                    .getSystemService(NotificationManager.class)
                    .getNotificationChannel(look.channel())
                != null;
    return known ? look.channel() : Channel.STANDARD;
  }

  /** In the user's language if the app has a string of that key. */
  String text(Wording wording) {
    if (wording.key() == null) {
      return wording.text();
    }
    int id =
        context.getResources().getIdentifier(wording.key(), "string", context.getPackageName());
    return id == 0
        ? wording.text()
        : context.getString(id, wording.arguments().toArray(new Object[0]));
  }

  private Notification.Action button(Arrival arrival, Action action) {
    PendingIntent intent =
        action.opensApp() && !action.asksForText()
            ? open(arrival, action.id())
            : inBackground(arrival, action);
    Notification.Action.Builder builder =
        new Notification.Action.Builder(null, action.title(), intent);
    if (action.asksForText()) {
      builder.addRemoteInput(new RemoteInput.Builder(Taps.TYPED).setLabel(action.title()).build());
    }
    return builder.build();
  }

  /** From API 31 on a receiver may not open an activity, so the tap opens it itself. */
  private PendingIntent open(Arrival arrival, String action) {
    Intent intent = context.getPackageManager().getLaunchIntentForPackage(context.getPackageName());
    if (intent == null) {
      intent = new Intent(Intent.ACTION_MAIN).setPackage(context.getPackageName());
    }
    intent.addFlags(Intent.FLAG_ACTIVITY_NEW_TASK | Intent.FLAG_ACTIVITY_CLEAR_TOP);
    intent.setData(address(arrival, action));
    return PendingIntent.getActivity(
        context,
        AndroidPush.NOTIFICATION,
        Taps.mark(intent, arrival, action),
        PendingIntent.FLAG_UPDATE_CURRENT | PendingIntent.FLAG_IMMUTABLE);
  }

  private PendingIntent inBackground(Arrival arrival, Action action) {
    Intent intent =
        new Intent()
            .setComponent(new ComponentName(context, ACTION_RECEIVER))
            .setData(address(arrival, action.id()));
    return PendingIntent.getBroadcast(
        context,
        AndroidPush.NOTIFICATION,
        Taps.mark(intent, arrival, action.id()),
        PendingIntent.FLAG_UPDATE_CURRENT
            | (action.asksForText() ? writable() : PendingIntent.FLAG_IMMUTABLE));
  }

  /** What the user types is written into the intent, for which API 31 asks to be told. */
  private static int writable() {
    return Build.VERSION.SDK_INT >= 31 ? mutable() : 0;
  }

  @SinceApi(31)
  private static int mutable() {
    return PendingIntent.FLAG_MUTABLE;
  }

  private static Uri address(Arrival arrival, String action) {
    return new Uri.Builder()
        .scheme("mob")
        .authority("notification")
        .appendPath(String.valueOf(arrival.id()))
        .appendPath(action == null ? "" : action)
        .build();
  }
}
