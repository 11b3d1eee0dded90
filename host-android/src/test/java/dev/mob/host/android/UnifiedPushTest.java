package dev.mob.host.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.content.Intent;
import android.content.pm.ActivityInfo;
import android.content.pm.ResolveInfo;
import android.util.Base64;
import dev.mob.host.android.push.UnifiedPush;
import dev.mob.notify.PushToken;
import dev.mob.notify.RegistrationFailure;
import dev.mob.testkit.conformance.HeardPushes;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

/** The broadcasts of unifiedpush.org's Android specification, with the test as the distributor. */
@RunWith(PhoneRunner.class)
@Config(application = TestApplication.class)
public final class UnifiedPushTest {
  private static final String DISTRIBUTOR = "org.example.distributor";
  private static final String CONNECTOR = "org.unifiedpush.android.connector.";

  private final TestApplication application = (TestApplication) RuntimeEnvironment.getApplication();
  private UnifiedPush source;
  private MobHost host;
  private HeardPushes heard;

  @Before
  public void anAppWithUnifiedPush() throws Exception {
    source = new UnifiedPush(application);
    host = application.start(app -> app.confText("empty.conf", "mob {}").push(source));
    host.ready().get();
    heard = HeardPushes.by(host.push());
  }

  @After
  public void stop() {
    host.stop();
  }

  @Test
  public void without_a_distributor_registering_fails_with_the_mend() {
    host.push().register();

    assertThat(heard.failures()).hasSize(1);
    assertThat(heard.failures().get(0).reason()).isEqualTo(RegistrationFailure.Reason.UNSUPPORTED);
    assertThat(heard.failures().get(0).detail()).contains("no UnifiedPush distributor");
  }

  @Test
  public void an_endpoint_of_the_distributor_is_a_web_push_address_with_this_devices_key() {
    Intent asked = register();

    source.heard(endpoint(asked), host.push());

    PushToken token = heard.tokens().get(0);
    assertThat(token.platform()).isEqualTo("webpush");
    assertThat(token.value()).isEqualTo("https://push.example/1");
    assertThat(decoded(token.details().get("p256dh"))).hasSize(65).startsWith((byte) 4);
    assertThat(decoded(token.details().get("auth"))).hasSize(16);
  }

  @Test
  public void a_message_is_decrypted_delivered_and_acknowledged() throws Exception {
    Intent asked = register();
    source.heard(endpoint(asked), host.push());
    PushToken token = heard.tokens().get(0);
    byte[] sealed =
        WebPushSender.seal(
            "{\"mob_id\":\"m1\",\"g\":\"7\"}",
            decoded(token.details().get("p256dh")),
            decoded(token.details().get("auth")));

    source.heard(message(asked, sealed), host.push());

    assertThat(heard.came()).hasSize(1);
    assertThat(heard.came().get(0).arrival().data())
        .containsEntry("mob_id", "m1")
        .containsEntry("g", "7");
    Intent acknowledged = lastBroadcast();
    assertThat(acknowledged.getAction())
        .isEqualTo("org.unifiedpush.android.distributor.MESSAGE_ACK");
    assertThat(acknowledged.getStringExtra("id")).isEqualTo("up-1");
  }

  @Test
  public void a_broadcast_without_this_apps_token_is_left_out() {
    Intent asked = register();

    source.heard(endpoint(asked).putExtra("token", "guessed"), host.push());
    source.heard(message(asked, new byte[200]).putExtra("token", "guessed"), host.push());

    assertThat(heard.tokens()).isEmpty();
    assertThat(heard.came()).isEmpty();
  }

  @Test
  public void what_cannot_be_decrypted_is_dropped_and_acknowledged() {
    Intent asked = register();
    source.heard(endpoint(asked), host.push());

    source.heard(message(asked, new byte[200]), host.push());

    assertThat(heard.came()).isEmpty();
    assertThat(lastBroadcast().getStringExtra("id")).isEqualTo("up-1");
  }

  @SuppressWarnings("deprecation") // for a broadcast Robolectric names nothing else
  private Intent register() {
    ResolveInfo distributor = new ResolveInfo();
    distributor.activityInfo = new ActivityInfo();
    distributor.activityInfo.packageName = DISTRIBUTOR;
    distributor.activityInfo.name = "Receiver";
    shadowOf(application.getPackageManager())
        .addResolveInfoForIntent(
            new Intent("org.unifiedpush.android.distributor.REGISTER"), distributor);
    host.push().register();
    Intent asked = lastBroadcast();
    assertThat(asked.getPackage()).isEqualTo(DISTRIBUTOR);
    assertThat(asked.getStringExtra("application")).isEqualTo(application.getPackageName());
    return asked;
  }

  private Intent lastBroadcast() {
    List<Intent> sent = shadowOf(application).getBroadcastIntents();
    return sent.get(sent.size() - 1);
  }

  private static Intent endpoint(Intent asked) {
    return new Intent(CONNECTOR + "NEW_ENDPOINT")
        .putExtra("token", asked.getStringExtra("token"))
        .putExtra("endpoint", "https://push.example/1");
  }

  private static Intent message(Intent asked, byte[] sealed) {
    return new Intent(CONNECTOR + "MESSAGE")
        .putExtra("token", asked.getStringExtra("token"))
        .putExtra("id", "up-1")
        .putExtra("bytesMessage", sealed);
  }

  private static byte[] decoded(String base64) {
    return Base64.decode(base64, Base64.URL_SAFE);
  }
}
