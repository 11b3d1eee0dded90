package dev.mob.example.whiteboard;

import dev.mob.background.Work;
import dev.mob.background.WorkResult;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import dev.mob.state.Persistence;
import java.util.Map;

/**
 * Somebody elsewhere who draws on this board: their stroke comes as a silent push with {@code x},
 * {@code y} and {@code mark}, also while nobody looks at the board.
 */
record Guest(ProcessRuntime runtime, Persistence persistence) {
  static final String NAME = "guest";
  private static final ProcessName BOARD = ProcessName.of(Board.NAME);

  /** One push. Tried again until it returns; the same stroke drawn twice is one mark. */
  WorkResult draw(Work work) {
    Map<String, String> push = work.input();
    String mark = push.getOrDefault("mark", "?");
    Stroke stroke = new Stroke(column(push, "x"), column(push, "y"), mark.charAt(0));
    runtime.call(BOARD, stroke);
    // The push is done with when its stroke is on disk, and no sooner.
    persistence.flush();
    return WorkResult.NEW_DATA;
  }

  private static int column(Map<String, String> push, String name) {
    return Integer.parseInt(push.getOrDefault(name, "0"));
  }
}
