package dev.mob.process;

import dev.mob.process.internal.ProcessSystem;
import dev.mob.process.internal.SeededScheduler;
import java.time.Duration;
import java.util.Optional;

/**
 * A runtime for tests that runs on the test's own thread: the order in which processes run comes
 * from a seed, and time stands still until the test lets it pass. A run that fails is run again,
 * the same, with its seed.
 *
 * <p>A call from the test runs the processes until the reply is there; a call between processes
 * does the same, one inside the other, and work that blocks ({@link Task#blocking}) is done by
 * whoever runs its process. Other threads may send, call and drive too, one at a time; then a run
 * depends on their timing as well as on its seed.
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

  /**
   * Runs until nothing is runnable, and tells how long nothing happens then: the time until the
   * next timer may fire. Empty when no timer waits, or while the runtime is suspended. Who drives a
   * simulation beside other things that happen in the same time lets no more than this pass at
   * once.
   */
  public Optional<Duration> untilNextTimer() {
    long wait = scheduler.untilNextTimer();
    return wait < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(wait));
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
