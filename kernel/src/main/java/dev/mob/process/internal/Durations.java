package dev.mob.process.internal;

import java.time.Duration;

/** Durations as nanoseconds that never overflow. */
final class Durations {
  static final long FOREVER = Long.MAX_VALUE;
  private static final long MOST_SECONDS = FOREVER / 1_000_000_000L;

  private Durations() {}

  /** The nanoseconds of a duration; {@link #FOREVER} when they are too many, 0 when negative. */
  static long nanos(Duration duration) {
    if (duration == null || duration.getSeconds() >= MOST_SECONDS) {
      return FOREVER;
    }
    return duration.isNegative() ? 0 : duration.toNanos();
  }
}
