package dev.mob.testkit.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.background.AppState;
import dev.mob.background.Background;
import dev.mob.background.BackgroundExtension;
import dev.mob.background.Constraints;
import dev.mob.background.EndCause;
import dev.mob.background.KeepAlive;
import dev.mob.background.KeepAliveRefused;
import dev.mob.background.KeepAliveType;
import dev.mob.background.Lease;
import dev.mob.background.LeaseEvent;
import dev.mob.background.Lifecycle;
import dev.mob.background.LifecycleEvent;
import dev.mob.background.WorkExpiring;
import dev.mob.background.WorkRequest;
import dev.mob.background.WorkResult;
import dev.mob.process.CallFailed;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Receive;
import dev.mob.testkit.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Stories that a phone tells about the background extension. */
final class PhoneStoryTest {
  private static final Duration HOUR = Duration.ofHours(1);

  /** What the app's workers and processes have said, over all of its starts. */
  private final List<Object> said = new ArrayList<>();

  private final Receive<Object> listener =
      (message, state, self) -> {
        said.add(message);
        return state;
      };

  private Phone ios() {
    return Phone.ios(7, this::parts);
  }

  private Phone android(int api) {
    return Phone.android(api, 7, this::parts);
  }

  @Test
  void whoever_calls_a_suspended_app_is_told_so() {
    Phone phone = ios();
    phone.open();
    Background background = phone.service(Background.class);
    phone.pressHome();
    phone.passes("1m");

    assertThatThrownBy(background::status)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("suspended");
  }

  @Test
  void a_lease_without_words_of_its_own_has_those_of_mob_conf() {
    Phone phone = android(35);
    phone.open();

    phone.service(Background.class).keepAlive();

    assertThat(phone.service(Background.class).status().leases())
        .singleElement()
        .satisfies(
            lease -> {
              assertThat(lease.reason()).isEqualTo("Working in the background");
              assertThat(lease.type()).isEqualTo(KeepAliveType.DATA_SYNC);
            });
  }

  /** The background extension, and an app that names a few workers. */
  private List<Part> parts() {
    return List.of(
        Part.described(new BackgroundExtension()),
        Part.of(
            "app",
            context -> {
              Background background = context.require(Background.class);
              background.worker(
                  "note",
                  work -> {
                    said.add(work.name() + " " + work.attempt() + " " + work.input());
                    return WorkResult.NEW_DATA;
                  });
              background.worker(
                  "flaky",
                  work -> {
                    said.add(work.name() + " " + work.attempt() + " " + work.progress());
                    work.saveProgress(Map.of("reached", "step " + work.attempt()));
                    if (work.attempt() < 3) {
                      throw new IllegalStateException("not this time");
                    }
                    return WorkResult.NEW_DATA;
                  });
              background.worker(
                  "slow",
                  (Receive<Object>)
                      (message, state, self) -> {
                        said.add(message);
                        return state;
                      });
            }));
  }

  private List<Object> said() {
    List<Object> heard = new ArrayList<>(said);
    said.clear();
    return heard;
  }

  @Test
  void without_a_lease_the_app_is_suspended_soon_after_home_and_wakes_where_it_was() {
    Phone phone = ios();
    phone.open();
    Pid process = phone.runtime().spawn(listener, null);
    phone.service(Lifecycle.class).subscribe(process);
    phone.pressHome();
    phone.runtime().sendAfter(Duration.ofMinutes(30), process, "a timer");
    phone.passes(HOUR.multipliedBy(2));
    assertThat(phone.isSuspended()).isTrue();
    assertThat(said())
        .hasSize(5)
        .contains(new LifecycleEvent.Inactive(), new LifecycleEvent.Background())
        .last()
        .isInstanceOf(LifecycleEvent.AboutToSuspend.class);
    phone.open();
    assertThat(phone.starts()).isEqualTo(1);
    assertThat(phone.service(Lifecycle.class).state()).isEqualTo(AppState.ACTIVE);
    List<Object> woken = said();
    assertThat(woken).contains("a timer");
    assertThat(((LifecycleEvent.Resumed) woken.get(0)).slept())
        .isBetween(HOUR, HOUR.multipliedBy(2));
  }

  @Test
  void android_freezes_the_app_without_a_word_and_it_goes_on_where_it_was() {
    Phone phone = android(35);
    phone.open();
    Pid process = phone.runtime().spawn(listener, null);
    phone.service(Lifecycle.class).subscribe(process);
    phone.runtime().sendAfter(Duration.ofMinutes(30), process, "a timer");
    phone.pressHome();
    phone.passes(HOUR.multipliedBy(2));
    assertThat(phone.isSuspended()).isTrue();
    assertThat(said()).last().isEqualTo(new LifecycleEvent.Background());
    phone.open();
    assertThat(said()).containsExactlyInAnyOrder("a timer", new LifecycleEvent.Active());
  }

