package dev.mob.process;

/**
 * One child of a supervisor as {@code which_children} shows it.
 *
 * @param pid {@code null} while it is not running: ended and not restarted, ignored, or restarting
 * @param restarts how often it was restarted since it was added
 * @param lastExit why it ended the last time; {@code null} when it never did
 */
public record Child(ChildSpec spec, Pid pid, Status status, long restarts, ExitReason lastExit) {
  /** What a supervisor knows of a child. */
  public enum Status {
    STARTING,
    RUNNING,
    RESTARTING,
    STOPPING,
    /** Not running, and not to be started unless asked. */
    UNDEFINED
  }
}
