package dev.mob.notify.sender.internal.dispatch;

/**
 * A rate limit that allows bursts of up to one second's worth. Times are of a monotonic clock, in
 * nanoseconds. Used by one thread.
 */
final class TokenBucket {
  private static final long SECOND = 1_000_000_000L;

  private final int perSecond;
  private double tokens;
  private long filled;

  /**
   * @param perSecond 0 is no limit
   */
  TokenBucket(int perSecond, long now) {
    this.perSecond = perSecond;
    this.tokens = perSecond;
    this.filled = now;
  }

  /** How many of {@code wanted} may go now. */
  int available(long now, int wanted) {
    if (perSecond == 0) {
      return wanted;
    }
    tokens = Math.min(perSecond, tokens + (now - filled) * (double) perSecond / SECOND);
    filled = now;
    return Math.min(wanted, (int) tokens);
  }

  void take(int number) {
    if (perSecond > 0) {
      tokens -= number;
    }
  }

  /** Nanoseconds until a tenth of a second's worth is there, or one: sending in small batches. */
  long untilNext(long now) {
    if (perSecond == 0) {
      return 0;
    }
    double wanted = Math.max(1, perSecond / 10.0);
    available(now, 0);
    return tokens >= wanted ? 0 : (long) Math.ceil((wanted - tokens) * SECOND / perSecond);
  }
}
