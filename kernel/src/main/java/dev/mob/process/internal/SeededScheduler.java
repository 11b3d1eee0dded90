package dev.mob.process.internal;

import dev.mob.process.RuntimeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs everything on the thread that drives it, with a clock of its own, in an order that a seed
 * chooses: which runnable process is next, and for how many messages. The same seed gives the same
 * run as long as one thread drives.
 *
 * <p>Any thread may drive, one at a time: whoever steps, lets time pass or waits for a reply holds
 * {@code driver} meanwhile, and the others wait for it. What other threads make runnable meanwhile
 * waits in {@code arrived} for the next step.
 */
public final class SeededScheduler implements Scheduler {
  private static final int LONGEST_TURN = 4;

  private final Random random;
  private final List<ProcessCell> runnable = new ArrayList<>();
  private final List<ProcessCell> running = new ArrayList<>();
  private final Queue<ProcessCell> arrived = new ConcurrentLinkedQueue<>();
  private final ReentrantLock driver = new ReentrantLock();
  private ProcessSystem system;
  private volatile long now;
  private volatile boolean suspended;

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

  /** Runs one turn of one process on the calling thread; false when none is runnable. */
  public boolean step() {
    driver.lock();
    try {
      return !suspended && anyRunnable() && runOne();
    } finally {
      driver.unlock();
    }
  }

  /** The driver's alone, as all that looks at {@code runnable} is. */
  private boolean anyRunnable() {
    for (ProcessCell process = arrived.poll(); process != null; process = arrived.poll()) {
      runnable.add(process);
    }
    return !runnable.isEmpty();
  }

  private boolean runOne() {
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
    driver.lock();
    try {
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
    } finally {
      driver.unlock();
    }
  }

  /** Runs all that is runnable or due now; the nanoseconds until the next timer, or -1. */
  public long untilNextTimer() {
    driver.lock();
    try {
      for (; ; ) {
        runUntilIdle();
        if (suspended) {
          return -1;
        }
        long wait = system.timers.fireDue();
        if (!anyRunnable()) {
          return wait;
        }
      }
    } finally {
      driver.unlock();
    }
  }

  /** Fires the next timer that is due by then; false when there is none. */
  private boolean toNextTimer(long until) {
    for (; ; ) {
      long wait = system.timers.fireDue();
      if (anyRunnable()) {
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
    if (driver.isHeldByCurrentThread()) {
      // After those that came before it, so that the order is the same whoever made them runnable.
      anyRunnable();
      runnable.add(process);
    } else {
      arrived.add(process);
    }
  }

  @Override
  public void yielded(ProcessCell process) {
    runnable.add(process);
  }

  @Override
  public void await(CallRequest call, ProcessCell caller, long nanos) {
    driver.lock();
    try {
      drive(call, caller, nanos);
    } finally {
      driver.unlock();
    }
  }

  private void drive(CallRequest call, ProcessCell caller, long nanos) {
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
    return driver.isHeldByCurrentThread() && !running.isEmpty()
        ? running.get(running.size() - 1)
        : null;
  }

  @Override
  public ExecutorService blockingPool(String name) {
    return BlockingThreads.none();
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
    driver.lock();
    try {
      runnable.clear();
      arrived.clear();
    } finally {
      driver.unlock();
    }
  }
}
