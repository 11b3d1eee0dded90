package dev.mob.notify.sender.internal.dispatch;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which decisions are taken: what to claim, when, and what an outcome means. What
 * it runs is short and never blocks, so its classes need no locks. Knows two clocks: the wall's,
 * for what is on disk, and a monotonic one, for pauses and rates.
 */
public final class Loop implements Executor {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);

  private final ScheduledThreadPoolExecutor executor;
  private final InstantSource clock;

  public Loop(InstantSource clock, String name) {
    this.clock = clock;
    this.executor = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, name));
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Milliseconds since the epoch, as they go to disk. */
  long millis() {
    return clock.millis();
  }

  InstantSource clock() {
    return clock;
  }

  /** Nanoseconds of the monotonic clock. */
  long nanos() {
    return System.nanoTime();
  }

  @Override
  public void execute(Runnable task) {
    try {
      executor.execute(guarded(task));
    } catch (RejectedExecutionException e) {
      log.debug("the push service is closed; a decision was left out");
    }
  }

  ScheduledFuture<?> after(long nanos, Runnable task) {
    try {
      return executor.schedule(guarded(task), nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("the push service is closed; a later decision was left out");
      return null;
    }
  }

  void every(long nanos, Runnable task) {
    executor.scheduleWithFixedDelay(guarded(task), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        log.error("a decision of the push service failed", e);
      }
    };
  }

  /** Runs what is queued, forgets what is scheduled, and ends the thread. */
  public void close() {
    executor.shutdown();
    boolean interrupted = false;
    while (!executor.isTerminated()) {
      try {
        executor.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
