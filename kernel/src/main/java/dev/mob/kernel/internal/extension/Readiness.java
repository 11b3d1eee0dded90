package dev.mob.kernel.internal.extension;

import dev.mob.process.Address;
import dev.mob.process.ProcessRuntime;
import java.util.ArrayList;
import java.util.List;

/** Whether the boot is over, and who waits to hear that it is. Safe for use from any thread. */
public final class Readiness {
  /** {@code null} once the boot is over: then nobody waits. */
  private List<Waiting> waiting = new ArrayList<>();

  private record Waiting(ProcessRuntime runtime, Address receiver, Object message) {
    void send() {
      runtime.send(receiver, message);
    }
  }

  /** Sends the message when the boot is over, at once if it is. */
  void send(ProcessRuntime runtime, Address receiver, Object message) {
    Waiting added = new Waiting(runtime, receiver, message);
    synchronized (this) {
      if (waiting != null) {
        waiting.add(added);
        return;
      }
    }
    added.send();
  }

  synchronized boolean isReached() {
    return waiting == null;
  }

  /** The boot is over. */
  public void reached() {
    List<Waiting> told;
    synchronized (this) {
      told = waiting;
      waiting = null;
    }
    if (told != null) {
      told.forEach(Waiting::send);
    }
  }
}
