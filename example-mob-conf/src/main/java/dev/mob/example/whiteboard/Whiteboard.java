package dev.mob.example.whiteboard;

import dev.mob.config.Settings;
import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;
import dev.mob.extension.OperatorCommand;
import dev.mob.process.ChildSpec;
import dev.mob.process.DynamicSupervisor;
import dev.mob.process.Strategy;
import dev.mob.process.SupervisorSpec;
import java.time.Duration;

/**
 * Puts the whiteboard's processes under the extension's supervisor:
 *
 * <pre>
 * whiteboard
 * ├─ archive          keeps the picture on disk
 * ├─ board            owns the picture
 * └─ studio           rest_for_one: new artists need their supervisor, and the curator
 *    ├─ artists       one child for each artist
 *    └─ curator       invites the artists
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
    Curator curator =
        new Curator(
            settings.strings("artists"),
            settings.duration("pace"),
            Math.toIntExact(settings.integer("mishap-every")));

    context.supervise(
        ChildSpec.worker("archive", new Archive(context.data().resolve("picture")), null)
            .name(Archive.NAME));
    context.supervise(ChildSpec.worker("board", new Board(blank), null).name(Board.NAME));
    context.supervise(
        ChildSpec.supervisor(
            "studio",
            SupervisorSpec.of(
                    Strategy.REST_FOR_ONE,
                    ChildSpec.dynamicSupervisor(
                            "artists",
                            DynamicSupervisor.Spec.STANDARD.intensity(5, Duration.ofSeconds(5)))
                        .name(Curator.ARTISTS),
                    ChildSpec.worker("curator", curator, null).name(Curator.NAME))
                .intensity(3, Duration.ofSeconds(10))));
    context.provide(OperatorCommand.class, new BoardCommand(context.runtime()));
  }
}
