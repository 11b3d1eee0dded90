package dev.mob.example.whiteboard;

import dev.mob.notify.Notification;
import dev.mob.notify.NotificationHandler;
import dev.mob.notify.PushResult;
import dev.mob.process.ProcessName;
import dev.mob.process.Self;
import dev.mob.state.Persistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody elsewhere who draws on this board: their stroke comes as a push with {@code x}, {@code
 * y} and {@code mark}, or with a title whose first letter is the mark. A silent one is drawn also
 * while nobody looks at the board; one that was shown, when it is tapped.
 */
record Guest(Persistence persistence) implements NotificationHandler {
  static final String NAME = "guest";

  private static final Logger LOG = LoggerFactory.getLogger(Guest.class);
  private static final ProcessName BOARD = ProcessName.of(Board.NAME);

  /** Comes again until this returns; the same stroke drawn twice is one mark. */
  @Override
  public PushResult handle(Notification push, Self self) {
    Stroke stroke;
    try {
      stroke = new Stroke(number(push, "x"), number(push, "y"), mark(push));
    } catch (NumberFormatException e) {
      // It will not be any better next time.
      LOG.warn("{} is no stroke: {}", push, e.getMessage());
      return PushResult.NO_DATA;
    }
    self.call(BOARD, stroke);
    // The push is done with when its stroke is on disk, and no sooner.
    persistence.flush();
    return PushResult.NEW_DATA;
  }

  private static char mark(Notification push) {
    String mark = push.data().getOrDefault("mark", push.title());
    return mark.isEmpty() ? '?' : mark.charAt(0);
  }

  private static int number(Notification push, String name) {
    return Integer.parseInt(push.data().getOrDefault(name, "0"));
  }
}
