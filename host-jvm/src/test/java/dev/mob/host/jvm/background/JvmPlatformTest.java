package dev.mob.host.jvm.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mob.background.Constraints;
import dev.mob.background.KeepAliveType;
import dev.mob.background.WorkKind;
import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.background.platform.LifecyclePlatform;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.testkit.conformance.BackgroundConformance;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JvmPlatformTest implements BackgroundConformance {
  private final AtomicBoolean online = new AtomicBoolean(true);
  private final JvmKeepAlive keepAlive = new JvmKeepAlive();
  private final JvmWork work = new JvmWork(Clock.systemUTC(), online::get);

  @AfterEach
  void close() {
    keepAlive.release();
    work.close();
  }

  @Override
  public KeepAlivePlatform keepAlive() {
    return keepAlive;
  }

  @Override
  public boolean isKeptAwake() {
    return keepAlive.isHeld();
  }

  @Override
  public KeepAliveType allowedType() {
    return KeepAliveType.DATA_SYNC;
  }

  @Override
  public WorkPlatform work() {
    return work;
  }

  @Override
  public LifecyclePlatform lifecycle() {
    return new JvmLifecycle();
  }

  @Override
  public void until(BooleanSupplier condition) {
    await().atMost(Duration.ofSeconds(30)).until(condition::getAsBoolean);
  }

  /** Until a slot that is due later than any of the tests' has come. */
  @Override
  public void forAWhile() {
    List<Object> later = new CopyOnWriteArrayList<>();
    try (JvmWork beside = new JvmWork()) {
      beside.listen(new Listening(later));
      beside.plan(
          List.of(
              new WorkPlatform.Slot(
                  "later", WorkKind.REFRESH, Duration.ofMillis(500), Constraints.NONE)));
      until(() -> !later.isEmpty());
    }
  }

  private record Listening(List<Object> heard) implements WorkPlatform.Listener {
    @Override
    public void opportunity(WorkPlatform.Opportunity opportunity) {
      heard.add(opportunity);
    }

    @Override
    public void expiring(WorkPlatform.Opportunity opportunity, Duration left) {}
  }

  @Test
  void a_held_lease_keeps_the_jvm_from_ending() {
    keepAlive.hold(new KeepAlivePlatform.Demand(Set.of(KeepAliveType.AUDIO), "test"));
    assertThat(Thread.getAllStackTraces().keySet())
        .anyMatch(thread -> thread.getName().equals("mob-keep-alive") && !thread.isDaemon());
    keepAlive.release();
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("mob-keep-alive")));
  }

  @Test
  void work_that_needs_a_network_waits_for_one() {
    online.set(false);
    List<Object> heard = new CopyOnWriteArrayList<>();
    work.listen(new Listening(heard));
    work.plan(
        List.of(
            new WorkPlatform.Slot(
                "upload",
                WorkKind.REFRESH,
                Duration.ZERO,
                Constraints.NONE.network(Constraints.Network.ANY))));
    forAWhile();
    assertThat(heard).isEmpty();
    online.set(true);
    work.listen(new Listening(heard)); // looks again at once instead of in a minute
    until(() -> !heard.isEmpty());
  }
}
