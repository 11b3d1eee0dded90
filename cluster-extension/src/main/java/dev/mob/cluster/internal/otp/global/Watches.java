package dev.mob.cluster.internal.otp.global;

import dev.mob.process.Pid;
import dev.mob.process.Ref;
import dev.mob.process.Self;
import java.util.HashMap;
import java.util.Map;

/** What the name server does when processes that it watches end. Of that process alone. */
final class Watches {
  private final Map<Ref, Runnable> actions = new HashMap<>();

  Ref begin(Pid process, Runnable atItsEnd, Self self) {
    Ref monitor = self.monitor(process);
    actions.put(monitor, atItsEnd);
    return monitor;
  }

  /** Ends a watch; {@code null} and what is no watch are left alone. */
  void end(Ref monitor, Self self) {
    if (monitor != null && actions.remove(monitor) != null) {
      self.demonitor(monitor);
    }
  }

  /** A watched process has ended. */
  void ended(Ref monitor) {
    Runnable action = actions.remove(monitor);
    if (action != null) {
      action.run();
    }
  }
}
