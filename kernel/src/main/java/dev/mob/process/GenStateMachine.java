package dev.mob.process;

import java.util.Collections;
import java.util.Map;

/**
 * A state machine: OTP's {@code gen_statem}.
 *
 * <p>The machine's state is a value of its own (an enum, most often), apart from its data. Either
 * give one function for each state in {@link #states()}, or override {@link #handleEvent}. Events
 * that the present state cannot handle yet are postponed ({@link Transition#postpone()}) and come
 * again, in order, after the next state change.
 *
 * @param <S> the data
 */
public non-sealed interface GenStateMachine<S> extends Behaviour<S> {

  /** The function of one state. */
  @FunctionalInterface
  interface StateFunction<S> {
    Transition<S> handle(Event event, S data, Self self) throws Exception;
  }

  /** Makes the first state and data: {@link Transition#next}, stop or ignore. */
  Transition<S> init(Object argument, Self self) throws Exception;

  /** The function of each state. Asked once when the process starts and after a code change. */
  default Map<Object, StateFunction<S>> states() {
    return Collections.emptyMap();
  }

  /**
   * The state of an older version of this machine as this version knows it, beside {@link
   * #codeChange}, which is for the data. A state that is an enum of the old code must be replaced
   * here, or the old code can never be unloaded.
   */
  default Object stateChange(String fromVersion, Object state) throws Exception {
    return state;
  }

  /** True for machines that want an {@link Event.Type#ENTER} event on each state change. */
  default boolean enter() {
    return false;
  }

  /** Handles one event in one state; the default calls that state's function. */
  default Transition<S> handleEvent(Event event, Object state, S data, Self self) throws Exception {
    StateFunction<S> function = states().get(state);
    if (function == null) {
      throw new IllegalStateException(
          getClass().getName() + " has no function for its state " + state);
    }
    return function.handle(event, data, self);
  }
}
