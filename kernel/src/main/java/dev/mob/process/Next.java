package dev.mob.process;

import java.time.Duration;
import java.util.Objects;

/**
 * What a {@link GenServer} callback returns: the reply if there is one, the next state, and whether
 * to go on.
 *
 * <p>Immutable and compared by content, so a test can call a callback and compare. {@link #keep()}
 * is one shared instance: a callback that changes nothing makes no garbage.
 *
 * @param <S> the state
 */
public final class Next<S> {
  private static final Object NONE =
      new Object() {
        @Override
        public String toString() {
          return "-";
        }
      };
  private static final Next<Object> KEEP = new Next<>(NONE, NONE, null, NONE, null);

  private final Object reply;
  private final Object state;
  private final ExitReason stop;
  private final Object continueWith;
  private final Duration timeout;

  private Next(Object reply, Object state, ExitReason stop, Object continueWith, Duration timeout) {
    this.reply = reply;
    this.state = state;
    this.stop = stop;
    this.continueWith = continueWith;
    this.timeout = timeout;
  }

  /** {@code {noreply, State}} with the state as it is. */
  @SuppressWarnings("unchecked")
  public static <S> Next<S> keep() {
    return (Next<S>) KEEP;
  }

  /** {@code {noreply, State}}. */
  public static <S> Next<S> noreply(S state) {
    return new Next<>(NONE, state, null, NONE, null);
  }

  /** {@code {reply, Reply, State}}. */
  public static <S> Next<S> reply(Object reply, S state) {
    return new Next<>(reply, state, null, NONE, null);
  }

  /** {@code {stop, Reason, State}}: {@code terminate} runs, then the process ends. */
  public static <S> Next<S> stop(ExitReason reason, S state) {
    return new Next<>(NONE, state, Objects.requireNonNull(reason, "reason"), NONE, null);
  }

  /** {@code {stop, Reason, Reply, State}}: replies first. */
  public static <S> Next<S> stop(ExitReason reason, Object reply, S state) {
    return new Next<>(reply, state, Objects.requireNonNull(reason, "reason"), NONE, null);
  }

  /** Run {@code handleContinue} with this term before the next message. */
  public Next<S> continueWith(Object term) {
    return new Next<>(reply, state, stop, term, timeout);
  }

  /** Send {@link Timeout} when no message comes within this time. */
  public Next<S> timeout(Duration idle) {
    return new Next<>(reply, state, stop, continueWith, idle);
  }

  public boolean hasReply() {
    return reply != NONE;
  }

  /** The reply, when {@link #hasReply()}. */
  public Object reply() {
    return reply == NONE ? null : reply;
  }

  /** The next state, given the present one. */
  @SuppressWarnings("unchecked")
  public S stateAfter(S present) {
    return state == NONE ? present : (S) state;
  }

  /** Why to stop; {@code null} to go on. */
  public ExitReason stopReason() {
    return stop;
  }

  public boolean hasContinue() {
    return continueWith != NONE;
  }

  /** What to continue with, when {@link #hasContinue()}. */
  public Object continueTerm() {
    return continueWith == NONE ? null : continueWith;
  }

  /** The idle time-out; {@code null} for none. */
  public Duration timeout() {
    return timeout;
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Next)) {
      return false;
    }
    Next<?> that = (Next<?>) other;
    return Objects.equals(reply, that.reply)
        && Objects.equals(state, that.state)
        && Objects.equals(stop, that.stop)
        && Objects.equals(continueWith, that.continueWith)
        && Objects.equals(timeout, that.timeout);
  }

  @Override
  public int hashCode() {
    return Objects.hash(reply, state, stop);
  }

  @Override
  public String toString() {
    return "Next[reply="
        + reply
        + ", state="
        + state
        + ", stop="
        + stop
        + ", continue="
        + continueWith
        + ", timeout="
        + timeout
        + "]";
  }
}