  @Test
  void before_a_suspension_ios_gives_background_time_and_ends_who_does_not_give_it_back() {
    for (Duration takes : List.of(Duration.ofSeconds(6), Duration.ofMinutes(2))) {
      Phone phone = ios();
      phone.open();
      Pid slow =
          phone
              .runtime()
              .spawn(
                  (Receive<Object>)
                      (message, state, self) -> {
                        if (message instanceof LifecycleEvent.AboutToSuspend) {
                          asleep(self.runtime(), takes);
                          said.add("ready");
                        }
                        return state;
                      },
                  null);
      phone.service(Lifecycle.class).subscribe(slow);
      phone.pressHome();
      phone.passes(HOUR);
      boolean inTime = takes.compareTo(Duration.ofSeconds(25)) < 0;
      assertThat(said()).containsExactly("ready");
      assertThat(phone.isSuspended()).isEqualTo(inTime);
      assertThat(phone.isRunning()).isEqualTo(inTime);
      assertThat(phone.overstays()).isEqualTo(inTime ? 0 : 1);
      if (!inTime) {
        assertThat(phone.timeline().text())
            .contains("the app is ended: it did not give its time back")
            .contains(Rule.IOS_BACKGROUND_TASK.page());
      }
    }
  }

  /** Waits in a call that nobody answers, as a process does that asks a server. */
  private void asleep(ProcessRuntime runtime, Duration time) {
    Pid silent = runtime.spawn((Receive<Object>) (message, state, self) -> state, null);
    try {
      runtime.call(silent, "anybody there?", time);
    } catch (CallFailed timeout) {
      runtime.exit(silent, ExitReason.SHUTDOWN);
    }
  }

  @Test
  void ios_tells_an_app_that_runs_that_it_is_ended_and_a_suspended_one_nothing() {
    for (boolean suspended : new boolean[] {false, true}) {
      Phone phone = ios();
      phone.open();
      phone.service(Lifecycle.class).subscribe(phone.runtime().spawn(listener, null));
      phone.pressHome();
      phone.passes(suspended ? HOUR : Duration.ofSeconds(1));
      said.clear();
      phone.forceQuit();
      assertThat(said())
          .isEqualTo(
              suspended
                  ? List.of()
                  : List.of(new LifecycleEvent.Terminating(Duration.ofSeconds(5))));
      assertThat(phone.isRunning()).isFalse();
    }
  }

  @Test
  void a_push_that_ios_holds_back_comes_later_and_not_to_an_app_that_was_force_quit_meanwhile() {
    for (boolean forceQuit : new boolean[] {false, true}) {
      Phone phone = ios();
      phone.open();
      phone.service(Background.class).schedule(WorkRequest.onPush("news", "note"));
      phone.pressHome();
      for (int i = 1; i <= 4; i++) {
        phone.receivePush("m" + i, Map.of());
      }
      phone.passes(Duration.ofMinutes(1));
      assertThat(said()).hasSize(3);
      if (forceQuit) {
        phone.forceQuit();
      }
      phone.passes(HOUR);
      assertThat(said()).isEqualTo(forceQuit ? List.of() : List.of("news#m4 1 {}"));
      assertThat(phone.timeline().text())
          .contains("push m4 is held back")
          .contains(forceQuit ? "push m4 is dropped" : "push m4 is done");
    }
  }

  @Test
  void a_lease_keeps_the_app_running_until_it_is_closed() {
    Phone phone = ios();
    phone.open();
    Lease lease = phone.service(Background.class).keepAlive("drawing", KeepAliveType.AUDIO);
    phone.pressHome();
    phone.passes(HOUR.multipliedBy(2));
    assertThat(phone.isSuspended()).isFalse();
    assertThat(phone.isKeptAwake()).isTrue();
    lease.close();
    lease.close();
    phone.passes(HOUR);
    assertThat(lease.isHeld()).isFalse();
    assertThat(phone.isKeptAwake()).isFalse();
    assertThat(phone.isSuspended()).isTrue();
  }

