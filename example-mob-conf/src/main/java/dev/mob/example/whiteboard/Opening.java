package dev.mob.example.whiteboard;

import dev.mob.background.Background;
import dev.mob.background.Lifecycle;
import dev.mob.extension.ExtensionContext;
import dev.mob.extension.ExtensionStopped;
import dev.mob.notify.Filter;
import dev.mob.notify.Notify;
import dev.mob.process.ChildSpec;
import dev.mob.process.ExitReason;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;
import dev.mob.state.Key;
import dev.mob.state.Persistence;
import dev.mob.state.StateStore;

/**
 * Opens the database and starts the processes that need it, when the boot is over: nobody waits for
 * the whiteboard's file before the node is ready. A file that cannot be opened crashes this process
 * until the supervisor gives up, and {@code mob status} shows the whiteboard failed with the cause.
 */
record Opening(ExtensionContext context, Picture blank, Studio studio)
    implements GenServer<Opening.Waiting> {
  private static final Key<Picture> PICTURE = Key.of("picture", Picture.CODEC);

  /** The state, which has nothing to say; and the message that ends it. */
  record Waiting() {}

  @Override
  public Init<Waiting> init(Object argument, Self self) {
    context.sendWhenReady(self.pid(), new Waiting());
    return Init.ok(new Waiting());
  }

  @Override
  public Next<Waiting> handleInfo(Object message, Waiting waiting, Self self) {
    if (!(message instanceof Waiting)) {
      self.logUnexpected(message);
      return Next.keep();
    }
    try {
      open(self);
      return Next.keep();
    } catch (ExtensionStopped stopped) {
      // The kernel stops again before the whiteboard has begun: nothing is lost, what there is
      // goes.
      return Next.stop(ExitReason.SHUTDOWN, waiting);
    }
  }

  private void open(Self self) {
    Background background = context.require(Background.class);
    Lifecycle lifecycle = context.require(Lifecycle.class);
    StateStore store = StateStore.of(context);
    Persistence persistence = Persistence.of(context, store);
    context.supervise(
        ChildSpec.worker("board", persistence.server(new Board(blank), PICTURE), null)
            .name(Board.NAME));
    context.require(Notify.class).subscribe(Guest.NAME, Filter.all(), new Guest(persistence));
    context.supervise(studio.processes(background, lifecycle));
  }
}
