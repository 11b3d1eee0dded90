package dev.mob.process;

import java.time.Duration;

/**
 * What {@code init} returns: {@code {ok, State}}, {@code {stop, Reason}} or {@code ignore}.
 *
 * @param <S> the state
 */
public final class Init<S> {
  private final S state;
  private final ExitReason stop;
  private final boolean ignore;
  private final Object continueWith;
  private final Duration timeout;

  private Init(S state, ExitReason stop, boolean ignore, Object continueWith, Duration timeout) {
    this.state = state;
    this.stop = stop;
    this.ignore = ignore;
    this.continueWith = continueWith;
    this.timeout = timeout;
  }

  /** The process is ready, with this state. */
  public static <S> Init<S> ok(S state) {
    return new Init<>(state, null, false, null, null);
  }

  /** The process cannot start: {@code start} fails with this reason. */
  public static <S> Init<S> stop(ExitReason reason) {
    return new Init<>(null, reason, false, null, null);
  }

  /** The process is not needed: it ends normally and its supervisor keeps the child undefined. */
  public static <S> Init<S> ignore() {
    return new Init<>(null, null, true, null, null);
  }

  /** Run {@code handleContinue} with this term right after {@code init}. */
  public Init<S> continueWith(Object term) {
    return new Init<>(state, stop, ignore, term, timeout);
  }

  /** Send {@link Timeout} when no message comes within this time. */
  public Init<S> timeout(Duration idle) {
    return new Init<>(state, stop, ignore, continueWith, idle);
  }

  public S state() {
    return state;
  }

  /** Why the process cannot start; {@code null} when it can. */
  public ExitReason stopReason() {
    return stop;
  }

  public boolean isIgnore() {
    return ignore;
  }

  /** What to continue with; {@code null} for nothing. */
  public Object continueTerm() {
    return continueWith;
  }

  /** The idle time-out; {@code null} for none. */
  public Duration timeout() {
    return timeout;
  }
}