  @Test
  void a_lease_ends_with_its_process_and_tells_of_it() {
    Phone phone = ios();
    phone.open();
    Pid owner = phone.runtime().spawn(listener, null);
    Pid watcher = phone.runtime().spawn(listener, null);
    Lease lease =
        phone
            .service(Background.class)
            .keepAlive(
                KeepAlive.because("drawing")
                    .type(KeepAliveType.AUDIO)
                    .ownedBy(owner)
                    .eventsTo(watcher));
    phone.runtime().exit(owner, ExitReason.KILL);
    phone.passes(Duration.ofSeconds(1));
    assertThat(phone.isKeptAwake()).isFalse();
    assertThat(said())
        .containsExactly(
            new LeaseEvent.Started(lease.id()),
            new LeaseEvent.Ended(lease.id(), EndCause.OWNER_ENDED));
  }

  @Test
  void a_call_interrupts_a_lease_on_ios_and_it_goes_on_afterwards() {
    Phone phone = ios();
    phone.open();
    Pid process = phone.runtime().spawn(listener, null);
    Lease lease =
        phone
            .service(Background.class)
            .keepAlive(KeepAlive.because("drawing").type(KeepAliveType.AUDIO).ownedBy(process));
    phone.pressHome();
    phone.phoneCall(Duration.ofMinutes(5));
    assertThat(said())
        .containsExactly(
            new LeaseEvent.Started(lease.id()),
            new LeaseEvent.Interrupted(lease.id(), "a phone call"),
            new LeaseEvent.Resumed(lease.id()));
    assertThat(lease.isHeld()).isTrue();
  }

  @Test
  void ios_refuses_what_it_has_no_mode_for_and_says_what_to_do() {
    Phone phone = ios();
    phone.open();
    Background background = phone.service(Background.class);
    assertThatThrownBy(() -> background.keepAlive("upload", KeepAliveType.DATA_SYNC))
        .isInstanceOfSatisfying(
            KeepAliveRefused.class,
            e -> assertThat(e.reason()).isEqualTo(KeepAliveRefused.Reason.UNSUPPORTED))
        .hasMessageContaining("use deferred work");
    assertThat(phone.isKeptAwake()).isFalse();
    assertThat(background.status().leases()).isEmpty();
  }

  @Test
  void a_refused_second_type_leaves_the_first_lease_held() {
    Phone phone = ios();
    phone.open();
    Background background = phone.service(Background.class);
    Lease lease = background.keepAlive("drawing", KeepAliveType.AUDIO);
    assertThatThrownBy(() -> background.keepAlive("upload", KeepAliveType.DATA_SYNC))
        .isInstanceOf(KeepAliveRefused.class);
    assertThat(lease.isHeld()).isTrue();
    assertThat(phone.isKeptAwake()).isTrue();
  }

  @Test
  void android_ends_data_sync_after_six_hours_in_the_background() {
    Phone phone = android(35);
    phone.open();
    Pid process = phone.runtime().spawn(listener, null);
    Background background = phone.service(Background.class);
    Lease lease =
        background.keepAlive(
            KeepAlive.because("upload").type(KeepAliveType.DATA_SYNC).ownedBy(process));
    phone.pressHome();
    phone.passes(Duration.ofMinutes(359));
    assertThat(lease.isHeld()).isTrue();
    phone.passes(Duration.ofMinutes(2));
    assertThat(said())
        .containsExactly(
            new LeaseEvent.Started(lease.id()),
            new LeaseEvent.Expiring(lease.id(), Duration.ofSeconds(5)),
            new LeaseEvent.Ended(lease.id(), EndCause.TIME_LIMIT));
  }

  @Test
  void android_refuses_data_sync_when_the_day_is_used_up_until_the_user_opens_the_app() {
    // While something else is held already: starting from the background is refused in any case.
    Ruling<Duration> six = new Android(35).dailyLimit(Set.of(KeepAliveType.DATA_SYNC)).get();
    assertThat(
            new Android(35)
                .refuses(
                    Set.of(KeepAliveType.DATA_SYNC),
                    Set.of(KeepAliveType.AUDIO),
                    new Conditions(),
                    six.value()))
        .hasValueSatisfying(
            refusal ->
                assertThat(refusal.value().reason())
                    .isEqualTo(KeepAliveRefused.Reason.QUOTA_USED_UP));

    Phone phone = android(35);
    phone.open();
    Background background = phone.service(Background.class);
    background.keepAlive("upload", KeepAliveType.DATA_SYNC);
    phone.pressHome();
    phone.passes(Duration.ofHours(7));
    assertThat(phone.isKeptAwake()).isFalse();

    phone.open();
    Lease lease = background.keepAlive("upload", KeepAliveType.DATA_SYNC);
    phone.passes(Duration.ofHours(8)); // in front nothing is counted
    phone.pressHome();
    phone.passes(Duration.ofHours(5));
    assertThat(lease.isHeld()).isTrue();
    phone.passes(Duration.ofHours(2));
    assertThat(lease.isHeld()).isFalse();
  }

