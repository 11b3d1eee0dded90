package dev.mob.testkit.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.notify.Notify;
import dev.mob.notify.NotifyEvent;
import dev.mob.notify.PushPermission;
import dev.mob.notify.PushToken;
import dev.mob.notify.RegistrationFailure;
import dev.mob.notify.RegistrationFailure.Reason;
import dev.mob.testkit.phone.Phone;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The app's address at the push service, and the user's leave. */
final class RegistrationTest {
  private final NotifiedApp app = new NotifiedApp();
  private final Phone phone = Phone.ios(7, app::parts);

  private Notify notifications() {
    return phone.service(Notify.class);
  }

  private PushToken token(int heard) {
    return ((NotifyEvent.Registered) app.heard.get(heard)).token();
  }

  @Test
  void the_process_gets_the_token_once_and_each_other_one_after_it() {
    app.registers = true;
    phone.open();
    assertThat(app.heard).hasSize(1);
    assertThat(token(0).platform()).isEqualTo("apns");
    assertThat(token(0).details()).containsEntry("environment", "sandbox");
    phone.changePushToken();
    assertThat(app.heard).hasSize(2);
    assertThat(token(1)).isNotEqualTo(token(0));
    phone.kill();
    phone.open();
    assertThat(token(2)).isEqualTo(token(1));
    assertThat(app.heard).hasSize(3);
  }

  @Test
  void the_token_is_known_after_a_restart_before_anybody_asks_and_gone_when_it_is_given_back() {
    app.registers = true;
    phone.open();
    PushToken first = token(0);
    phone.kill();
    app.registers = false;
    phone.open();
    assertThat(notifications().token()).contains(first);
    notifications().unregister();
    assertThat(notifications().token()).isEmpty();
    phone.kill();
    phone.open();
    assertThat(notifications().token()).isEmpty();
  }

  @Test
  void each_reason_for_having_no_token_is_told_apart_and_says_what_to_do() {
    Set<String> messages = new HashSet<>();
    for (Reason reason : Reason.values()) {
      NotifiedApp refused = new NotifiedApp();
      refused.registers = true;
      Phone device = Phone.android(34, 7, refused::parts);
      device.notifications().refuseRegistration(new RegistrationFailure(reason, "as told"));
      device.open();
      assertThat(refused.heard)
          .singleElement()
          .satisfies(
              event -> {
                RegistrationFailure failure = ((NotifyEvent.RegistrationFailed) event).failure();
                assertThat(failure.reason()).isEqualTo(reason);
                assertThat(failure.message()).contains("as told").contains(reason.mend());
                messages.add(failure.message());
              });
      assertThat(device.service(Notify.class).status().failure()).isPresent();
    }
    assertThat(messages).hasSize(Reason.values().length);
  }

  @Test
  void what_may_pass_is_tried_again_and_what_does_not_is_left_alone() {
    app.registers = true;
    phone
        .notifications()
        .refuseRegistration(new RegistrationFailure(Reason.NO_NETWORK, "airplane mode"));
    phone.open();
    phone.passes(Duration.ofMinutes(1));
    assertThat(app.heard).hasSize(1);
    phone.notifications().refuseRegistration(null);
    phone.passes(Duration.ofMinutes(2));
    assertThat(app.heard).hasSize(2).last().isInstanceOf(NotifyEvent.Registered.class);

    phone.kill();
    phone
        .notifications()
        .refuseRegistration(new RegistrationFailure(Reason.NO_ENTITLEMENT, "not signed for it"));
    phone.open();
    phone.notifications().refuseRegistration(null);
    phone.passes(Duration.ofHours(1));
    assertThat(app.heard).hasSize(3).last().isInstanceOf(NotifyEvent.RegistrationFailed.class);
  }

  @Test
  void the_users_answer_comes_to_the_process_that_has_asked() {
    phone.open();
    assertThat(notifications().permission()).isEqualTo(PushPermission.NOT_ASKED);
    phone.notifications().userWillAgree(false);
    notifications().requestPermission(phone.runtime().whereis("inbox"));
    phone.passes(Duration.ofSeconds(1));
    assertThat(app.heard)
        .containsExactly(new NotifyEvent.PermissionAnswered(PushPermission.DENIED));
    assertThat(notifications().permission()).isEqualTo(PushPermission.DENIED);
  }

  @Test
  void a_crash_of_the_registrar_leaves_nobody_without_an_answer() {
    app.registers = true;
    phone.open();
    phone
        .runtime()
        .exit(phone.runtime().whereis("notify_registrar"), dev.mob.process.ExitReason.KILL);
    phone.passes(Duration.ofSeconds(1));
    phone.changePushToken();
    phone.passes(Duration.ofSeconds(1));
    assertThat(app.heard).hasSize(2);
    assertThat(notifications().token()).contains(token(1));
  }
}
