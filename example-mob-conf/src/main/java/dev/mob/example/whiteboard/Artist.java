package dev.mob.example.whiteboard;

import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.ProcessName;
import dev.mob.process.Self;
import java.time.Duration;

/**
 * Draws one stroke after the other, at a steady pace, along a line that bounces off the board's
 * edges. The board need not be there: a cast to nobody is no error, and the next one may arrive.
 *
 * @param name whose first letter is the mark
 * @param pace the time between two strokes
 * @param mishapEvery after so many strokes the pen is dropped; 0 for never
 */
record Artist(String name, Duration pace, int mishapEvery) implements GenServer<Artist.Pen> {
  private static final ProcessName BOARD = ProcessName.of(Board.NAME);
  private static final String DRAW = "draw";

  /** Tells an artist to crash, as people may do with {@code mob board upset NAME}. */
  static final String UPSET = "upset";

  /**
   * Where the pen is, and where it goes.
   *
   * @param drawn how many strokes since the artist started
   */
  record Pen(int x, int y, int dx, int dy, int drawn) {
    Pen moved(Picture board) {
      int turnedX = x + dx < 0 || x + dx >= board.width() ? -dx : dx;
      int turnedY = y + dy < 0 || y + dy >= board.height() ? -dy : dy;
      return new Pen(x + turnedX, y + turnedY, turnedX, turnedY, drawn + 1);
    }
  }

  @Override
  public Init<Pen> init(Object argument, Self self) {
    Picture board = (Picture) self.call(BOARD, Board.PICTURE);
    self.sendAfter(pace, self.pid(), DRAW);
    // Each artist begins elsewhere, and after a crash elsewhere again: pids are never used twice.
    int seed = name.hashCode() * 31 + self.pid().hashCode();
    return Init.ok(
        new Pen(
            Math.floorMod(seed, board.width()),
            Math.floorMod(seed / 7, board.height()),
            1 + Math.floorMod(seed, 2),
            1,
            0));
  }

  @Override
  public Next<Pen> handleInfo(Object message, Pen pen, Self self) {
    if (UPSET.equals(message)) {
      throw new IllegalStateException(name + " was upset and left");
    }
    if (mishapEvery > 0 && pen.drawn() == mishapEvery) {
      throw new IllegalStateException(name + " dropped the pen");
    }
    Picture board = (Picture) self.call(BOARD, Board.PICTURE);
    self.cast(BOARD, new Stroke(pen.x(), pen.y(), name.charAt(0)));
    self.sendAfter(pace, self.pid(), DRAW);
    return Next.noreply(pen.moved(board));
  }
}
