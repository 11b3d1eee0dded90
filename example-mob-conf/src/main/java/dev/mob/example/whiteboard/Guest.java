package dev.mob.example.whiteboard;

import dev.mob.notify.Filter;
import dev.mob.notify.Notification;
import dev.mob.notify.Notify;
import dev.mob.notify.PushResult;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.ProcessName;
import dev.mob.process.Self;
import dev.mob.state.Persistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody elsewhere who draws on this board: their stroke comes as a push with {@code x}, {@code
 * y} and {@code mark}, or with a title whose first letter is the mark. A silent one is drawn also
 * while nobody looks at the board; one that was shown, when it is tapped. The state is how many
 * were drawn.
 *
 * <p>A process of the whiteboard's own, and not a function that notify keeps: so it goes when the
 * whiteboard goes, and gets new code when the whiteboard does.
 */
record Guest(Notify pushes, Persistence persistence) implements GenServer<Long> {
  static final String NAME = "guest";

  private static final Logger LOG = LoggerFactory.getLogger(Guest.class);
  private static final ProcessName BOARD = ProcessName.of(Board.NAME);

  @Override
  public Init<Long> init(Object argument, Self self) {
    return Init.ok(0L).continueWith("subscribe");
  }

  @Override
  public Next<Long> handleContinue(Object term, Long drawn, Self self) {
    pushes.subscribe(NAME, self.pid(), Filter.all());
    return Next.keep();
  }

  /** A notification, which comes again until the reply; the same stroke drawn twice is one mark. */
  @Override
  public Next<Long> handleCall(Object request, From from, Long drawn, Self self) {
    Notification push = (Notification) request;
    Stroke stroke;
    try {
      stroke = new Stroke(number(push, "x"), number(push, "y"), mark(push));
    } catch (NumberFormatException e) {
      // It will not be any better next time.
      LOG.warn("{} is no stroke: {}", push, e.getMessage());
      return Next.reply(PushResult.NO_DATA, drawn);
    }
    self.call(BOARD, stroke);
    // The push is done with when its stroke is on disk, and no sooner.
    persistence.flush();
    return Next.reply(PushResult.NEW_DATA, drawn + 1);
  }

  private static char mark(Notification push) {
    String mark = push.data().getOrDefault("mark", push.title());
    return mark.isEmpty() ? '?' : mark.charAt(0);
  }

  private static int number(Notification push, String name) {
    return Integer.parseInt(push.data().getOrDefault(name, "0"));
  }
}
