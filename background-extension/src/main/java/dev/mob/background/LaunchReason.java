package dev.mob.background;

/** Why the operating system has started the app. */
public enum LaunchReason {
  /** The user has opened it, or nothing is known. */
  COLD,
  /** A push message is there. */
  PUSH,
  /** Work is due. */
  WORK
}
