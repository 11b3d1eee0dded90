package dev.mob.host.ios.phone;

import static dev.mob.host.ios.phone.Iphone.BACKGROUND;
import static dev.mob.host.ios.phone.Iphone.eventually;
import static dev.mob.host.ios.phone.Iphone.fields;
import static dev.mob.host.ios.phone.Iphone.is;
import static dev.mob.host.ios.phone.Iphone.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mob.background.Constraints;
import dev.mob.background.Constraints.Network;
import dev.mob.background.KeepAliveType;
import dev.mob.background.WorkKind;
import dev.mob.background.WorkResult;
import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.background.platform.LifecyclePlatform;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.background.platform.WorkPlatform.Opportunity;
import dev.mob.background.platform.WorkPlatform.Slot;
import dev.mob.host.ios.internal.Phone;
import dev.mob.testkit.conformance.BackgroundConformance;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the background extension needs, by BGTaskScheduler, silent pushes and the silent loop. */
final class BackgroundOnPhone implements BackgroundConformance {
  private Phone phone;

  @BeforeEach
  void start() {
    Iphone.restart();
    phone = new Phone();
    phone.ready();
  }

  @AfterEach
  void stop() {
    phone.close();
  }

  @Override
  public KeepAlivePlatform keepAlive() {
    return phone.keepAlive();
  }

  @Override
  public boolean isKeptAwake() {
    return is("audio.sounds");
  }

  @Override
  public KeepAliveType allowedType() {
    return KeepAliveType.AUDIO;
  }

  @Override
  public WorkPlatform work() {
    return phone.work();
  }

  @Override
  public LifecyclePlatform lifecycle() {
    return phone.lifecycle();
  }

