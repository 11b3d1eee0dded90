package dev.mob.notify.internal;

import java.time.Duration;

/**
 * What the settings say of the inbox.
 *
 * @param limit how many notifications may wait
 * @param handling how long a subscriber may take for one
 * @param attempts how often one is tried
 */
record InboxRules(int limit, Duration handling, int attempts) {
  private static final long FIRST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 5 * 60_000;
  private static final int DOUBLINGS = 20;

  /** How long one rests after that many failures. */
  Duration backoff(int failures) {
    long millis = FIRST_MILLIS << Math.min(failures - 1, DOUBLINGS);
    return Duration.ofMillis(Math.min(millis, LONGEST_MILLIS));
  }
}
