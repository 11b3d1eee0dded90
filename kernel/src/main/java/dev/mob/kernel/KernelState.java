package dev.mob.kernel;

/**
 * Where a kernel is in its life. A kernel lives once: a stopped one is not booted again.
 *
 * <pre>
 *   NEW --> BOOTING --> READY --> STOPPING --> STOPPED
 *              |                     ^
 *              +---------------------+   bad configuration, failed boot, or stopped meanwhile
 * </pre>
 */
public enum KernelState {
  /** Nothing has been read or started. */
  NEW,
  /** mob.conf is being read, or extensions are being activated. */
  BOOTING,
  /** Every extension of mob.conf has been tried; those that could be are active. */
  READY,
  /** Extensions are being stopped; no new ones are started. */
  STOPPING,
  /**
   * No extension runs, the framework and the processes have ended, and the home folder is free for
   * another kernel.
   */
  STOPPED
}
