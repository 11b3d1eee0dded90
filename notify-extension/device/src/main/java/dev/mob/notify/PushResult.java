package dev.mob.notify;

/**
 * What came of a push: iOS's {@code UIBackgroundFetchResult}. The platform is told the most
 * interesting answer of all handlers.
 */
public enum PushResult {
  /** There was something new. */
  NEW_DATA,
  /** There was nothing new. */
  NO_DATA,
  /** It could not be handled now; it is delivered again. */
  FAILED
}
