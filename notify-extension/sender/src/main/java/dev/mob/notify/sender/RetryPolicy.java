package dev.mob.notify.sender;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a failed attempt is repeated: exponential back-off with full jitter (a random time between
 * zero and the back-off, so that what failed together is not repeated together), and never before
 * the time that the platform asked for. Attempts go on until the message expires.
 *
 * @param first the back-off after the first failure
 * @param longest what the back-off grows to
 */
public record RetryPolicy(Duration first, Duration longest) {
  /** A platform that asks for more is asked again after this. */
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  public RetryPolicy {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "back-off must grow from a positive time: first " + first + ", longest " + longest);
    }
  }

  /** One second, doubled to five minutes. */
  public static RetryPolicy standard() {
    return new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5));
  }

  /**
   * How long to wait.
   *
   * @param attempts how many have failed, at least 1
   * @param retryAfter what the platform asked for
   */
  public Duration delay(int attempts, Optional<Duration> retryAfter, RandomGenerator random) {
    int doublings = Math.min(attempts - 1, 30);
    long backOff = Math.min(longest.toMillis(), first.toMillis() << doublings);
    if (backOff <= 0) {
      backOff = longest.toMillis();
    }
    long jittered = random.nextLong(backOff + 1);
    Duration asked = retryAfter.orElse(Duration.ZERO);
    if (asked.compareTo(LONGEST_RETRY_AFTER) > 0) {
      asked = LONGEST_RETRY_AFTER;
    }
    return asked.isZero() || asked.isNegative()
        ? Duration.ofMillis(jittered)
        : asked.plusMillis(jittered);
  }

  /** No delay is longer than this; a due time beyond it was written by another clock. */
  public Duration bound() {
    return longest.plus(LONGEST_RETRY_AFTER);
  }
}
