package dev.mob.host.ios.phone;

import static dev.mob.host.ios.phone.Iphone.ACTIVE;
import static dev.mob.host.ios.phone.Iphone.BACKGROUND;
import static dev.mob.host.ios.phone.Iphone.GONE;
import static dev.mob.host.ios.phone.Iphone.INACTIVE;
import static dev.mob.host.ios.phone.Iphone.count;
import static dev.mob.host.ios.phone.Iphone.eventually;
import static dev.mob.host.ios.phone.Iphone.is;
import static dev.mob.host.ios.phone.Iphone.phone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.background.KeepAliveType;
import dev.mob.background.WorkResult;
import dev.mob.background.platform.KeepAlivePlatform.Demand;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.host.ios.internal.Phone;
import dev.mob.host.ios.internal.log.SystemLogHandler;
import dev.mob.host.ios.internal.shim.SystemLog;
import dev.mob.testkit.conformance.RecordingLifecycle;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The app's life: scenes and application, sleep and waking, the end; and its log. */
final class LifeOnPhone {
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private Phone phone;

  @BeforeEach
  void start() {
    Iphone.restart();
    phone = new Phone();
    phone.ready();
    // The events of the start are behind this one.
    phone.lifecycle().listen(new RecordingLifecycle(heard));
    phone("app.memory");
    eventually(() -> assertThat(heard).contains("memory warning"));
    heard.clear();
  }

  @AfterEach
  void stop() {
    phone.close();
  }

  private void hears(String... events) {
    eventually(() -> assertThat(heard).containsExactly(events));
  }

  @Test
  void an_app_without_scenes_goes_and_comes() {
    phone("app.becomes", BACKGROUND);
    hears("inactive", "background", "suspending");
    phone("app.becomes", ACTIVE);
    hears("inactive", "background", "suspending", "resumed", "inactive", "active");
  }

  @Test
  void an_app_with_two_scenes_is_where_the_foremost_of_them_is() {
    phone("app.scene", "one", ACTIVE);
    phone("app.scene", "two", ACTIVE);
    phone("app.scene", "one", INACTIVE);
    phone("app.scene", "one", BACKGROUND);
    phone("app.scene", "two", INACTIVE);
    hears("inactive");
    phone("app.scene", "two", BACKGROUND);
    hears("inactive", "background", "suspending");
    phone("app.scene", "one", GONE);
    phone("app.scene", "two", ACTIVE);
    hears("inactive", "background", "suspending", "resumed", "active");
    phone("app.scene", "two", GONE);
  }

  @Test
  void both_kinds_of_events_for_one_move_are_one_move() {
    phone("app.scene", "one", ACTIVE);
    phone("app.scene", "one", INACTIVE);
    phone("app.scene", "one", BACKGROUND);
    phone("app.becomes", BACKGROUND);
    hears("inactive", "background", "suspending");
    phone("app.scene", "one", GONE);
  }

  @Test
  void the_time_that_the_system_gave_is_given_back_when_the_app_sleeps() {
    phone("app.becomes", BACKGROUND);
    eventually(() -> assertThat(heard).contains("background"));
    eventually(() -> assertThat(count("app.tasks")).isEqualTo(1));
    eventually(() -> assertThat(heard).contains("suspending"));
    eventually(() -> assertThat(count("app.tasks")).isZero());
    assertThat(Iphone.asked("a background task")).isEmpty();
  }

  @Test
  void an_app_whose_time_is_taken_back_sleeps_before_the_handler_returns() {
    phone("app.becomes", BACKGROUND);
    eventually(() -> assertThat(count("app.tasks")).isEqualTo(1));
    assertThat(is("app.expire")).isTrue();
    assertThat(heard).containsExactly("inactive", "background", "suspending");
    assertThat(count("app.tasks")).isZero();
  }

  @Test
  void an_app_that_gets_no_time_sleeps_at_once() {
    phone("app.noTime", true);
    phone("app.becomes", BACKGROUND);
    hears("inactive", "background", "suspending");
  }

  @Test
  void an_app_that_is_kept_awake_does_not_sleep_until_the_lease_ends() {
    phone.keepAlive().hold(new Demand(Set.of(KeepAliveType.AUDIO), "drawing"));
    phone("app.becomes", BACKGROUND);
    hears("inactive", "background");
    eventually(() -> assertThat(count("app.tasks")).isZero());
    phone("app.memory");
    hears("inactive", "background", "memory warning");
    phone.keepAlive().release();
    hears("inactive", "background", "memory warning", "suspending");
  }

  @Test
  void an_interrupted_lease_lets_the_app_sleep_and_its_end_wakes_it() {
    phone.keepAlive().hold(new Demand(Set.of(KeepAliveType.AUDIO), "drawing"));
    phone("app.becomes", BACKGROUND);
    phone("audio.begins", 0, true);
    hears("inactive", "background", "suspending");
    phone("audio.ends", true);
    hears("inactive", "background", "suspending", "resumed");
    assertThat(is("audio.sounds")).isTrue();
  }

  @Test
  void work_wakes_a_sleeping_app_and_the_system_is_told_before_it_sleeps_again() {
    List<String> order = new CopyOnWriteArrayList<>();
    phone
        .work()
        .listen(
            new WorkPlatform.Listener() {
              @Override
              public void opportunity(WorkPlatform.Opportunity opportunity) {
                order.addAll(heard);
                order.add("works");
                opportunity.finished(WorkResult.NEW_DATA);
              }

              @Override
              public void expiring(WorkPlatform.Opportunity opportunity, Duration left) {
                throw new AssertionError("there is time enough");
              }
            });
    phone("app.becomes", BACKGROUND);
    hears("inactive", "background", "suspending");
    int task = count("tasks.launch", "dev.mob.refresh");
    hears("inactive", "background", "suspending", "resumed", "suspending");
    assertThat(order).containsExactly("inactive", "background", "suspending", "resumed", "works");
    assertThat(phone("tasks.outcome", task)).containsExactly("success");
    assertThat(count("app.tasks")).isZero();
  }

  @Test
  void the_end_waits_until_the_listener_is_ready_for_it() {
    phone("app.terminates");
    assertThat(heard).containsExactly("terminating");
  }

  @Test
  void low_power_and_little_memory_are_told() {
    phone("app.lowPower", true);
    phone("app.lowPower", false);
    phone("app.memory");
    hears("low power", "full power", "memory warning");
  }

  @Test
  void what_is_logged_goes_to_the_systems_log_whole() {
    SystemLogHandler handler = new SystemLogHandler(new SystemLog());
    LogRecord record = new LogRecord(Level.WARNING, "Größe {0} % \uD83D\uDE80 " + "x".repeat(900));
    record.setParameters(new Object[] {100});
    record.setLoggerName("dev.mob.test");
    handler.publish(record);
    List<String> lines = Iphone.asked("os_log");
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .startsWith("os_log dev.mob dev.mob.test 0 Größe 100 % \uD83D\uDE80 xx");
    LogRecord failure = new LogRecord(Level.SEVERE, "failed");
    failure.setThrown(new IllegalStateException("why"));
    handler.publish(failure);
    assertThat(Iphone.asked("os_log"))
        .contains("os_log dev.mob  16 failed")
        .anyMatch(line -> line.endsWith("java.lang.IllegalStateException: why"));
  }
}
