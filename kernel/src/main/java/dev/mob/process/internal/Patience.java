package dev.mob.process.internal;

/**
 * How long one worker looks around before it sleeps: as long as that has lately paid.
 *
 * <p>To look around saves the waking when work comes within microseconds, as it does between
 * processes that talk to each other. It costs a processor, which somebody else may need when work
 * comes later than that, as it does from a network: an event loop, another node on the same
 * machine, a phone's battery. So each worker takes note how long it was without work each time, and
 * looks around while most of its last idle times were shorter than it would look.
 *
 * <p>Of its worker alone, except {@link #workCame}.
 */
final class Patience {
  private static final int MOST = 8;
  private static final int ENOUGH = 4;

  private final long nanos;
  private int score = MOST;
  private long since;

  /** When somebody has woken the worker; under the worker's monitor. */
  private long cameAt;

  /**
   * @param nanos how long it looks around when that pays
   */
  Patience(long nanos) {
    this.nanos = nanos;
  }

  /** The worker has nothing to do from now on; returns until when it looks around. */
  long begin(long now) {
    since = now;
    return score >= ENOUGH ? now + nanos : now;
  }

  /** By whoever wakes the worker, which is asleep, under the worker's monitor. */
  void workCame(long now) {
    cameAt = now;
  }

  /** By the worker, when somebody has woken it: would it have found the work by looking around? */
  void woken() {
    if (cameAt - since < nanos) {
      found();
    } else if (score > 0) {
      score--;
    }
  }

  /** The worker has found work by looking around, or could have. */
  void found() {
    if (score < MOST) {
      score++;
    }
  }
}
