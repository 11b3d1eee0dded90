package dev.mob.example.whiteboard;

import dev.mob.background.Background;
import dev.mob.background.Lifecycle;
import dev.mob.config.Settings;
import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;
import dev.mob.extension.OperatorCommand;
import dev.mob.notify.Notify;
import dev.mob.process.ChildSpec;
import dev.mob.process.ProcessName;
import dev.mob.state.Key;
import dev.mob.state.Persistence;
import dev.mob.state.StateStore;

/**
 * Puts the whiteboard's processes under the extension's supervisor:
 *
 * <pre>
 * whiteboard
 * ├─ saver            writes what has changed on the board
 * ├─ board            owns the picture
 * ├─ pen              draws for other nodes
 * ├─ guest            draws what comes by push
 * └─ studio           one_for_all: artists without a curator would draw for ever
 *    ├─ artists       one child for each artist
 *    └─ curator       invites the artists, keeps the app awake while they draw
 * </pre>
 *
 * <p>Nobody waits for its database before the node is ready: it is opened, and all that needs it is
 * started, when the boot is over. A file that cannot be opened fails the whiteboard, and {@code mob
 * status} shows the cause.
 */
public final class Whiteboard implements Extension {
  private static final Key<Picture> PICTURE = Key.of("picture", Picture.CODEC);

  @Override
  public void activate(ExtensionContext context) {
    Settings settings = context.settings();
    Picture blank =
        Picture.blank(
            Math.toIntExact(settings.integer("width")),
            Math.toIntExact(settings.integer("height")));
    Studio studio =
        new Studio(
            settings.strings("artists"),
            settings.duration("pace"),
            Math.toIntExact(settings.integer("mishap-every")));
    context.provide(OperatorCommand.class, new BoardCommand(context.runtime()));
    context.whenReady(() -> open(context, blank, studio));
  }

  private static void open(ExtensionContext context, Picture blank, Studio studio) {
    Background background = context.require(Background.class);
    Lifecycle lifecycle = context.require(Lifecycle.class);
    StateStore store = StateStore.of(context);
    Persistence persistence = Persistence.of(context, store);
    context.supervise(
        ChildSpec.worker("board", persistence.server(new Board(blank), PICTURE), null)
            .name(Board.NAME));
    context.supervise(ChildSpec.worker(Pen.NAME, new Pen(blank), null).name(Pen.NAME));
    context.expose("game", "move", 1, (arguments, caller) -> move(context, arguments.get(0)));
    Guest guest = new Guest(context.require(Notify.class), persistence);
    context.supervise(ChildSpec.worker("guest", guest, null));
    context.supervise(studio.processes(background, lifecycle));
  }

  private static Object move(ExtensionContext context, Object direction) {
    return context.runtime().call(ProcessName.of(Pen.NAME), direction);
  }
}
