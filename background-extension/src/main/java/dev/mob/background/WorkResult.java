package dev.mob.background;

/**
 * How a run ended. The platform is told the most interesting one of the works that it woke the app
 * for: iOS's {@code UIBackgroundFetchResult}, Android's {@code jobFinished}.
 */
public enum WorkResult {
  /** Done, with something new. */
  NEW_DATA,
  /** Done, and there was nothing. */
  NO_DATA,
  /** It cannot be done: given up; periodic work waits for its next time. */
  FAILED,
  /** Not done yet: try again after the request's back-off. */
  RETRY
}
