package dev.mob.kernel.internal.extension;

import dev.mob.kernel.Failure;
import dev.mob.process.ExitReason;
import java.time.Duration;

/** The ways in which an extension goes wrong, in words. */
final class Failures {
  private Failures() {}

  /** A call of extension code that did not return as it should. */
  static Failure ofCall(String what, Callback callback, Callback.Outcome outcome, Duration limit) {
    Throwable thrown = callback.thrown();
    String late = what + " did not return within " + limit.toMillis() + " ms";
    switch (outcome) {
      case THREW:
        return Failure.of(what + " threw " + Thrown.name(thrown), Thrown.within(thrown));
      case CANCELLED:
        return Failure.of(what + " was stopped before it had returned");
      case INTERRUPTED:
        return Failure.of(late + " and was interrupted", thrown);
      default:
        return Failure.of(
            late
                + "; its thread "
                + callback.threadName()
                + " does not obey an interrupt and was abandoned",
            thrown);
    }
  }

  /** An extension's supervisor that has ended by itself. */
  static Failure ofSupervisor(ExitReason reason, int restarts, Duration period) {
    String summary =
        reason.isOrderly()
            ? "its processes had to be restarted more than "
                + restarts
                + " times in "
                + period.toMillis()
                + " ms, so its supervisor gave up"
            : "its supervisor ended: " + reason;
    Throwable crash = reason.cause();
    return crash == null
        ? Failure.of(summary)
        : Failure.of(summary + "; the last crash: " + Thrown.name(crash), crash);
  }
}
