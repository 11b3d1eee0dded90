package dev.mob.notify.sender.internal.store;

import dev.mob.notify.sender.DeliveryState;
import dev.mob.notify.sender.internal.store.DeliveryTable.Change;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers what was settled without an attempt, and the counts that follow. */
public final class Settlement {
  private final List<Change> changes = new ArrayList<>();
  private final Map<Long, MessageTable.Counts> counts = new HashMap<>();

  void settle(long id, long message, DeliveryState state, int attempt, String reason) {
    add(new Change(id, message, state, attempt, 0, null, reason));
  }

  /** Adds a change and counts it if it is final. */
  public void add(Change change) {
    changes.add(change);
    if (change.state().isFinal()) {
      count(change.message(), change.state(), 1);
    }
  }

  /** Counts deliveries that were ended together. */
  public void count(long message, DeliveryState state, long number) {
    MessageTable.Counts counted =
        counts.computeIfAbsent(message, ignored -> new MessageTable.Counts());
    switch (state) {
      case SENT -> counted.sent += number;
      case FAILED -> counted.failed += number;
      case EXPIRED -> counted.expired += number;
      case CANCELLED -> counted.cancelled += number;
      default -> throw new IllegalArgumentException(state + " is not final");
    }
  }

  /** Has the message's state looked at, though nothing of it changes. */
  public void touch(long message) {
    counts.computeIfAbsent(message, ignored -> new MessageTable.Counts());
  }

  /** Writes it all. */
  public void write(Tables tables, long now) throws SQLException {
    if (!changes.isEmpty()) {
      tables.deliveries().apply(changes, now);
    }
    if (!counts.isEmpty()) {
      tables.messages().count(counts, now);
    }
  }
}
