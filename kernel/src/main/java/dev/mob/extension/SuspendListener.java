package dev.mob.extension;

import java.time.Duration;

/**
 * Hears that the operating system is about to stop this node's processes, and that it let them go
 * on. An extension {@linkplain ExtensionContext#provide(Class, Object) provides} one under this
 * interface to close what would not survive, such as connections, and to open it again. Those with
 * a higher {@link ServiceProperties#RANKING} hear of a suspension first.
 *
 * <p>The methods are called by whoever follows the phone's life cycle, one listener after the
 * other, from a thread of the platform's.
 */
public interface SuspendListener {

  /**
   * Processes still run, for a short while.
   *
   * @param left how long until the operating system stops everything; return sooner
   */
  default void suspending(Duration left) {}

  /** No process runs any more; what they have left is final. Return at once. */
  default void suspended() {}

  /**
   * Processes are about to run again.
   *
   * @param slept how long they did not
   */
  default void resuming(Duration slept) {}
}
