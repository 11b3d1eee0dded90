package dev.mob.process.internal;

import dev.mob.process.Child;
import dev.mob.process.ChildSpec;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.Ref;

/** What a supervisor knows of one child; changes as the child lives. */
final class Supervised {
  ChildSpec spec;
  Child.Status status = Child.Status.UNDEFINED;

  /** The running process, also while it starts or stops. */
  Pid pid;

  long restarts;
  ExitReason lastExit;

  /** Set while the supervisor waits for the child's end. */
  Ref stopMonitor;

  Ref stopTimer;

  /** What the next start puts in place of the state that {@code init} makes; see GroupUpdate. */
  private Restored restored;

  /** A state that a process is to go on with. */
  record Restored(Object state) {}

  Supervised(ChildSpec spec) {
    this.spec = spec;
  }

  void restore(Object state) {
    restored = new Restored(state);
  }

  /** The state for one start; {@code null} when it begins with its own. */
  Restored takeRestored() {
    Restored once = restored;
    restored = null;
    return once;
  }

  boolean isRunning() {
    return status == Child.Status.RUNNING;
  }

  Child shown() {
    return new Child(spec, isRunning() ? pid : null, status, restarts, lastExit);
  }
}
