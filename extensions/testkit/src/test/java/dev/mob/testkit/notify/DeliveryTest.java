package dev.mob.testkit.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.notify.Filter;
import dev.mob.notify.Notification;
import dev.mob.notify.Notify;
import dev.mob.notify.NotifyStatus.Counts;
import dev.mob.notify.Presentation;
import dev.mob.notify.PushResult;
import dev.mob.notify.Source;
import dev.mob.process.ProcessName;
import dev.mob.testkit.phone.Phone;
import dev.mob.testkit.phone.Push;
import dev.mob.testkit.phone.Timeline;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a push reaches a process: in front, by a tap, silently, from a cold start; once. */
final class DeliveryTest {
  private static final Duration SHORTLY = Duration.ofSeconds(3);

  private final NotifiedApp app = new NotifiedApp();

  private Phone ios() {
    return Phone.ios(7, app::parts);
  }

  private Phone android() {
    return Phone.android(34, 7, app::parts);
  }

  private static Push alert(String id) {
    return Push.shown("apns-" + id, "Your turn", "Grace has moved", Map.of("mob_id", id, "g", "7"));
  }

  /** What the sender's FCM messages look like: data alone. */
  private static Push data(String id) {
    return Push.waking(
        "fcm-" + id,
        Map.of("mob_id", id, "mob_title", "Your turn", "mob_body", "Grace has moved", "g", "7"));
  }

  private static Push silent(String id) {
    return Push.waking("platform-" + id, Map.of("mob_id", id, "mob_silent", "1", "g", "7"));
  }

  private Notification only() {
    assertThat(app.got).hasSize(1);
    return app.got.get(0);
  }

  private static Counts counts(Phone phone) {
    return phone.service(Notify.class).status().counts();
  }

  // ---- the four ways

  @Test
  void a_push_in_front_comes_to_the_process_and_is_not_shown() {
    for (Phone phone : new Phone[] {ios(), android()}) {
      app.got.clear();
      phone.open();
      phone.receive(phone.toString().startsWith("ios") ? alert("m1") : data("m1"));
      assertThat(only().presentation()).isEqualTo(Presentation.FOREGROUND);
      assertThat(only().source()).isEqualTo(Source.PUSH);
      assertThat(only().id()).isEqualTo("m1");
      assertThat(only().title()).isEqualTo("Your turn");
      assertThat(only().body()).isEqualTo("Grace has moved");
      assertThat(only().data()).isEqualTo(Map.of("g", "7"));
      assertThat(only().received().toEpochMilli()).isEqualTo(phone.clockMillis());
      assertThat(phone.notifications().shown()).isEmpty();
      assertThat(phone.service(Notify.class).status().waiting()).isZero();
    }
  }

  @Test
  void in_the_background_it_is_shown_and_comes_when_the_user_taps() {
    for (Phone phone : new Phone[] {ios(), android()}) {
      boolean ios = phone.toString().startsWith("ios");
      app.got.clear();
      phone.open();
      phone.pressHome();
      phone.receive(ios ? alert("m1") : data("m1"));
      assertThat(app.got).isEmpty();
      assertThat(phone.notifications().shown())
          .singleElement()
          .satisfies(shown -> assertThat(shown.title().text()).isEqualTo("Your turn"));
      phone.tap(ios ? "apns-m1" : "m1", "answer", "I come");
      assertThat(only().presentation()).isEqualTo(Presentation.TAP);
      assertThat(only().action()).contains("answer");
      assertThat(only().text()).contains("I come");
      assertThat(only().data()).isEqualTo(Map.of("g", "7"));
      assertThat(only().title()).isEqualTo("Your turn");
    }
  }

  @Test
  void a_silent_push_wakes_the_app_which_answers_the_platform_with_what_came_of_it() {
    for (Phone phone : new Phone[] {ios(), android()}) {
      app.got.clear();
      app.answer = notification -> PushResult.NEW_DATA;
      phone.open();
      phone.pressHome();
      phone.receive(silent("m1"));
      assertThat(only().presentation()).isEqualTo(Presentation.SILENT);
      assertThat(happened(phone, "push platform-m1 is done: new data")).isTrue();
      app.answer = notification -> PushResult.NO_DATA;
      phone.receive(silent("m2"));
      assertThat(happened(phone, "push platform-m2 is done: no data")).isTrue();
      assertThat(phone.notifications().history()).isEmpty();
    }
  }

  @Test
  void a_tap_that_starts_the_app_waits_until_its_process_subscribes() {
    Phone phone = ios();
    phone.open();
    phone.kill();
    phone.receive(alert("m1"));
    assertThat(phone.isRunning()).isFalse();
    phone.tap("apns-m1");
    assertThat(phone.starts()).isEqualTo(2);
    assertThat(only().presentation()).isEqualTo(Presentation.TAP);
  }

