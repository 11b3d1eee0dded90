package dev.mob.testkit.internal;

import dev.mob.process.Address;
import java.util.ArrayList;
import java.util.List;

/** Who waits to hear that all extensions of a simulated node are active. Used by one thread. */
public final class NodeReadiness {
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean reached;

  void send(NodeContext from, Address receiver, Object message) {
    run(() -> from.runtime().send(receiver, message));
  }

  void run(Runnable action) {
    if (reached) {
      action.run();
    } else {
      waiting.add(action);
    }
  }

  /** All are active. */
  public void reached() {
    reached = true;
    waiting.forEach(Runnable::run);
    waiting.clear();
  }
}