  @Test
  void before_android_15_data_sync_has_no_limit() {
    Phone phone = android(34);
    phone.open();
    Lease lease = phone.service(Background.class).keepAlive("upload", KeepAliveType.DATA_SYNC);
    phone.pressHome();
    phone.passes(Duration.ofHours(30));
    assertThat(lease.isHeld()).isTrue();
  }

  @Test
  void android_12_starts_no_foreground_service_from_the_background_and_android_8_does() {
    for (int api : new int[] {26, 31}) {
      Phone phone = android(api);
      phone.open();
      phone.pressHome();
      Background background = phone.service(Background.class);
      if (api < 31) {
        assertThat(background.keepAlive("late", KeepAliveType.LOCATION).isHeld()).isTrue();
      } else {
        assertThatThrownBy(() -> background.keepAlive("late", KeepAliveType.LOCATION))
            .isInstanceOfSatisfying(
                KeepAliveRefused.class,
                e -> assertThat(e.reason()).isEqualTo(KeepAliveRefused.Reason.BACKGROUND_START));
      }
    }
  }

  @Test
  void a_revoked_permission_ends_the_lease() {
    Phone phone = ios();
    phone.open();
    Lease lease = phone.service(Background.class).keepAlive("walk", KeepAliveType.LOCATION);
    phone.revoke(KeepAliveType.LOCATION);
    assertThat(lease.isHeld()).isFalse();
    assertThat(phone.isKeptAwake()).isFalse();
  }

  @Test
  void work_runs_in_the_background_and_the_app_is_suspended_again() {
    for (Phone phone : List.of(ios(), android(35))) {
      phone.open();
      phone
          .service(Background.class)
          .schedule(WorkRequest.once("report", "note").input(Map.of("page", "3")));
      phone.lock();
      phone.passes(Duration.ofHours(12));
      assertThat(said()).containsExactly("report 1 {page=3}");
      assertThat(phone.isSuspended()).isTrue();
      assertThat(phone.overstays()).isZero();
    }
  }

  @Test
  void work_survives_a_kill_and_a_reboot_and_starts_the_app_by_itself() {
    for (Phone phone : List.of(ios(), android(35))) {
      phone.open();
      phone.service(Background.class).schedule(WorkRequest.once("report", "note"));
      phone.pressHome();
      phone.kill();
      phone.reboot();
      phone.passes(Duration.ofHours(24));
      assertThat(said()).containsExactly("report 1 {}");
      assertThat(phone.starts()).isGreaterThan(1);
    }
  }

  @Test
  void work_that_a_kill_cuts_off_is_tried_again_though_nobody_opens_the_app() {
    for (Phone phone : List.of(ios(), android(35))) {
      phone.open();
      phone.service(Background.class).schedule(WorkRequest.once("report", "note"));
      phone.pressHome();
      phone.killAtCommit(1, false); // that it has begun is on disk; that it is done will not be
      phone.passes("24h");
      assertThat(said()).containsExactly("report 1 {}", "report 2 {}");
      assertThat(phone.starts()).isEqualTo(2);
    }
  }

  @Test
  void work_that_crashes_is_tried_again_later_with_the_progress_it_has_saved() {
    Phone phone = ios();
    phone.open();
    phone.service(Background.class).schedule(WorkRequest.once("sync", "flaky"));
    phone.lock();
    phone.passes(Duration.ofDays(3));
    assertThat(said())
        .containsExactly("sync 1 {}", "sync 2 {reached=step 1}", "sync 3 {reached=step 2}");
    phone.open();
    assertThat(phone.service(Background.class).status().work()).isEmpty();
  }

  @Test
  void work_that_hangs_hears_that_its_time_ends_is_ended_and_the_system_is_told_in_time() {
    Phone phone = ios();
    phone.open();
    phone.service(Background.class).schedule(WorkRequest.once("forever", "slow"));
    phone.lock();
    phone.passes(Duration.ofHours(6));
    assertThat(said()).isNotEmpty().allMatch(WorkExpiring.class::isInstance);
    assertThat(phone.overstays()).isZero();
    phone.open();
    assertThat(phone.service(Background.class).status().work())
        .singleElement()
        .satisfies(
            work -> {
              assertThat(work.running()).isFalse();
              assertThat(work.attempt()).isPositive();
            });
  }

