package dev.mob.process;

/**
 * The plainest behaviour: one function from message and state to the next state. For a server with
 * calls, use {@link GenServer}.
 *
 * <p>A call that reaches such a process is the tuple {@code {'$gen_call', From, Request}} whose
 * second element is a {@link From}; a cast is {@code {'$gen_cast', Message}}.
 */
@FunctionalInterface
public non-sealed interface Receive<S> extends Behaviour<S> {

  /** Makes the first state; the default takes the argument of {@code spawn} as the state. */
  @SuppressWarnings("unchecked")
  default S init(Object argument, Self self) throws Exception {
    return (S) argument;
  }

  /** Handles one message and returns the next state. */
  S receive(Object message, S state, Self self) throws Exception;
}
