package dev.mob.process.internal;

import java.util.concurrent.locks.LockSupport;

/** Fires the timers of one runtime; parked while none is due or the runtime is suspended. */
final class TimerThread extends Thread {
  private final ProcessSystem system;
  private volatile boolean woken;

  TimerThread(ProcessSystem system, ThreadGroup group, String name) {
    super(group, null, name + "-timers");
    this.system = system;
    setDaemon(true);
  }

  void wake() {
    woken = true;
    LockSupport.unpark(this);
  }

  @Override
  public void run() {
    // The runtime is being built on another thread; its scheduler is set last.
    while (system.scheduler == null) {
      LockSupport.parkNanos(100_000);
    }
    WorkStealing scheduler = (WorkStealing) system.scheduler;
    while (!scheduler.isClosed()) {
      woken = false;
      long wait = scheduler.isSuspended() ? -1 : system.timers.fireDue();
      if (woken) {
        continue;
      }
      if (wait < 0) {
        LockSupport.park(this);
      } else if (wait > 0) {
        LockSupport.parkNanos(this, wait);
      }
    }
  }
}
