package dev.mob.host.ios.internal.shim;

/** What {@code BGTaskScheduler} does with the app. */
public interface TaskEvents {
  /**
   * A launch handler was called.
   *
   * @param task to be completed once
   */
  void launched(long task, String identifier);

  /** The task's expiration handler was called: it must be completed at once. */
  void expiring(long task);
}
