package dev.mob.notify.sender.internal.dispatch;

import dev.mob.notify.sender.MessageState;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Recipient;
import dev.mob.notify.sender.internal.message.RecipientJson;
import dev.mob.notify.sender.internal.store.DeliveryPages.Page;
import dev.mob.notify.sender.internal.store.DueDeliveries;
import dev.mob.notify.sender.internal.store.MessageTable.Unexpanded;
import dev.mob.notify.sender.internal.store.Settlement;
import dev.mob.notify.sender.internal.store.Tables;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns messages that are due into deliveries, a page at a time, taking turns between messages. A
 * page and how far it came are one transaction, so a crash repeats none and leaves none out. Runs
 * on the loop's thread.
 */
final class FanOut {
  private static final Logger log = LoggerFactory.getLogger(FanOut.class);

  /** Long enough to be cheap, short enough that other work waits only some milliseconds. */
  static final int PAGE = 2_000;

  private static final long LONGEST_SLEEP = Duration.ofSeconds(30).toNanos();
  private static final long AFTER_STORE_FAILURE = Duration.ofMillis(250).toNanos();

  private final Dispatcher.Parts parts;
  private final Map<Long, Set<Platform>> platformsByApp;
  private final LongConsumer queuedForApp;
  private boolean running;
  private boolean poked;
  private long lastMessage;
  private ScheduledFuture<?> alarm;

  FanOut(
      Dispatcher.Parts parts, Map<Long, Set<Platform>> platformsByApp, LongConsumer queuedForApp) {
    this.parts = parts;
    this.platformsByApp = platformsByApp;
    this.queuedForApp = queuedForApp;
  }

  private record Step(long message, long app, long nextDue) {}

  /** Something may be due. */
  void poke() {
    if (running) {
      poked = true;
      return;
    }
    running = true;
    poked = false;
    long after = lastMessage;
    parts
        .writer()
        .submit(tables -> step(tables, after))
        .whenCompleteAsync((step, failure) -> stepped(step, failure), parts.loop());
  }

  /** On the writer's thread. */
  private Step step(Tables tables, long after) throws SQLException {
    long now = parts.loop().millis();
    Optional<Unexpanded> next =
        tables.messages().nextUnexpanded(platformsByApp.keySet(), after, now);
    if (next.isEmpty() && after > 0) {
      next = tables.messages().nextUnexpanded(platformsByApp.keySet(), 0, now);
    }
    if (next.isEmpty()) {
      return new Step(0, 0, tables.messages().nextDue());
    }
    Unexpanded message = next.get();
    Recipient to = RecipientJson.read(message.recipient());
    boolean first = message.state() == MessageState.SCHEDULED || message.upto() == 0;
    // Who registers from now on was not there when the message was sent.
    long upto = first ? tables.devices().highestId() : message.upto();
    Page page;
    long added;
    if (to instanceof Recipient.Tokens) {
      page = tables.pages().release(message.id(), message.last(), PAGE, now);
      added = 0; // They were counted when the message was accepted.
    } else {
      int rank = to instanceof Recipient.User ? DueDeliveries.DIRECT : DueDeliveries.BULK;
      page =
          tables
              .pages()
              .insertPage(
                  message.id(),
                  message.app(),
                  to,
                  platformsByApp.get(message.app()),
                  message.last(),
                  upto,
                  PAGE,
                  rank,
                  now);
      added = page.added();
    }
    MessageState state = page.full() ? MessageState.EXPANDING : MessageState.SENDING;
    tables.messages().expanded(message.id(), state, page.last(), Math.max(1, upto), added);
    if (!page.full()) {
      // Done at once if it reaches nobody, or if all were sent while the last page was queued.
      Settlement settlement = new Settlement();
      settlement.touch(message.id());
      settlement.write(tables, now);
    }
    return new Step(message.id(), message.app(), 0);
  }

  private void stepped(Step step, Throwable failure) {
    running = false;
    if (failure != null) {
      log.warn("a message could not be queued for its devices: {}", failure.getMessage());
      wakeIn(AFTER_STORE_FAILURE);
    } else if (step.message() > 0) {
      lastMessage = step.message();
      queuedForApp.accept(step.app());
      poke();
    } else {
      lastMessage = 0;
      if (poked) {
        poke();
      } else if (step.nextDue() < Long.MAX_VALUE) {
        wakeIn(Duration.ofMillis(Math.max(1, step.nextDue() - parts.loop().millis())).toNanos());
      }
    }
  }

  private void wakeIn(long nanos) {
    if (alarm != null) {
      alarm.cancel(false);
    }
    alarm = parts.loop().after(Math.min(nanos, LONGEST_SLEEP), this::poke);
  }
}
