package dev.mob.testkit.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.notify.Action;
import dev.mob.notify.LocalNotification;
import dev.mob.notify.Notification;
import dev.mob.notify.Notify;
import dev.mob.notify.Presentation;
import dev.mob.notify.Source;
import dev.mob.testkit.phone.Phone;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the app shows by itself, now and later, whether it runs then or not. */
final class LocalNotificationsTest {
  private static final LocalNotification TEA = LocalNotification.of("tea", "Tea", "is ready");

  private final NotifiedApp app = new NotifiedApp();
  private final Phone phone = Phone.ios(7, app::parts);

  private Notify notifications() {
    return phone.service(Notify.class);
  }

  private ZonedDateTime now() {
    return Instant.ofEpochMilli(phone.clockMillis()).atZone(phone.zone());
  }

  @Test
  void after_a_delay_it_is_shown_although_the_app_was_killed_and_its_tap_brings_its_data() {
    phone.open();
    notifications()
        .schedule(
            TEA.after(Duration.ofMinutes(4))
                .data(Map.of("cup", "blue"))
                .action(Action.button("drink", "Drink")));
    phone.kill();
    phone.passes(Duration.ofMinutes(3));
    assertThat(phone.notifications().shown()).isEmpty();
    phone.reboot();
    phone.passes(Duration.ofMinutes(2));
    assertThat(phone.notifications().shown())
        .singleElement()
        .satisfies(shown -> assertThat(shown.actions()).hasSize(1));
    phone.tap("tea", "drink", null);
    Notification notification = app.got.get(0);
    assertThat(notification.source()).isEqualTo(Source.LOCAL);
    assertThat(notification.presentation()).isEqualTo(Presentation.TAP);
    assertThat(notification.action()).contains("drink");
    assertThat(notification.data()).isEqualTo(Map.of("cup", "blue"));
    assertThat(notifications().list()).isEmpty();
  }

  @Test
  void in_front_it_comes_to_the_process_instead() {
    phone.open();
    notifications().schedule(TEA);
    phone.passes(Duration.ofSeconds(5));
    assertThat(app.got)
        .singleElement()
        .satisfies(
            notification -> {
              assertThat(notification.presentation()).isEqualTo(Presentation.FOREGROUND);
              assertThat(notification.id()).isEqualTo("tea");
              assertThat(notification.title()).isEqualTo("Tea");
            });
    assertThat(phone.notifications().history()).isEmpty();
    assertThat(notifications().list()).isEmpty();
  }

  @Test
  void a_daily_one_comes_each_day_and_is_one_notification_each_time() {
    phone.open();
    notifications().schedule(TEA.daily(now().plusHours(1).toLocalTime()));
    phone.passes(Duration.ofHours(3));
    phone.pressHome();
    phone.passes(Duration.ofDays(2));
    assertThat(app.ids()).containsExactly("tea");
    assertThat(phone.notifications().history()).containsExactly("tea", "tea");
    phone.tap("tea");
    phone.passes(Duration.ofDays(1));
    assertThat(app.ids()).containsExactly("tea", "tea", "tea");
    assertThat(notifications().list()).hasSize(1);
  }

  @Test
  void a_weekly_one_comes_on_its_day_also_when_the_clock_is_set() {
    phone.open();
    ZonedDateTime start = now();
    DayOfWeek day = start.getDayOfWeek().plus(3);
    notifications().schedule(TEA.weekly(day, LocalTime.of(9, 30)));
    phone.pressHome();
    phone.setClock(Duration.ofDays(2));
    phone.passes(Duration.ofHours(50));
    assertThat(phone.notifications().history()).containsExactly("tea");
    phone.passes(Duration.ofDays(14));
    assertThat(phone.notifications().history()).hasSize(3);
  }

  @Test
  void one_with_the_same_id_takes_the_place_of_the_first_and_the_list_has_the_soonest_first() {
    phone.open();
    notifications().schedule(TEA.after(Duration.ofHours(1)));
    notifications().schedule(TEA.after(Duration.ofHours(3)));
    notifications().schedule(LocalNotification.of("bus", "Bus", "").after(Duration.ofHours(2)));
    assertThat(notifications().list())
        .extracting(LocalNotification::id)
        .containsExactly("bus", "tea");
    phone.pressHome();
    phone.passes(Duration.ofHours(4));
    assertThat(phone.notifications().history()).containsExactly("bus", "tea");
  }

  @Test
  void what_is_cancelled_does_not_come_and_what_is_shown_is_taken_away() {
    phone.open();
    notifications().schedule(TEA.after(Duration.ofHours(1)));
    notifications().schedule(LocalNotification.of("bus", "Bus", "").after(Duration.ofHours(1)));
    notifications()
        .schedule(
            LocalNotification.of("day", "Day", "").daily(now().plusMinutes(10).toLocalTime()));
    assertThat(notifications().cancel("tea")).isTrue();
    assertThat(notifications().cancel("tea")).isFalse();
    phone.pressHome();
    phone.passes(Duration.ofMinutes(30));
    assertThat(phone.notifications().shown()).hasSize(1);
    phone.open();
    notifications().cancelAll();
    assertThat(notifications().list()).isEmpty();
    assertThat(phone.notifications().shown()).isEmpty();
    phone.kill();
    phone.passes(Duration.ofDays(2));
    assertThat(phone.notifications().history()).containsExactly("day");
  }

  @Test
  void more_than_the_platform_holds_are_shown_all_the_same() {
    phone.open();
    for (int i = 0; i < 100; i++) {
      notifications()
          .schedule(LocalNotification.of("n" + i, "N", "").after(Duration.ofMinutes(i + 1)));
    }
    phone.passes(Duration.ofMinutes(101));
    assertThat(app.ids()).hasSize(100).startsWith("n0", "n1").endsWith("n99");
  }

  @Test
  void what_cannot_be_is_refused_with_its_mend() {
    assertThatThrownBy(() -> LocalNotification.of("", "Tea", ""))
        .hasMessageContaining("1 to 200 characters");
    assertThatThrownBy(() -> TEA.after(Duration.ofSeconds(-1)))
        .hasMessageContaining("not negative");
    assertThatThrownBy(() -> TEA.data(Map.of("mob_id", "x")))
        .hasMessageContaining("does not begin with mob_");
    assertThat(List.of(TEA.at(Instant.EPOCH).when().isPresent())).containsExactly(true);
  }
}
