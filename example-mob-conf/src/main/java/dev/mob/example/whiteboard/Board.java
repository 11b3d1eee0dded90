package dev.mob.example.whiteboard;

import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.ProcessName;
import dev.mob.process.Self;
import java.time.Duration;

/**
 * Owns the picture. Artists cast {@link Stroke}s; calls are {@link #PICTURE} and {@link #WIPE}.
 *
 * <p>It starts with what the archive has, so the picture survives the board's own crash as well as
 * a restart of the kernel. Not each stroke is archived: the first one after a save starts a timer,
 * and what came until it fires is saved together.
 *
 * @param blank the board when there is nothing in the archive
 */
record Board(Picture blank) implements GenServer<Board.State> {
  static final String NAME = "board";

  /** Answers with the {@link Picture}. */
  static final String PICTURE = "picture";

  /** Wipes the board and answers with how many strokes were on it. */
  static final String WIPE = "wipe";

  private static final String SAVE = "save";
  private static final Duration SAVE_AFTER = Duration.ofMillis(200);
  private static final ProcessName ARCHIVE = ProcessName.of(Archive.NAME);

  /**
   * @param saving true while the timer for the next save runs
   */
  record State(Picture picture, boolean saving) {}

  @Override
  public Init<State> init(Object argument, Self self) {
    self.trapExit(true); // so that terminate runs, and the last strokes are saved
    Object saved = self.call(ARCHIVE, Archive.LOAD);
    boolean fits =
        saved instanceof Picture
            && ((Picture) saved).width() == blank.width()
            && ((Picture) saved).height() == blank.height();
    return Init.ok(new State(fits ? (Picture) saved : blank, false));
  }

  @Override
  public Next<State> handleCast(Object message, State state, Self self) {
    return Next.noreply(changed(state.picture().with((Stroke) message), state, self));
  }

  @Override
  public Next<State> handleCall(Object request, From from, State state, Self self) {
    if (WIPE.equals(request)) {
      return Next.reply(state.picture().strokes(), changed(state.picture().wiped(), state, self));
    }
    return Next.reply(state.picture(), state);
  }

  @Override
  public Next<State> handleInfo(Object message, State state, Self self) {
    if (!SAVE.equals(message)) {
      self.logUnexpected(message);
      return Next.keep();
    }
    self.cast(ARCHIVE, state.picture());
    return Next.noreply(new State(state.picture(), false));
  }

  @Override
  public void terminate(ExitReason reason, State state, Self self) {
    // A call, not a cast: the archive is stopped next, and would leave a cast unread.
    self.call(ARCHIVE, state.picture());
  }

  private static State changed(Picture picture, State state, Self self) {
    if (!state.saving()) {
      self.sendAfter(SAVE_AFTER, self.pid(), SAVE);
    }
    return new State(picture, true);
  }
}
