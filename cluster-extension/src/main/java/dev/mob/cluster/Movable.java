package dev.mob.cluster;

import dev.mob.process.Atom;
import dev.mob.process.GenServer;

/**
 * A server whose processes consent to move to another Java node: see {@link Handover}.
 *
 * <p>On the node where it arrives the process begins with {@link GenServer#init} and a {@link
 * Moved} as argument. Whatever hangs on the pid and not on the state, such as links and monitors of
 * its own, timers and idle time-outs, is set up again there.
 *
 * @param <S> the state
 */
public interface Movable<S> extends GenServer<S> {

  /** Names this code on both nodes, such as {@code whiteboard.board}. */
  String kind();

  /**
   * The state as a term, as {@link Moved#state} has it later. Called while the process stands
   * still; must not change the state, for a move that fails leaves the process where it was.
   */
  Object pack(S state);

  /** Whether this process may go to that node now; a move is refused when it says no. */
  default boolean mayMove(S state, Atom node) {
    return true;
  }
}
