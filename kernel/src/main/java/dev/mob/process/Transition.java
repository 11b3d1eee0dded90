package dev.mob.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * What a {@link GenStateMachine} does with an event: the next state, the next data, and actions in
 * order, named as in OTP's {@code gen_statem}. Immutable.
 *
 * @param <S> the data
 */
public final class Transition<S> {
  /** One thing to do besides changing state. */
  public sealed interface Action permits Reply, Postpone, NextEvent, SetTimeout {}

  /** Answers a caller. */
  public record Reply(From to, Object reply) implements Action {}

  /** Handles the present event again after the next state change. */
  public record Postpone() implements Action {}

  /** Handles this event before any that waits. */
  public record NextEvent(Event event) implements Action {}

  /**
   * Sets, replaces or (with a null delay) cancels a time-out.
   *
   * @param type {@code EVENT_TIMEOUT}, {@code STATE_TIMEOUT} or {@code TIMEOUT}
   */
  public record SetTimeout(Event.Type type, Object name, Duration delay, Object content)
      implements Action {}

  private static final Object KEEP = new Object();

  private final Object state;
  private final Object data;
  private final ExitReason stop;
  private final boolean ignore;
  private final List<Action> actions;

  private Transition(
      Object state, Object data, ExitReason stop, boolean ignore, List<Action> actions) {
    this.state = state;
    this.data = data;
    this.stop = stop;
    this.ignore = ignore;
    this.actions = actions;
  }

  /** {@code {next_state, State, Data}}. */
  public static <S> Transition<S> next(Object state, S data) {
    Objects.requireNonNull(state, "state");
    return new Transition<>(state, data, null, false, Collections.emptyList());
  }

  /** {@code {keep_state, Data}}. */
  public static <S> Transition<S> keep(S data) {
    return new Transition<>(KEEP, data, null, false, Collections.emptyList());
  }

  /** {@code keep_state_and_data}. */
  public static <S> Transition<S> keep() {
    return new Transition<>(KEEP, KEEP, null, false, Collections.emptyList());
  }

  /** {@code {stop, Reason}}. */
  public static <S> Transition<S> stop(ExitReason reason) {
    return new Transition<>(
        KEEP, KEEP, Objects.requireNonNull(reason, "reason"), false, Collections.emptyList());
  }

  /** {@code ignore}, from {@code init} only. */
  public static <S> Transition<S> ignore() {
    return new Transition<>(KEEP, KEEP, null, true, Collections.emptyList());
  }

  public Transition<S> reply(From to, Object reply) {
    return with(new Reply(to, reply));
  }

  public Transition<S> postpone() {
    return with(new Postpone());
  }

  public Transition<S> nextEvent(Event.Type type, Object content) {
    return with(new NextEvent(new Event(type, content, null, null)));
  }

  /** Sends {@link Event.Type#STATE_TIMEOUT} unless the state changes within this time. */
  public Transition<S> stateTimeout(Duration delay, Object content) {
    return with(new SetTimeout(Event.Type.STATE_TIMEOUT, null, delay, content));
  }

  /** Sends {@link Event.Type#EVENT_TIMEOUT} unless any event comes within this time. */
  public Transition<S> eventTimeout(Duration delay, Object content) {
    return with(new SetTimeout(Event.Type.EVENT_TIMEOUT, null, delay, content));
  }

  /** Sends {@link Event.Type#TIMEOUT} with this name after this time. */
  public Transition<S> timeout(Object name, Duration delay, Object content) {
    return with(new SetTimeout(Event.Type.TIMEOUT, name, delay, content));
  }

  /** Cancels a named time-out. */
  public Transition<S> cancelTimeout(Object name) {
    return with(new SetTimeout(Event.Type.TIMEOUT, name, null, null));
  }

  private Transition<S> with(Action action) {
    List<Action> more = new ArrayList<>(actions);
    more.add(action);
    return new Transition<>(state, data, stop, ignore, Collections.unmodifiableList(more));
  }

  /** The next state, given the present one. */
  public Object stateAfter(Object present) {
    return state == KEEP ? present : state;
  }

  /** The next data, given the present data. */
  @SuppressWarnings("unchecked")
  public S dataAfter(S present) {
    return data == KEEP ? present : (S) data;
  }

  /** True for {@link #next}, also into the same state. */
  public boolean isNext() {
    return state != KEEP;
  }

  /** Why to stop; {@code null} to go on. */
  public ExitReason stopReason() {
    return stop;
  }

  public boolean isIgnore() {
    return ignore;
  }

  /** What to do, in order. */
  public List<Action> actions() {
    return actions;
  }
}