  @Test
  void what_nobody_wants_yet_is_kept_over_starts_until_somebody_does() {
    app.subscribes = false;
    Phone phone = android();
    phone.open();
    phone.receive(data("m1"));
    phone.receive(data("m2"));
    assertThat(phone.service(Notify.class).status().waiting()).isEqualTo(2);
    phone.kill();
    phone.receive(silent("m3"));
    phone.passes(Duration.ofMinutes(1));
    assertThat(phone.overstays()).isZero();
    app.subscribes = true;
    phone.reboot();
    phone.open();
    assertThat(app.ids()).containsExactly("m1", "m2", "m3");
    assertThat(counts(phone).acknowledged()).isEqualTo(3);
  }

  // ---- once

  @Test
  void the_same_message_is_delivered_once_however_often_it_comes_and_over_restarts() {
    Phone phone = android();
    phone.open();
    phone.receive(data("m1"));
    phone.receive(data("m1"));
    phone.kill();
    phone.open();
    phone.receive(data("m1"));
    phone.receive(silent("m1"));
    phone.passes(SHORTLY);
    assertThat(app.ids()).containsExactly("m1");
    assertThat(counts(phone).duplicates()).isEqualTo(3);
    assertThat(counts(phone).received()).isEqualTo(4);
  }

  @Test
  void what_was_shown_is_not_shown_again_and_its_tap_comes_once() {
    Phone phone = android();
    phone.open();
    phone.pressHome();
    phone.receive(data("m1"));
    phone.kill();
    phone.receive(data("m1"));
    assertThat(phone.notifications().history()).containsExactly("m1");
    phone.tap("m1");
    phone.receive(data("m1"));
    phone.pressHome();
    phone.receive(data("m1"));
    assertThat(phone.notifications().history()).containsExactly("m1");
    assertThat(app.ids()).containsExactly("m1");
  }

  @Test
  void a_push_that_was_delivered_in_front_is_not_delivered_by_a_later_tap() {
    Phone phone = ios();
    phone.open();
    phone.receive(alert("m1"));
    phone.pressHome();
    phone.receive(alert("m1")); // the system shows it: the sender has sent it twice
    phone.tap("apns-m1");
    assertThat(app.ids()).containsExactly("m1");
  }

  @Test
  void an_id_is_forgotten_after_its_time() {
    Phone phone = android();
    phone.open();
    phone.receive(data("m1"));
    // A page of ids goes as a whole, when the latest of them is too old.
    for (int i = 0; i < 100; i++) {
      phone.receive(data("old-" + i));
    }
    phone.passes(Duration.ofDays(8));
    phone.open();
    phone.receive(data("new"));
    phone.receive(data("m1"));
    assertThat(app.ids()).hasSize(103).endsWith("new", "m1");
  }

  // ---- until it is acknowledged

  @Test
  void a_handler_that_says_failed_gets_it_again_after_longer_and_longer_pauses() {
    app.answer = notification -> PushResult.FAILED;
    Phone phone = ios();
    phone.open();
    phone.receive(alert("m1"));
    assertThat(app.got).hasSize(1);
    phone.passes(Duration.ofMillis(1_100));
    assertThat(app.got).hasSize(2);
    phone.passes(Duration.ofMillis(1_100));
    assertThat(app.got).hasSize(2);
    phone.passes(Duration.ofMillis(1_000));
    assertThat(app.got).hasSize(3);
    app.answer = notification -> PushResult.NEW_DATA;
    phone.passes(Duration.ofMinutes(1));
    assertThat(app.got).extracting(Notification::attempt).containsExactly(1, 2, 3, 4);
    assertThat(phone.service(Notify.class).status().waiting()).isZero();
    assertThat(counts(phone).retries()).isEqualTo(3);
  }

  @Test
  void a_handler_that_crashes_gets_it_again_once_its_supervisor_has_started_it() {
    app.answer =
        notification -> {
          if (notification.attempt() < 3) {
            throw new IllegalStateException("not this time");
          }
          return PushResult.NEW_DATA;
        };
    Phone phone = ios();
    phone.open();
    phone.receive(alert("m1"));
    phone.receive(alert("m2"));
    phone.passes(Duration.ofMinutes(1));
    assertThat(app.ids()).filteredOn("m1"::equals).hasSize(3);
    assertThat(app.ids()).filteredOn("m2"::equals).hasSize(3);
    assertThat(phone.service(Notify.class).status().waiting()).isZero();
  }

  @Test
  void a_message_that_is_being_handled_when_the_app_is_killed_comes_again() {
    app.answer = notification -> null;
    Phone phone = ios();
    phone.open();
    phone.receive(alert("m1"));
    assertThat(app.ids()).containsExactly("m1");
    phone.kill();
    app.answer = notification -> PushResult.NEW_DATA;
    phone.open();
    assertThat(app.ids()).containsExactly("m1", "m1");
    phone.kill();
    phone.open();
    assertThat(app.ids()).containsExactly("m1", "m1");
  }

