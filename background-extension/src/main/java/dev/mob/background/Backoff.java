package dev.mob.background;

import java.time.Duration;

/**
 * How long work waits after a run that asks for another: {@code first}, then twice as long each
 * time, up to {@code most}. Immutable.
 */
public record Backoff(Duration first, Duration most) {
  /** From 30 seconds to five hours, as Android's JobScheduler does it. */
  public static final Backoff STANDARD = new Backoff(Duration.ofSeconds(30), Duration.ofHours(5));

  private static final int MOST_DOUBLINGS = 30;

  public Backoff {
    if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "a back-off begins above zero and does not shrink, unlike " + first + " to " + most);
    }
  }

  /**
   * How long to wait.
   *
   * @param attempt how often it was tried, from 1 on
   */
  public Duration after(int attempt) {
    Duration wait = first.multipliedBy(1L << Math.min(Math.max(attempt - 1, 0), MOST_DOUBLINGS));
    return wait.compareTo(most) > 0 ? most : wait;
  }
}
