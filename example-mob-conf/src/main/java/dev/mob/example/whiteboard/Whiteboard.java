package dev.mob.example.whiteboard;

import dev.mob.config.Settings;
import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;
import dev.mob.extension.OperatorCommand;
import dev.mob.process.ChildSpec;

/**
 * Puts the whiteboard's processes under the extension's supervisor:
 *
 * <pre>
 * whiteboard
 * ├─ opening          opens the database when the boot is over and starts the rest
 * ├─ saver            writes what has changed on the board
 * ├─ board            owns the picture
 * ├─ (guest)          draws what comes by push; a subscription, so under notify's supervisor
 * └─ studio           one_for_all: artists without a curator would draw for ever
 *    ├─ artists       one child for each artist
 *    └─ curator       invites the artists, keeps the app awake while they draw
 * </pre>
 */
public final class Whiteboard implements Extension {
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
    context.supervise(ChildSpec.worker("opening", new Opening(context, blank, studio), null));
    context.provide(OperatorCommand.class, new BoardCommand(context.runtime()));
  }
}
