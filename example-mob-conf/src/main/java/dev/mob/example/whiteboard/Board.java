package dev.mob.example.whiteboard;

import dev.mob.process.Atom;
import dev.mob.process.From;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;
import dev.mob.state.PersistentServer;
import java.util.Optional;

/**
 * Owns the picture. Artists cast it {@link Stroke}s; calls are {@link #PICTURE}, {@link #STROKES},
 * {@link #WIPE}, a stroke, and from other nodes {@link #GET_STATE}.
 *
 * <p>The picture comes back after a crash of this process, a stop and a kill: the {@link
 * dev.mob.state.Persistence} around it keeps each state that a callback returns, and offers the
 * last one to {@code init}. Nothing here says so but that argument.
 *
 * @param blank the board when nothing was drawn yet
 */
record Board(Picture blank) implements PersistentServer<Picture> {
  static final String NAME = "board";

  /** Answers with the {@link Picture}. */
  static final String PICTURE = "picture";

  /** Answers with how many strokes were drawn. */
  static final String STROKES = "strokes";

  /** Wipes the board and answers with how many strokes were on it. */
  static final String WIPE = "wipe";

  /** Answers other nodes with what is on the board, in values that travel. */
  static final Atom GET_STATE = Atom.of("get_state");

  @Override
  public Init<Picture> init(Object argument, Optional<Picture> saved, Self self) {
    return Init.ok(saved.filter(blank::isAsLargeAs).orElse(blank));
  }

  @Override
  public Next<Picture> handleCast(Object message, Picture picture, Self self) {
    return Next.noreply(picture.with((Stroke) message));
  }

  @Override
  public Next<Picture> handleCall(Object request, From from, Picture picture, Self self) {
    if (request instanceof Stroke) {
      Picture drawn = picture.with((Stroke) request);
      return Next.reply(drawn.strokes(), drawn);
    }
    if (WIPE.equals(request)) {
      return Next.reply(picture.strokes(), picture.wiped());
    }
    if (GET_STATE.equals(request)) {
      return Next.reply(picture.asTerm(), picture);
    }
    return Next.reply(STROKES.equals(request) ? picture.strokes() : picture, picture);
  }
}
