package dev.mob.notify.sender.internal.store;

import dev.mob.notify.sender.DeliveryState;
import dev.mob.notify.sender.internal.store.DeliveryTable.Change;
import dev.mob.notify.sender.internal.store.MessageTable.Counts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers what was settled without an attempt, and the counts that follow. */
public final class Settlement {
  private final List<Change> changes = new ArrayList<>();
  private final Map<Long, Counts> counts = new HashMap<>();

  /** Adds a change and counts it if it is final. */
  public void add(Change change) {
    changes.add(change);
    if (change.state().isFinal()) {
      count(change.message(), change.state(), 1);
    }
  }

  /** Counts deliveries that were ended together. */
  public void count(long message, DeliveryState state, long number) {
    counts.merge(
        message, Counts.NONE.plus(state, number), (known, more) -> known.plus(state, number));
  }

  /** Has the message's state looked at, though nothing of it changes. */
  public void touch(long message) {
    counts.putIfAbsent(message, Counts.NONE);
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
