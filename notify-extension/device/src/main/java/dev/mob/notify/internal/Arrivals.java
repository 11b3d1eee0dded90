package dev.mob.notify.internal;

import dev.mob.notify.platform.Arrival;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the platform has handed over and the inbox has not taken up yet. Outlives the inbox's
 * process: what comes while that starts again waits here. Safe for use from any thread.
 */
final class Arrivals {
  private final Queue<Came> queue = new ConcurrentLinkedQueue<>();

  /** One message, or one tap. */
  sealed interface Came {}

  /** {@link dev.mob.notify.platform.PushPlatform.Listener#arrived}. */
  record Message(Arrival arrival, boolean shown, boolean inFront, OpenWindow window)
      implements Came {}

  /** {@link dev.mob.notify.platform.PushPlatform.Listener#tapped}. */
  record Tap(Arrival arrival, String action, String text) implements Came {}

  void add(Came came) {
    queue.add(came);
  }

  /** The first; it stays until {@link #taken}. {@code null} when there is none. */
  Came peek() {
    return queue.peek();
  }

  void taken() {
    queue.poll();
  }
}
