package dev.mob.state;

import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Self;
import java.util.Optional;

/**
 * A server whose state comes back: it is saved after each change, and offered to {@code init} after
 * a crash, a restart of the app or a kill. {@link Persistence#server} makes it so; run without, it
 * is a plain server that begins anew each time.
 *
 * @param <S> the state; immutable, since it is written some time after the callback has returned it
 */
public interface PersistentServer<S> extends GenServer<S> {

  /**
   * Makes the first state.
   *
   * @param saved the last state of the server before this one, if there is one: after a crash the
   *     one that the last callback that did not crash returned, after a kill the last one that was
   *     saved. It may be wrong for the present or the very cause of the crash: check it, and begin
   *     anew if need be
   */
  Init<S> init(Object argument, Optional<S> saved, Self self) throws Exception;

  @Override
  default Init<S> init(Object argument, Self self) throws Exception {
    return init(argument, Optional.empty(), self);
  }
}
