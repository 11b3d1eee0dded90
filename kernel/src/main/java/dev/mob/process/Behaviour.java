package dev.mob.process;

/**
 * The code of a process, apart from its state.
 *
 * <p>One instance may serve any number of processes and lives on over their restarts, so it holds
 * no fields that change: all that changes is in {@code S}, which the callbacks receive and return.
 * That is what lets code be replaced while the state stays, lets the state move to another node,
 * and makes a callback a plain function that a test can call.
 *
 * <p>Callbacks of one process never run at the same time and see each other's effects; they run on
 * whichever worker is free. A callback should not block: hand blocking work to {@link
 * Task#blocking}. Implement one of the kinds: {@link Receive}, {@link GenServer}, {@link
 * GenStateMachine}.
 *
 * @param <S> the state
 */
public sealed interface Behaviour<S> permits Receive, GenServer, GenStateMachine {

  /**
   * Called once when the process ends by its own code (a stop, an exception) or by an exit signal
   * that it traps and that comes from its parent; not called when it is killed. What it throws
   * becomes the exit reason.
   */
  default void terminate(ExitReason reason, S state, Self self) throws Exception {}

  /**
   * Makes the state of an older (or, on a downgrade, newer) version of this behaviour into the
   * state of this one. Throwing refuses the change: the old code goes on with the old state.
   *
   * @param fromVersion the version of the code that made the state
   */
  default S codeChange(String fromVersion, S state) throws Exception {
    return state;
  }

  /**
   * The class that reports and tools name this code by. A behaviour that wraps another gives that
   * one's: people look for what they have written.
   */
  default Class<?> codeClass() {
    return getClass();
  }

  /**
   * What reports and {@code getState} tools may show of the state: leave out secrets here. The
   * default shows it as it is.
   */
  default Object formatState(S state) {
    return state;
  }
}
