package dev.mob.background;

/** When the platform is asked to wake the app for work. */
public enum WorkKind {
  /** Short, to have fresh content: iOS's app refresh (30 s), Android's regular job. */
  REFRESH,
  /** Long, when the phone is not used: iOS's processing task (minutes), Android's regular job. */
  PROCESSING,
  /** At each silent push; the request stands until it is cancelled. */
  PUSH
}
