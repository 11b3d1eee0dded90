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
   * state of this one: OTP's {@code code_change}. Throwing refuses the change: the old code goes on
   * with the old state.
   *
   * <p>In a hot update the old and the new code have different class loaders, so what comes is what
   * the old code's {@link #exportState} gave, as data that both know: see {@link CodeUpdate}. The
   * default takes it as it is, which is right as long as the state has the same shape.
   *
   * @param fromVersion the version of the code that made the state
   * @param state the old state; must not be changed in place, for the old code may have to go on
   *     with it
   */
  @SuppressWarnings("unchecked")
  default S codeChange(String fromVersion, Object state) throws Exception {
    return (S) state;
  }

  /**
   * The state as data that another version of this code can take over; called on the old code when
   * a hot update replaces it, while the process rests. The default gives the state itself, which is
   * right for states of the JDK's and the kernel's types, records and enums.
   *
   * <p>Runs on a thread of the kernel's, not as the process: must neither change anything nor send
   * messages.
   */
  default Object exportState(S state) throws Exception {
    return state;
  }

  /**
   * The class that reports and tools name this code by. A behaviour that wraps another gives that
   * one's: people look for what they have written. A hot update goes by it, too.
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
