package dev.mob.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.background.Constraints;
import dev.mob.background.KeepAliveType;
import dev.mob.background.WorkKind;
import dev.mob.background.WorkResult;
import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.background.platform.LifecyclePlatform;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.background.platform.WorkPlatform.Opportunity;
import dev.mob.background.platform.WorkPlatform.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What a host's platform services for the background extension have to do. */
public interface BackgroundConformance {

  KeepAlivePlatform keepAlive();

  /** Whether the platform keeps the app awake now, by its own account. */
  boolean isKeptAwake();

  /** A type that the host allows at this moment. */
  KeepAliveType allowedType();

  WorkPlatform work();

  LifecyclePlatform lifecycle();

  /**
   * Lets the phone do what it does until this is so, with the app not in front, or for a day of the
   * phone's time, whichever comes first.
   */
  void until(BooleanSupplier condition);

  /** Lets the phone do what it does for a while in which anything planned for now would come. */
  void forAWhile();

  private static Slot slot(String name, Duration delay) {
    return new Slot(name, WorkKind.REFRESH, delay, Constraints.NONE);
  }

  /** Collects opportunities and finishes them at once. */
  private static List<Opportunity> finishing(WorkPlatform platform) {
    List<Opportunity> given = new CopyOnWriteArrayList<>();
    platform.listen(
        new WorkPlatform.Listener() {
          @Override
          public void opportunity(Opportunity opportunity) {
            given.add(opportunity);
            opportunity.finished(WorkResult.NEW_DATA);
          }

          @Override
          public void expiring(Opportunity opportunity, Duration left) {
            throw new AssertionError("what is finished does not expire");
          }
        });
    return given;
  }

  @Test
  default void holding_keeps_awake_until_the_release_and_releasing_twice_is_releasing_once() {
    KeepAlivePlatform platform = keepAlive();
    assertThat(isKeptAwake()).isFalse();
    platform.hold(new KeepAlivePlatform.Demand(Set.of(allowedType()), "first"));
    assertThat(isKeptAwake()).isTrue();
    platform.hold(new KeepAlivePlatform.Demand(Set.of(allowedType()), "another reason"));
    assertThat(isKeptAwake()).isTrue();
    platform.release();
    assertThat(isKeptAwake()).isFalse();
    platform.release();
    assertThat(isKeptAwake()).isFalse();
  }

  @Test
  default void it_can_be_held_again_after_a_release() {
    KeepAlivePlatform platform = keepAlive();
    for (int i = 0; i < 3; i++) {
      platform.hold(new KeepAlivePlatform.Demand(Set.of(allowedType()), "again"));
      assertThat(isKeptAwake()).isTrue();
      platform.release();
      assertThat(isKeptAwake()).isFalse();
    }
  }

  @Test
  default void a_planned_slot_gets_an_opportunity_of_its_kind() {
    List<Opportunity> given = finishing(work());
    work().plan(List.of(slot("report", Duration.ZERO)));
    until(() -> !given.isEmpty());
    assertThat(given).hasSize(1);
    Opportunity opportunity = given.get(0);
    assertThat(opportunity.kind()).isEqualTo(WorkKind.REFRESH);
    assertThat(opportunity.slot().orElse("report")).isEqualTo("report");
    assertThat(opportunity.push()).isEmpty();
    assertThat(opportunity.meets(Constraints.NONE)).isTrue();
  }

  @Test
  default void a_slot_that_a_later_plan_leaves_out_gets_none() {
    List<Opportunity> given = finishing(work());
    work().plan(List.of(slot("dropped", Duration.ofMillis(300))));
    work().plan(List.of());
    forAWhile();
    assertThat(given).isEmpty();
  }

  @Test
  default void a_slot_gets_no_opportunity_before_its_delay_has_passed() {
    List<Opportunity> given = finishing(work());
    work().plan(List.of(slot("tomorrow", Duration.ofDays(2))));
    forAWhile();
    assertThat(given).isEmpty();
  }

  @Test
  default void what_was_planned_before_anybody_listened_is_not_lost() {
    work().plan(List.of(slot("early", Duration.ZERO)));
    List<Opportunity> given = finishing(work());
    until(() -> !given.isEmpty());
    assertThat(given).hasSize(1);
  }

  @Test
  default void the_clock_shows_a_time_of_this_century() {
    assertThat(Duration.ofMillis(work().now())).isGreaterThan(Duration.ofDays(50 * 365));
  }

  @Test
  default void a_listener_hears_where_the_app_is() {
    List<String> heard = new ArrayList<>();
    lifecycle().listen(new RecordingLifecycle(heard));
    assertThat(lifecycle().launchReason()).isNotNull();
    assertThat(heard).isSubsetOf("active", "inactive", "background");
  }
}