  @Test
  void a_message_that_fails_too_often_is_dropped_and_counted_and_holds_up_no_other() {
    app.answer =
        notification ->
            notification.id().equals("poison") ? PushResult.FAILED : PushResult.NEW_DATA;
    Phone phone = ios();
    phone.open();
    phone.receive(alert("poison"));
    phone.receive(alert("m1"));
    assertThat(app.ids()).containsExactly("poison", "m1");
    phone.passes(Duration.ofHours(1));
    assertThat(app.ids()).filteredOn("poison"::equals).hasSize(10);
    assertThat(counts(phone).givenUp()).isEqualTo(1);
    assertThat(counts(phone).dropped()).isEqualTo(1);
    assertThat(phone.service(Notify.class).status().waiting()).isZero();
  }

  @Test
  void when_too_many_wait_the_oldest_is_dropped_and_counted() {
    app.subscribes = false;
    Phone phone = android();
    phone.open();
    for (int i = 0; i < 1_003; i++) {
      phone.receive(data("m" + i));
    }
    assertThat(phone.service(Notify.class).status().waiting()).isEqualTo(1_000);
    assertThat(counts(phone).overflowed()).isEqualTo(3);
    phone.kill();
    app.subscribes = true;
    phone.open();
    assertThat(app.ids()).hasSize(1_000).startsWith("m3", "m4").endsWith("m1002");
    assertThat(counts(phone).overflowed()).isEqualTo(3);
  }

  @Test
  void the_inbox_is_not_lost_when_its_own_process_crashes() {
    app.answer = notification -> null;
    Phone phone = ios();
    phone.open();
    phone.receive(alert("m1"));
    phone.runtime().exit(phone.runtime().whereis("notify_inbox"), dev.mob.process.ExitReason.KILL);
    app.answer = notification -> PushResult.NEW_DATA;
    phone.passes(SHORTLY);
    phone.receive(alert("m2"));
    assertThat(app.ids()).containsExactly("m1", "m1", "m2");
    assertThat(phone.service(Notify.class).status().subscribers()).containsExactly("inbox");
  }

  // ---- the window of a silent push

  @Test
  void a_handler_that_hangs_does_not_make_the_app_overstay() {
    for (Phone phone : new Phone[] {ios(), android()}) {
      app.answer = notification -> null;
      phone.open();
      phone.pressHome();
      phone.receive(silent("m1"));
      phone.passes(Duration.ofMinutes(5));
      assertThat(phone.overstays()).isZero();
      assertThat(happened(phone, "push platform-m1 is done: failed")).isTrue();
      phone.open();
      assertThat(counts(phone).overdue()).isEqualTo(1);
    }
  }

  @Test
  void nor_does_one_that_blocks_the_inbox_for_ever() {
    Phone phone = ios();
    phone.open();
    phone.runtime().sys().suspend(ProcessName.of("notify_inbox"), SHORTLY);
    phone.pressHome();
    phone.receive(silent("m1"));
    phone.passes(Duration.ofMinutes(5));
    assertThat(phone.overstays()).isZero();
    assertThat(happened(phone, "push platform-m1 is done: failed")).isTrue();
  }

  // ---- several subscribers

  @Test
  void each_subscriber_that_wants_it_gets_it_and_only_the_one_that_failed_gets_it_again() {
    app.filter = Filter.data("g", "7");
    Phone phone = ios();
    phone.open();
    java.util.List<String> second = new java.util.ArrayList<>();
    phone
        .service(Notify.class)
        .subscribe(
            "badge",
            Filter.from(Source.PUSH),
            (notification, self) -> {
              second.add(notification.id() + "/" + notification.attempt());
              if (notification.attempt() == 1) {
                throw new IllegalStateException("not this time");
              }
              return PushResult.NO_DATA;
            });
    phone
        .service(Notify.class)
        .subscribe("never", Filter.all().not(), (notification, self) -> PushResult.FAILED);
    phone.receive(alert("m1"));
    phone.passes(SHORTLY);
    assertThat(app.ids()).containsExactly("m1");
    assertThat(second).containsExactly("m1/1", "m1/2");
    assertThat(counts(phone).acknowledged()).isEqualTo(1);
  }

  @Test
  void what_one_subscriber_still_owes_when_the_app_ends_comes_to_it_alone() {
    Phone phone = ios();
    phone.open();
    phone
        .service(Notify.class)
        .subscribe("slow", Filter.all(), (notification, self) -> PushResult.FAILED);
    phone.receive(alert("m1"));
    assertThat(app.ids()).containsExactly("m1");
    phone.kill();
    phone.open();
    java.util.List<String> late = new java.util.ArrayList<>();
    phone
        .service(Notify.class)
        .subscribe(
            "slow",
            Filter.all(),
            (notification, self) -> {
              late.add(notification.id() + "/" + notification.attempt());
              return PushResult.NEW_DATA;
            });
    phone.passes(SHORTLY);
    assertThat(app.ids()).containsExactly("m1");
    assertThat(late).containsExactly("m1/2");
  }

  private static boolean happened(Phone phone, String what) {
    return phone.timeline().entries().stream()
        .map(Timeline.Entry::what)
        .anyMatch(line -> line.equals(what));
  }
}
