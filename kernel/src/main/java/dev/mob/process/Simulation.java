package dev.mob.process;

import dev.mob.process.internal.ProcessSystem;
import dev.mob.process.internal.SeededScheduler;
import java.time.Duration;

/**
 * A runtime for tests that runs on the test's own thread: the order in which processes run comes
 * from a seed, and time stands still until the test lets it pass. A run that fails is run again,
 * the same, with its seed.
 *
 * <p>Not safe for use by several threads. A call from the test runs the processes until the reply
 * is there; a call between processes does the same, one inside the other.
 */
public final class Simulation implements AutoCloseable {
  private final SeededScheduler scheduler;
  private final ProcessSystem runtime;

  private Simulation(long seed) {
    scheduler = new SeededScheduler(seed);
    runtime = ProcessSystem.seeded(scheduler, 10_000);
  }

  public static Simulation of(long seed) {
    return new Simulation(seed);
  }

  public ProcessRuntime runtime() {
    return runtime;
  }

  /** Runs one turn of one process; false when there is nothing to run. */
  public boolean step() {
    return scheduler.step();
  }

  /** Runs until nothing is runnable; time does not pass. */
  public void runUntilIdle() {
    scheduler.runUntilIdle();
  }

  /** Lets time pass; timers fire on the way, each at its time. */
  public void advance(Duration duration) {
    scheduler.advance(duration);
  }

  /** The time that has passed since the start. */
  public Duration elapsed() {
    return Duration.ofNanos(scheduler.now());
  }

  @Override
  public void close() {
    runtime.close();
  }
}
