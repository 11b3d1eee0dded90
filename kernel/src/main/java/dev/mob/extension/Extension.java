package dev.mob.extension;

import dev.mob.config.Settings;

/**
 * A unit that mob.conf activates: the class that a descriptor's {@code class} names. It is public
 * and has a public constructor without parameters; each activation makes a new instance.
 *
 * <p>The kernel calls these methods one at a time, each on a thread of the kernel's whose context
 * class loader is the extension's, and each within a time limit. A method that throws or that does
 * not return in time marks the extension failed; what it had registered is withdrawn, and the other
 * extensions run on.
 */
public interface Extension {

  /**
   * Registers services and declares supervised processes. The extension is active once this has
   * returned; those that require it are activated afterwards.
   *
   * @param context the extension's view of the kernel; valid until the extension has stopped
   * @throws Exception when it cannot work; its message is shown as the cause of the failure
   */
  void activate(ExtensionContext context) throws Exception;

  /**
   * Says goodbye: called first when the extension stops, while its services are still registered
   * and its processes still run. Nothing has to be cleaned up here that was registered with the
   * context. Not called when {@code activate} failed, nor when the extension's processes have
   * exhausted their restarts.
   */
  default void deactivate() throws Exception {}

  /**
   * Says goodbye to one version of the extension: called when a hot update has put another one in
   * its place, which has its processes by then and goes on with them; services are registered by
   * the other one already. What was registered with the context is withdrawn afterwards, children
   * excepted. The default calls {@link #deactivate}; override it when that does more than to end
   * what this object itself has begun.
   */
  default void replaced() throws Exception {
    deactivate();
  }

  /**
   * Takes over changed settings while it runs, after mob.conf was changed.
   *
   * @param settings the new settings; already checked against the descriptor's schema
   * @return true when the new settings are in effect; false, the default, to be stopped and
   *     activated again with them
   * @throws Exception when the change failed; the extension is then stopped and activated again
   */
  default boolean reconfigure(Settings settings) throws Exception {
    return false;
  }
}