  @Test
  void constraints_are_waited_for() {
    Phone phone = android(35);
    phone.open();
    phone
        .service(Background.class)
        .schedule(
            WorkRequest.once("backup", "note")
                .constraints(
                    Constraints.NONE.network(Constraints.Network.UNMETERED).whileCharging()));
    phone.network(Constraints.Network.ANY);
    phone.lock();
    phone.charger(true);
    phone.passes(Duration.ofHours(10));
    assertThat(said()).isEmpty();
    phone.network(Constraints.Network.UNMETERED);
    phone.passes(Duration.ofHours(1));
    assertThat(said()).containsExactly("backup 1 {}");
  }

  @Test
  void periodic_work_runs_again_and_again_and_a_clock_set_back_does_not_stop_it() {
    Phone phone = android(35);
    phone.open();
    phone
        .service(Background.class)
        .schedule(WorkRequest.every(Duration.ofHours(1), "poll", "note"));
    phone.charger(true);
    phone.passes(Duration.ofHours(10));
    assertThat(said()).hasSizeBetween(7, 10);
    phone.setClock(Duration.ofDays(-400));
    phone.passes(Duration.ofHours(10));
    // Fewer: the app has not been opened for so long that it is in the next standby bucket.
    assertThat(said()).hasSizeBetween(5, 10);
  }

  @Test
  void a_name_is_unique_unless_the_request_replaces_and_cancelled_work_does_not_run() {
    Phone phone = ios();
    phone.open();
    Background background = phone.service(Background.class);
    assertThat(background.schedule(WorkRequest.once("a", "note").input(Map.of("v", "1")))).isTrue();
    assertThat(background.schedule(WorkRequest.once("a", "note").input(Map.of("v", "2"))))
        .isFalse();
    assertThat(
            background.schedule(WorkRequest.once("a", "note").input(Map.of("v", "3")).replacing()))
        .isTrue();
    background.schedule(WorkRequest.once("b", "note"));
    assertThat(background.cancel("b")).isTrue();
    assertThat(background.cancel("b")).isFalse();
    phone.lock();
    phone.passes(Duration.ofHours(12));
    assertThat(said()).containsExactly("a 1 {v=3}");
  }

  @Test
  void a_silent_push_wakes_a_suspended_and_a_dead_app_and_the_same_one_twice_runs_once() {
    for (Phone phone : List.of(ios(), android(35))) {
      phone.open();
      phone.service(Background.class).schedule(WorkRequest.onPush("news", "note"));
      phone.pressHome();
      phone.passes(HOUR);
      phone.receivePush("m1", Map.of("title", "one"));
      phone.kill();
      phone.receivePush("m2", Map.of("title", "two"));
      phone.receivePush("m1", Map.of("title", "one"));
      phone.passes(HOUR);
      assertThat(said()).containsExactly("news#m1 1 {title=one}", "news#m2 1 {title=two}");
      assertThat(phone.isSuspended()).isTrue();
    }
  }

  @Test
  void after_a_force_quit_nothing_runs_until_the_user_opens_the_app() {
    for (Phone phone : List.of(ios(), android(35))) {
      phone.open();
      Background background = phone.service(Background.class);
      background.schedule(WorkRequest.onPush("news", "note"));
      background.schedule(WorkRequest.once("report", "note"));
      phone.forceQuit();
      assertThat(phone.receivePush("m1", Map.of())).isFalse();
      phone.passes(Duration.ofDays(2));
      assertThat(said()).isEmpty();
      phone.open();
      phone.lock();
      phone.passes(Duration.ofDays(1));
      assertThat(said()).containsExactly("report 1 {}");
    }
  }

  @Test
  void the_same_story_with_the_same_seed_goes_the_same_way() {
    assertThat(story(7)).isEqualTo(story(7));
    assertThat(story(7)).isNotEqualTo(story(8));
  }

  private String story(long seed) {
    Phone phone = Phone.ios(seed, this::parts);
    phone.open();
    phone.service(Background.class).schedule(WorkRequest.every(HOUR, "poll", "note"));
    phone.lock();
    phone.passes(Duration.ofDays(2));
    return phone.timeline().text();
  }

  @Test
  void the_timeline_names_the_rule_and_the_page_it_comes_from() {
    Phone phone = ios();
    phone.open();
    phone.pressHome();
    phone.passes(HOUR);
    assertThat(phone.timeline().text())
        .contains("suspended  [1]")
        .contains("https://developer.apple.com/");
  }
}
