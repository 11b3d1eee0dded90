package dev.mob.testkit.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.background.Background;
import dev.mob.background.BackgroundExtension;
import dev.mob.background.Constraints;
import dev.mob.background.KeepAliveType;
import dev.mob.background.WorkKind;
import dev.mob.background.WorkRequest;
import dev.mob.background.WorkResult;
import dev.mob.testkit.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When the operating systems let work run, and when they do not. */
final class PhoneRulesTest {
  private static final Duration HOUR = Duration.ofHours(1);

  /** When the app's work ran, since the beginning. */
  private final List<Duration> ran = new ArrayList<>();

  private Phone phone;

  private Phone opened(Phone made) {
    phone = made;
    phone.open();
    return phone;
  }

  private Phone ios() {
    return opened(Phone.ios(7, this::parts));
  }

  private Phone android(int api) {
    return opened(Phone.android(api, 7, this::parts));
  }

  private List<Part> parts() {
    return List.of(
        Part.described(new BackgroundExtension()),
        Part.of(
            "app",
            context ->
                context
                    .require(Background.class)
                    .worker(
                        "note",
                        work -> {
                          ran.add(phone.elapsed());
                          return WorkResult.NEW_DATA;
                        })));
  }

  private void schedule(WorkRequest request) {
    phone.service(Background.class).schedule(request);
  }

  private long ranBetween(Duration from, Duration to) {
    return ran.stream().filter(time -> time.compareTo(from) >= 0 && time.compareTo(to) < 0).count();
  }

  @Test
  void ios_refreshes_nothing_in_low_power_mode() {
    ios();
    schedule(WorkRequest.once("refresh", "note"));
    phone.lowPower(true);
    phone.lock();
    phone.passes(Duration.ofDays(1));
    assertThat(ran).isEmpty();

    phone.lowPower(false);
    phone.passes(Duration.ofDays(1));
    assertThat(ran).hasSize(1);
  }

  @Test
  void ios_runs_processing_tasks_only_while_nobody_uses_the_phone() {
    ios();
    schedule(WorkRequest.once("process", "note").kind(WorkKind.PROCESSING));
    phone.pressHome();
    phone.passes(Duration.ofDays(1));
    assertThat(ran).isEmpty();

    phone.lock();
    phone.passes(Duration.ofDays(1));
    assertThat(ran).hasSize(1);
  }

  @Test
  void android_that_lies_still_dozes_and_lets_jobs_run_in_windows_further_and_further_apart() {
    for (boolean charging : new boolean[] {true, false}) {
      ran.clear();
      android(26);
      schedule(WorkRequest.every(Duration.ofMinutes(30), "poll", "note"));
      phone.charger(charging);
      phone.lock();
      phone.passes(Duration.ofDays(1));
      if (charging) {
        assertThat(ran).hasSizeGreaterThan(20);
      } else {
        assertThat(ranBetween(Duration.ofHours(6), Duration.ofHours(24))).isBetween(3L, 5L);
      }
    }
  }

  @Test
  void since_android_9_an_app_that_nobody_opens_gets_fewer_and_fewer_jobs() {
    for (int api : new int[] {26, 28}) {
      ran.clear();
      android(api);
      schedule(WorkRequest.every(Duration.ofMinutes(30), "poll", "note"));
      phone.charger(true); // no doze
      phone.lock();
      phone.passes(Duration.ofDays(10));
      long first = ranBetween(Duration.ZERO, Duration.ofHours(12));
      long fourthDay = ranBetween(Duration.ofDays(3), Duration.ofDays(4));
      long lastDay = ranBetween(Duration.ofDays(9), Duration.ofDays(10));
      assertThat(first).isGreaterThan(12);
      assertThat(fourthDay).isBetween(api < 28 ? 24L : 2L, api < 28 ? 48L : 3L);
      assertThat(lastDay).isBetween(api < 28 ? 24L : 1L, api < 28 ? 48L : 1L);
    }
  }

  @Test
  void android_ends_an_app_whose_permission_is_revoked() {
    android(34);
    phone.revoke(KeepAliveType.LOCATION);
    assertThat(phone.isRunning()).isFalse();
    assertThat(phone.timeline().text()).contains(Rule.ANDROID_PERMISSION.page());
  }

  @Test
  void android_starts_the_app_at_boot_and_its_jobs_are_planned_again() {
    android(34);
    schedule(WorkRequest.once("later", "note").delay(HOUR));
    phone.reboot();
    assertThat(phone.isRunning()).isTrue();
    phone.passes(Duration.ofHours(12));
    assertThat(ran).hasSize(1);
    assertThat(phone.timeline().text()).contains(Rule.ANDROID_BOOT.text());
  }

  @Test
  void without_a_network_no_push_reaches_the_phone_and_work_that_needs_one_waits() {
    ios();
    schedule(
        WorkRequest.once("upload", "note")
            .constraints(Constraints.NONE.network(Constraints.Network.ANY)));
    phone.network(Constraints.Network.NONE);
    phone.lock();
    assertThat(phone.receivePush("m1", Map.of())).isFalse();
    phone.passes(Duration.ofDays(1));
    assertThat(ran).isEmpty();

    phone.network(Constraints.Network.ANY);
    phone.passes(Duration.ofDays(1));
    assertThat(ran).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void each_rule_cites_a_page_of_apples_or_googles(Rule rule) {
    assertThat(rule.text()).isNotBlank().doesNotEndWith(".");
    assertThat(rule.page())
        .startsWith(
            rule.name().startsWith("IOS")
                ? "https://developer.apple.com/documentation/"
                : rule == Rule.ANDROID_PUSH
                    ? "https://firebase.google.com/docs/"
                    : "https://developer.android.com/");
  }
}
