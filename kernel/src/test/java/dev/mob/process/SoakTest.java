package dev.mob.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random crashes for a long time, on request: {@code ./mvnw -pl kernel -am test -Dtest=SoakTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dmob.test.excluded= -Dmob.soak=PT1H}. A million restarts
 * at least; then heap, process table, names and timers are back where they started.
 */
@Tag("soak")
class SoakTest {
  private static final int WORKERS = 1_000;
  private static final int GROUPS = 10;
  private static final long RESTARTS = 1_000_000;

  /** Links itself to a neighbour now and then, sets timers, calls, and crashes when told. */
  private record Worker(int number) implements GenServer<SplittableRandom> {
    @Override
    public Init<SplittableRandom> init(Object argument, Self self) {
      self.sendAfter(Duration.ofMillis(50), self.pid(), "tick");
      return Init.ok(new SplittableRandom());
    }

    @Override
    public Next<SplittableRandom> handleCast(Object message, SplittableRandom random, Self self) {
      Pid other = self.runtime().whereis("w" + random.nextInt(WORKERS));
      if (other != null && random.nextInt(50) == 0) {
        self.link(other);
      }
      if (other != null && random.nextInt(3) == 0) {
        self.monitor(other);
        self.sendRequest(other, "state", null, Duration.ofMillis(20));
      }
      throw new IllegalStateException("crash " + number);
    }

    @Override
    public Next<SplittableRandom> handleCall(
        Object request, From from, SplittableRandom random, Self self) {
      // Some callers are never answered.
      return random.nextBoolean() ? Next.reply(number, random) : Next.keep();
    }

    @Override
    public Next<SplittableRandom> handleInfo(Object message, SplittableRandom random, Self self) {
      return Next.keep();
    }
  }

  @Test
  void aMillionRestartsLeaveNothingBehind() throws Exception {
    Duration length = Duration.parse(System.getProperty("mob.soak", "PT1H"));
    // A million reports and more would only fill the disk.
    Logger.getLogger("dev.mob.process").setLevel(Level.OFF);
    try (ProcessRuntime runtime = ProcessRuntime.builder().build()) {
      long before = 0;
      long until = System.nanoTime() + length.toNanos();
      SplittableRandom random = new SplittableRandom(1);
      int rounds = 0;
      long crashes = 0;
      // Round after round from nothing to nothing, so that a leak adds up.
      while (System.nanoTime() < until || crashes < RESTARTS) {
        crashes += round(runtime, random);
        assertThat(runtime.processes()).isEmpty();
        assertThat(runtime.registered()).isEmpty();
        await().untilAsserted(() -> assertThat(runtime.counters().timers()).isZero());
        long heap = usedHeap();
        if (++rounds == 5) {
          before = heap;
        }
      }
      long after = usedHeap();
      System.out.printf("%d crashes, %d rounds, heap %d -> %d%n", crashes, rounds, before, after);
      assertThat(after).as("heap after").isLessThan(before + 1_000_000);
    }
  }

  private static long round(ProcessRuntime runtime, SplittableRandom random)
      throws InterruptedException {
    List<ChildSpec> groups = new ArrayList<>();
    for (int g = 0; g < GROUPS; g++) {
      List<ChildSpec> children = new ArrayList<>();
      for (int i = g; i < WORKERS; i += GROUPS) {
        children.add(ChildSpec.worker(i, new Worker(i), null).name("w" + i));
      }
      Strategy strategy = g == 0 ? Strategy.REST_FOR_ONE : Strategy.ONE_FOR_ONE;
      groups.add(
          ChildSpec.supervisor(
              "g" + g,
              SupervisorSpec.of(strategy, children)
                  .intensity(Integer.MAX_VALUE - 1, Duration.ofSeconds(1))));
    }
    Pid root =
        Supervisor.start(
            runtime,
            SupervisorSpec.of(Strategy.ONE_FOR_ONE, groups)
                .intensity(Integer.MAX_VALUE - 1, Duration.ofSeconds(1)),
            SpawnOptions.NONE);
    long start = runtime.counters().crashed();
    long wanted = start + 50_000;
    while (runtime.counters().crashed() < wanted) {
      for (int i = 0; i < 500; i++) {
        Pid worker = runtime.whereis("w" + random.nextInt(WORKERS));
        if (worker != null) {
          runtime.cast(worker, "crash");
        }
      }
      Thread.yield();
    }
    runtime.stop(root, ExitReason.SHUTDOWN, Duration.ofSeconds(60));
    await().atMost(Duration.ofSeconds(60)).until(() -> runtime.processes().isEmpty());
    return runtime.counters().crashed() - start;
  }

  private static long usedHeap() throws InterruptedException {
    long[] seen = new long[3];
    for (int i = 0; i < seen.length; i++) {
      System.gc();
      Thread.sleep(50);
      seen[i] = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
    return Arrays.stream(seen).min().getAsLong();
  }
}
