package dev.mob.process.internal;

import java.util.concurrent.locks.LockSupport;

/**
 * Looks after callbacks that block a worker: see {@link WorkStealing}. Costs nothing while the
 * runtime is quiet.
 */
final class Watchdog extends Thread {
  private static final long LOOK_NANOS = 10_000_000;
  private static final int LOOKS_TO_MARK = 5;
  private static final int LOOKS_TO_REPLACE = 10;
  private static final int LOOKS_TO_REPORT = 500;
  private static final int QUIET_LOOKS = 20;

  /** What was seen of one worker at the last look. */
  private static final class Seen {
    Worker worker;
    int turns;
    int looks;
  }

  private final WorkStealing scheduler;
  private volatile boolean asleep;
  private Seen[] seen = new Seen[0];

  Watchdog(WorkStealing scheduler, ThreadGroup group, String name) {
    super(group, null, name + "-watchdog");
    this.scheduler = scheduler;
    setDaemon(true);
  }

  /** Work has come: look again. */
  void stir() {
    if (asleep) {
      asleep = false;
      LockSupport.unpark(this);
    }
  }

  @Override
  public void run() {
    int quiet = 0;
    while (!scheduler.isClosed()) {
      quiet = scheduler.isQuiet() ? quiet + 1 : 0;
      if (quiet > QUIET_LOOKS) {
        asleep = true;
        while (asleep && scheduler.isQuiet() && !scheduler.isClosed()) {
          LockSupport.park(this);
        }
        asleep = false;
        quiet = 0;
      }
      LockSupport.parkNanos(this, LOOK_NANOS);
      look();
    }
  }

  private void look() {
    Worker[] workers = scheduler.all();
    if (seen.length != workers.length) {
      Seen[] more = java.util.Arrays.copyOf(seen, workers.length);
      for (int i = seen.length; i < more.length; i++) {
        more[i] = new Seen();
      }
      seen = more;
    }
    for (int i = 0; i < workers.length; i++) {
      Worker worker = workers[i];
      Seen last = seen[i];
      ProcessCell running = worker.running;
      if (last.worker == worker && last.turns == worker.turns && running != null) {
        last.looks++;
        stuck(worker, running, last.turns, last.looks);
      } else {
        last.worker = worker;
        last.turns = worker.turns;
        last.looks = 0;
      }
    }
  }

  private void stuck(Worker worker, ProcessCell running, int seenTurns, int looks) {
    if (worker.replaced) {
      return;
    }
    if (looks == LOOKS_TO_MARK) {
      running.extras().hasBlocked = true;
    }
    ProcessCell waiting = worker.takeNext();
    if (waiting != null) {
      scheduler.yielded(waiting);
    }
    scheduler.wakeForWaiting();
    if (looks == LOOKS_TO_REPLACE && !scheduler.hasParked()) {
      scheduler.replaceStuck(worker, seenTurns);
    }
    if (looks == LOOKS_TO_REPORT) {
      StringBuilder where = new StringBuilder();
      for (StackTraceElement each : worker.getStackTrace()) {
        where.append("\n    at ").append(each);
      }
      ProcessSystem.LOG.warn(
          "{} has been in one callback for 5 s and holds a worker; hand blocking work to"
              + " Task.blocking{}",
          running,
          where);
    }
  }
}
