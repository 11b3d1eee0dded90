package dev.mob.notify.sender.internal.dispatch;

import dev.mob.notify.sender.DeliveryState;
import dev.mob.notify.sender.internal.store.DeliveryPages.Page;
import dev.mob.notify.sender.internal.store.MessageTable.Swept;
import dev.mob.notify.sender.internal.store.Settlement;
import dev.mob.notify.sender.internal.store.Tables;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work on all deliveries of a message, a page at a time: freeing those of a resumed message, ending
 * those of a cancelled or expired one, deleting those of old ones. What is to be done is kept with
 * the message, so that a crash only delays it. Runs on the loop's thread.
 */
final class Sweeps {
  private static final Logger log = LoggerFactory.getLogger(Sweeps.class);
  private static final int PAGE = 5_000;
  private static final long AFTER_STORE_FAILURE = Duration.ofMillis(250).toNanos();

  private final Dispatcher.Parts parts;
  private final Duration retention;
  private final Runnable freed;
  private boolean sweeping;
  private boolean poked;
  private boolean purging;
  private long message;
  private long lastDevice;

  Sweeps(Dispatcher.Parts parts, Duration retention, Runnable freed) {
    this.parts = parts;
    this.retention = retention;
    this.freed = freed;
  }

  /**
   * Where a sweep is.
   *
   * @param message 0 when there was nothing to sweep
   */
  private record Step(long message, long lastDevice) {}

  /** Something may be to sweep. */
  void poke() {
    if (sweeping) {
      poked = true;
      return;
    }
    sweeping = true;
    poked = false;
    long before = message;
    long after = lastDevice;
    parts
        .writer()
        .submit(tables -> step(tables, before, after))
        .whenCompleteAsync((step, failure) -> stepped(step, failure), parts.loop());
  }

  /** On the writer's thread. */
  private Step step(Tables tables, long before, long after) throws SQLException {
    Optional<Swept> next = tables.messages().nextSweep();
    if (next.isEmpty()) {
      return new Step(0, 0);
    }
    long now = parts.loop().millis();
    Swept swept = next.get();
    long from = swept.id() == before ? after : 0;
    Settlement settlement = new Settlement();
    Page page =
        switch (swept.sweep()) {
          case RELEASE -> tables.pages().release(swept.id(), from, PAGE, now);
          case CANCEL -> end(tables, swept, DeliveryState.CANCELLED, from, now, settlement);
          case EXPIRE -> end(tables, swept, DeliveryState.EXPIRED, from, now, settlement);
        };
    settlement.write(tables, now);
    if (!page.full()) {
      tables.messages().swept(swept, now);
    }
    return new Step(swept.id(), page.full() ? page.last() : 0);
  }

  private static Page end(
      Tables tables, Swept swept, DeliveryState state, long from, long now, Settlement settlement)
      throws SQLException {
    Page page = tables.pages().end(swept.id(), state, from, PAGE, now);
    if (page.added() > 0) {
      settlement.count(swept.id(), state, page.added());
    }
    return page;
  }

  private void stepped(Step step, Throwable failure) {
    sweeping = false;
    if (failure != null) {
      log.warn("deliveries could not be swept: {}", failure.getMessage());
      parts.loop().after(AFTER_STORE_FAILURE, this::poke);
      return;
    }
    message = step.message();
    lastDevice = step.lastDevice();
    if (step.message() > 0) {
      freed.run();
      poke();
    } else if (poked) {
      poke();
    }
  }

  /** Finds messages whose time is over. */
  void expire() {
    parts
        .writer()
        .submit(tables -> tables.messages().markExpired(parts.loop().millis()))
        .whenCompleteAsync(
            (marked, failure) -> {
              if (failure == null && marked > 0) {
                poke();
              }
            },
            parts.loop());
  }

  /** Deletes messages that were finished longer ago than they are kept. */
  void purge() {
    if (purging) {
      return;
    }
    purging = true;
    parts
        .writer()
        .submit(this::purgePage)
        .whenCompleteAsync(
            (more, failure) -> {
              purging = false;
              if (failure == null && more) {
                purge();
              }
            },
            parts.loop());
  }

  private boolean purgePage(Tables tables) throws SQLException {
    long before = parts.loop().millis() - retention.toMillis();
    Optional<Long> old = tables.messages().nextFinishedBefore(before);
    if (old.isEmpty()) {
      return false;
    }
    if (tables.pages().purge(old.get(), PAGE) < PAGE) {
      tables.messages().delete(old.get());
    }
    return true;
  }
}
