package dev.mob.notify.sender.internal.dispatch;

import dev.mob.notify.sender.ProviderStatus.State;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Stops sending to a provider that fails, and finds out when it works again.
 *
 * <pre>
 * CLOSED ──failures in a row, or Retry-After──▶ OPEN ──time over──▶ HALF_OPEN ──success──▶ CLOSED
 *    └────refused credentials────▶ HALTED ──time over──▶ HALF_OPEN ──failure──▶ OPEN, longer
 * </pre>
 *
 * Answers of attempts that began before it opened neither lengthen nor end the pause. Times are of
 * a monotonic clock, in nanoseconds. Used by one thread; its state may be read by any.
 */
final class CircuitBreaker {
  /** So many failures in a row, without a success between them, open it. */
  static final int THRESHOLD = 20;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Duration halt;
  private final RandomGenerator random;
  private volatile State state = State.CLOSED;
  private int failures;
  private int openings;
  private long until;
  private boolean probing;
  private volatile String reason;

  /**
   * @param halt how long refused credentials keep it open
   */
  CircuitBreaker(Duration halt, RandomGenerator random) {
    this.halt = halt;
    this.random = random;
  }

  /** How many attempts of {@code wanted} may begin; one when it is to be found out. */
  int permits(long now, int wanted) {
    if (state == State.CLOSED) {
      return wanted;
    }
    if (state == State.HALF_OPEN) {
      return probing ? 0 : Math.min(1, wanted);
    }
    if (now - until < 0) {
      return 0;
    }
    state = State.HALF_OPEN;
    probing = false;
    return Math.min(1, wanted);
  }

  /** Nanoseconds until {@link #permits} may answer differently; 0 when it would now. */
  long untilNext(long now) {
    return state == State.OPEN || state == State.HALTED ? Math.max(0, until - now) : 0;
  }

  /** Attempts have begun. */
  void began() {
    if (state == State.HALF_OPEN) {
      probing = true;
    }
  }

  /** What was to find it out did not begin: there was nothing to send. */
  void nothingBegan() {
    probing = false;
  }

  /** The provider answered as one that works. */
  void succeeded() {
    if (state == State.CLOSED || state == State.HALF_OPEN) {
      state = State.CLOSED;
      failures = 0;
      openings = 0;
      probing = false;
      reason = null;
    }
  }

  /** The provider failed. Answers whether this opened the breaker. */
  boolean failed(long now, String why, Optional<Duration> retryAfter) {
    reason = why;
    if (state == State.OPEN || state == State.HALTED) {
      return false;
    }
    failures++;
    boolean open = retryAfter.isPresent() || state == State.HALF_OPEN || failures >= THRESHOLD;
    if (open) {
      long ceiling =
          Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << Math.min(openings, 10));
      // Half fixed, half random: several senders of one project do not come back together.
      long pause = ceiling / 2 + random.nextLong(ceiling / 2 + 1);
      open(now, Math.max(pause, retryAfter.map(Duration::toNanos).orElse(0L)), State.OPEN);
    }
    return open;
  }

  /** The provider refused our credentials. Answers whether this is news. */
  boolean halted(long now, String why) {
    reason = why;
    if (state == State.HALTED) {
      return false;
    }
    boolean news = state != State.HALF_OPEN || openings == 0;
    open(now, halt.toNanos(), State.HALTED);
    return news;
  }

  /** Forgets the trouble: the next attempts begin at once. */
  void reset() {
    state = State.CLOSED;
    failures = 0;
    openings = 0;
    probing = false;
    reason = null;
  }

  State state() {
    return state;
  }

  Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  private void open(long now, long nanos, State next) {
    state = next;
    openings++;
    failures = 0;
    probing = false;
    until = now + nanos;
  }
}
