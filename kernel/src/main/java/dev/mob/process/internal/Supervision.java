package dev.mob.process.internal;

import dev.mob.process.Behaviour;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What an update reads of the two kinds of supervisors, while they are held. */
final class Supervision {
  private Supervision() {}

  static boolean isSupervisor(ProcessCell process) {
    Behaviour<?> code = process.behaviour();
    return code == SupervisorServer.BEHAVIOUR || code == DynamicSupervisorServer.BEHAVIOUR;
  }

  /** The children of a supervisor; of one that has not begun, none. */
  static List<Supervised> children(ProcessCell process) {
    Object state = process.state();
    if (state instanceof SupervisorServer.State) {
      return new ArrayList<>(((SupervisorServer.State) state).children.values());
    }
    return state instanceof DynamicSupervisorServer.State
        ? DynamicSupervisorServer.all((DynamicSupervisorServer.State) state)
        : Collections.emptyList();
  }
}
