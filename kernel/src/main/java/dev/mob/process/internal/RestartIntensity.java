package dev.mob.process.internal;

import java.time.Duration;

/**
 * Counts restarts within a period: OTP {@code supervisor}, "Maximum Restart Intensity". A ring of
 * the last times, so a restart costs the same however many there were.
 */
final class RestartIntensity {
  private final long period;
  private final int limit;
  private long[] times;
  private int next;
  private int count;

  RestartIntensity(int restarts, Duration period) {
    this.limit = restarts;
    this.period = Durations.nanos(period);
    this.times = new long[Math.min(restarts + 1, 8)];
  }

  /** The same count with other limits; what was counted is forgotten when they differ. */
  RestartIntensity with(int restarts, Duration within) {
    return restarts == limit && Durations.nanos(within) == period
        ? this
        : new RestartIntensity(restarts, within);
  }

  /** Counts one restart; false when there are now more than allowed. */
  boolean allow(long now) {
    if (limit == Integer.MAX_VALUE) {
      return true;
    }
    while (count > 0 && now - oldest() > period) {
      count--;
    }
    if (count == times.length && count <= limit) {
      grow();
    }
    times[next] = now;
    next = (next + 1) % times.length;
    count++;
    return count <= limit;
  }

  private long oldest() {
    return times[Math.floorMod(next - count, times.length)];
  }

  private void grow() {
    long[] more = new long[(int) Math.min(2L * times.length, limit + 1L)];
    for (int i = 0; i < count; i++) {
      more[i] = times[Math.floorMod(next - count + i, times.length)];
    }
    times = more;
    next = count;
  }
}
