package dev.mob.example.whiteboard;

import dev.mob.process.Atom;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.ProcessName;
import dev.mob.process.Self;
import dev.mob.process.Tuple;

/**
 * A pen that other nodes hold together: {@code :rpc.call(node, :game, :move, [:left])} moves it by
 * one and draws; the answer is {@code {ok, {X, Y}}}, or {@code {error, Why}}. At the edge it goes
 * on from the other side.
 *
 * @param blank as large as the board
 */
record Pen(Picture blank) implements GenServer<Pen.Place> {
  static final String NAME = "pen";

  private static final ProcessName BOARD = ProcessName.of(Board.NAME);
  private static final char MARK = '*';

  /** Where it is. */
  record Place(int x, int y) {}

  @Override
  public Init<Place> init(Object argument, Self self) {
    return Init.ok(new Place(blank.width() / 2, blank.height() / 2));
  }

  @Override
  public Next<Place> handleCall(Object direction, From from, Place place, Self self) {
    Place moved =
        switch (String.valueOf(direction)) {
          case "left" -> at(place.x() - 1, place.y());
          case "right" -> at(place.x() + 1, place.y());
          case "up" -> at(place.x(), place.y() - 1);
          case "down" -> at(place.x(), place.y() + 1);
          default -> null;
        };
    if (moved == null) {
      return Next.reply(Tuple.of(Atom.ERROR, "a pen goes left, right, up or down"), place);
    }
    self.cast(BOARD, new Stroke(moved.x(), moved.y(), MARK));
    return Next.reply(Tuple.of(Atom.OK, Tuple.of(moved.x(), moved.y())), moved);
  }

  private Place at(int x, int y) {
    return new Place(Math.floorMod(x, blank.width()), Math.floorMod(y, blank.height()));
  }
}