  @Override
  public void until(BooleanSupplier condition) {
    phone("app.becomes", BACKGROUND);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              phone("tasks.launchDue");
              return condition.getAsBoolean();
            });
  }

  @Override
  public void forAWhile() {
    phone("app.becomes", BACKGROUND);
    Iphone.phone("tasks.launchDue");
    // What was launched has come by the time that a later event has.
    List<String> heard = new CopyOnWriteArrayList<>();
    phone.lifecycle().listen(new dev.mob.testkit.conformance.RecordingLifecycle(heard));
    Iphone.phone("app.memory");
    eventually(() -> assertThat(heard).contains("memory warning"));
  }

  private static Slot slot(String name, WorkKind kind, Duration delay, Constraints constraints) {
    return new Slot(name, kind, delay, constraints);
  }

  /** Keeps opportunities open. */
  private static final class Opportunities implements WorkPlatform.Listener {
    final List<Opportunity> open = new CopyOnWriteArrayList<>();
    final List<Opportunity> expiring = new CopyOnWriteArrayList<>();

    @Override
    public void opportunity(Opportunity opportunity) {
      open.add(opportunity);
    }

    @Override
    public void expiring(Opportunity opportunity, Duration left) {
      expiring.add(opportunity);
    }

    Opportunity next() {
      eventually(() -> assertThat(open).isNotEmpty());
      return open.remove(0);
    }
  }

  private Opportunities opportunities() {
    Opportunities heard = new Opportunities();
    work().listen(heard);
    return heard;
  }

  private static void outcome(int task, String expected) {
    eventually(() -> assertThat(phone("tasks.outcome", task)).containsExactly(expected));
  }

  @Test
  void the_system_is_asked_for_the_soonest_of_each_kind() {
    work()
        .plan(
            List.of(
                slot("a", WorkKind.REFRESH, Duration.ofHours(2), Constraints.NONE),
                slot("b", WorkKind.REFRESH, Duration.ofHours(1), Constraints.NONE),
                slot("c", WorkKind.PROCESSING, Duration.ofHours(3), Constraints.NONE),
                slot("d", WorkKind.PUSH, Duration.ZERO, Constraints.NONE)));
    assertThat(phone("tasks.pending")).containsExactly("dev.mob.processing", "dev.mob.refresh");
    assertThat(fields("tasks.request", "dev.mob.refresh"))
        .containsEntry("kind", "refresh")
        .hasEntrySatisfying("seconds", s -> assertThat(Integer.parseInt(s)).isBetween(3590, 3600));
  }

  @Test
  void a_condition_is_asked_for_when_all_that_wait_need_it() {
    Constraints both = Constraints.NONE.network(Network.ANY).whileCharging();
    work()
        .plan(
            List.of(
                slot("a", WorkKind.PROCESSING, Duration.ofHours(1), both),
                slot("b", WorkKind.PROCESSING, Duration.ofHours(1), both)));
    assertThat(fields("tasks.request", "dev.mob.processing"))
        .containsEntry("network", "yes")
        .containsEntry("power", "yes");
    work()
        .plan(
            List.of(
                slot("a", WorkKind.PROCESSING, Duration.ofHours(1), both),
                slot(
                    "b",
                    WorkKind.PROCESSING,
                    Duration.ofHours(1),
                    Constraints.NONE.network(Network.ANY))));
    assertThat(fields("tasks.request", "dev.mob.processing"))
        .containsEntry("network", "yes")
        .containsEntry("power", "no");
  }

  @Test
  void work_that_is_no_longer_planned_is_no_longer_asked_for() {
    work().plan(List.of(slot("a", WorkKind.REFRESH, Duration.ofHours(1), Constraints.NONE)));
    work().plan(List.of());
    assertThat(phone("tasks.pending")).isEmpty();
  }

  @Test
  void a_system_that_takes_no_requests_does_no_harm() {
    phone("tasks.unavailable", true);
    work().plan(List.of(slot("a", WorkKind.REFRESH, Duration.ZERO, Constraints.NONE)));
    assertThat(phone("tasks.pending")).isEmpty();
  }

  @Test
  void the_task_is_completed_when_the_work_is_and_says_what_came_of_it() {
    Opportunities heard = opportunities();
    int done = Iphone.count("tasks.launch", "dev.mob.refresh");
    int failed = Iphone.count("tasks.launch", "dev.mob.processing");
    Opportunity first = heard.next();
    assertThat(phone("tasks.outcome", done)).containsExactly("open");
    first.finished(WorkResult.NO_DATA);
    outcome(done, "success");
    Opportunity second = heard.next();
    assertThat(second.kind()).isEqualTo(WorkKind.PROCESSING);
    second.finished(WorkResult.RETRY);
    outcome(failed, "failure");
  }

  @Test
  void a_task_that_expires_is_told_and_still_completed_once() {
    Opportunities heard = opportunities();
    int task = Iphone.count("tasks.launch", "dev.mob.refresh");
    Opportunity opportunity = heard.next();
    phone("tasks.expire", task);
    eventually(() -> assertThat(heard.expiring).containsExactly(opportunity));
    opportunity.finished(WorkResult.RETRY);
    outcome(task, "failure");
    phone("tasks.expire", task);
    outcome(task, "failure");
  }

  @Test
  void a_processing_task_means_an_idle_phone_and_the_charger_is_asked() {
    Opportunities heard = opportunities();
    phone("app.plugged", false);
    Iphone.count("tasks.launch", "dev.mob.processing");
    Opportunity opportunity = heard.next();
    assertThat(opportunity.meets(Constraints.NONE.whileIdle())).isTrue();
    assertThat(opportunity.meets(Constraints.NONE.whileCharging())).isFalse();
    phone("app.plugged", true);
    assertThat(opportunity.meets(Constraints.NONE.whileCharging())).isTrue();
    opportunity.finished(WorkResult.NEW_DATA);
  }

  @Test
  void a_silent_push_is_an_opportunity_whose_answer_the_system_gets() {
    Opportunities heard = opportunities();
    int push =
        Iphone.count(
            "app.push", "{\"aps\":{\"content-available\":1},\"mob_id\":\"m1\",\"n\":{\"a\":[1]}}");
    Opportunity opportunity = heard.next();
    assertThat(opportunity.kind()).isEqualTo(WorkKind.PUSH);
    assertThat(opportunity.push().orElseThrow().id()).isEqualTo("m1");
    assertThat(opportunity.push().orElseThrow().data()).containsEntry("n", "{\"a\":[1]}");
    assertThat(phone("app.pushResults").get(push)).isEqualTo("open");
    opportunity.finished(WorkResult.NEW_DATA);
    eventually(() -> assertThat(phone("app.pushResults").get(push)).isEqualTo("0"));
  }

  @Test
  void a_task_of_an_earlier_version_of_the_app_is_answered_though_nobody_works_on_it() {
    phone.ready();
    int task = Iphone.count("tasks.launch", "dev.mob.refresh");
    outcome(task, "failure");
  }
}
