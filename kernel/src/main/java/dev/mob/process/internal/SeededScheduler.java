package dev.mob.process.internal;

import dev.mob.process.RuntimeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Runs everything on the one thread that drives it, with a clock of its own, in an order that a
 * seed chooses: which runnable process is next, and for how many messages. The same seed gives the
 * same run.
 */
public final class SeededScheduler implements Scheduler {
  private static final int LONGEST_TURN = 4;

  private final Random random;
  private final List<ProcessCell> runnable = new ArrayList<>();
  private final List<ProcessCell> running = new ArrayList<>();
  private ProcessSystem system;
  private long now;
  private boolean suspended;

  public SeededScheduler(long seed) {
    random = new Random(seed);
  }

  RuntimeClock clock() {
    return () -> now;
  }

  void drive(ProcessSystem driven) {
    system = driven;
  }

  public long now() {
    return now;
  }

  /** Runs one turn of one process; false when none is runnable. */
  public boolean step() {
    if (suspended || runnable.isEmpty()) {
      return false;
    }
    // The last one fills the gap: which one is next is random anyway.
    int last = runnable.size() - 1;
    int chosen = random.nextInt(last + 1);
    ProcessCell process = runnable.set(chosen, runnable.get(last));
    runnable.remove(last);
    running.add(process);
    try {
      if (process.turn(1 + random.nextInt(LONGEST_TURN))) {
        runnable.add(process);
      }
    } finally {
      running.remove(running.size() - 1);
    }
    return true;
  }

  public void runUntilIdle() {
    while (step()) {
      continue;
    }
  }

  /** Lets time pass: runs all that is due on the way, each at its time. */
  public void advance(Duration duration) {
    long until = now + Durations.nanos(duration);
    if (suspended) {
      now = until;
      return;
    }
    runUntilIdle();
    while (toNextTimer(until)) {
      runUntilIdle();
    }
    now = until;
  }

  /** Runs all that is runnable or due now; the nanoseconds until the next timer, or -1. */
  public long untilNextTimer() {
    for (; ; ) {
      runUntilIdle();
      if (suspended) {
        return -1;
      }
      long wait = system.timers.fireDue();
      if (runnable.isEmpty()) {
        return wait;
      }
    }
  }

  /** Fires the next timer that is due by then; false when there is none. */
  private boolean toNextTimer(long until) {
    for (; ; ) {
      long wait = system.timers.fireDue();
      if (!runnable.isEmpty()) {
        return true;
      }
      if (wait < 0 || wait > until - now) {
        return false;
      }
      now += Math.max(wait, 1);
    }
  }

  @Override
  public void schedule(ProcessCell process) {
    runnable.add(process);
  }

  @Override
  public void yielded(ProcessCell process) {
    runnable.add(process);
  }

  @Override
  public void await(CallRequest call, ProcessCell caller, long nanos) {
    long deadline = nanos == Durations.FOREVER ? Durations.FOREVER : now + nanos;
    Extras extras = caller == null ? null : caller.extras();
    if (extras != null) {
      extras.waitingIn = call;
      extras.waiting = Thread.currentThread();
    }
    try {
      while (!call.isDone()) {
        if (caller != null) {
          caller.obeyWhileWaiting();
        }
        if (step()) {
          continue;
        }
        if (suspended) {
          // One thread alone: nobody else would resume it meanwhile.
          throw new IllegalStateException(
              call.callee + " cannot answer: the processes are suspended; resume them first");
        }
        if (toNextTimer(deadline)) {
          continue;
        }
        if (call.isDone()) {
          return;
        }
        if (deadline == Durations.FOREVER) {
          throw new IllegalStateException(
              "deadlock: " + caller + " waits for " + call.callee + " and nothing can run");
        }
        now = deadline;
        return;
      }
    } finally {
      if (extras != null) {
        extras.waiting = null;
        extras.waitingIn = null;
      }
    }
  }

  @Override
  public ProcessCell current() {
    return running.isEmpty() ? null : running.get(running.size() - 1);
  }

  @Override
  public boolean suspend(Duration timeout) {
    suspended = true;
    return true;
  }

  @Override
  public void resume() {
    suspended = false;
  }

  @Override
  public boolean isSuspended() {
    return suspended;
  }

  @Override
  public void renew() {
    // The thread is the test's own.
  }

  @Override
  public int workers() {
    return 1;
  }

  @Override
  public void close() {
    runnable.clear();
  }
}
