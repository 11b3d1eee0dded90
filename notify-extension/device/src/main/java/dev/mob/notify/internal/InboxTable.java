package dev.mob.notify.internal;

import dev.mob.notify.NotifyStatus.Counts;
import dev.mob.state.Codec;
import dev.mob.state.Key;
import dev.mob.state.Namespace;
import dev.mob.state.StateFailure;
import dev.mob.state.Transaction;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * Notifications that are not acknowledged, the ids of those that were received, and the counts: in
 * memory to read, and on disk. Used by the inbox alone.
 *
 * <p>A message and its id are one commit. While the disk takes nothing (it is full), messages are
 * held in memory alone: an app that runs still gets them, and that is said in the log.
 */
final class InboxTable {
  private static final String ROW = "row/";
  private static final Key<Counts> COUNTS =
      Key.of("counts", Codec.of(InboxTable::writeCounts, InboxTable::readCounts));

  private final Namespace namespace;
  private final SeenIds seen;
  private final Logger log;
  private final TreeMap<Long, Held> rows = new TreeMap<>();
  private Counts counts;
  private long next;

  InboxTable(Namespace namespace, long seenMillis, int seenLimit, Logger log) {
    this.namespace = namespace;
    this.log = log;
    this.seen = new SeenIds(namespace, seenMillis, seenLimit, log);
    this.counts = namespace.get(COUNTS).orElse(Counts.NONE);
    for (String key : namespace.keys(ROW)) {
      long number = Long.parseLong(key.substring(ROW.length()), 16);
      next = number + 1;
      try {
        Held held = namespace.get(Key.of(key, Held.CODEC)).orElseThrow(IllegalStateException::new);
        held.number = number;
        rows.put(number, held);
      } catch (StateFailure e) {
        if (e.kind() != StateFailure.Kind.UNREADABLE) {
          throw e;
        }
        // Left on disk: the version of the app that wrote it may come back.
        log.error("a queued notification cannot be read and is not delivered", e);
      }
    }
  }

  /** What waits, the oldest first; nothing may be added or removed while it is walked through. */
  Collection<Held> all() {
    return Collections.unmodifiableCollection(rows.values());
  }

  int size() {
    return rows.size();
  }

  Held find(long number) {
    return rows.get(number);
  }

  Counts counts() {
    return counts;
  }

  boolean hasSeen(String key) {
    return seen.contains(key);
  }

  /** Takes up a notification under the id by which its repetition is known. */
  void add(String seenKey, Held held, long now) {
    held.number = next++;
    rows.put(held.number, held);
    commit(
        "notification " + held.notification.id(),
        transaction -> {
          seen.add(seenKey, now, transaction);
          transaction.put(key(held), held);
          count(transaction, plus(1, 0, 0, 0, 0, 0, 0));
        });
  }

  /** Notes an id of something that is not delivered itself. */
  void see(String seenKey, long now) {
    commit(
        "the note on " + seenKey,
        transaction -> {
          seen.add(seenKey, now, transaction);
          count(transaction, plus(1, 0, 0, 0, 0, 0, 0));
        });
  }

  void duplicate() {
    commit("a count", transaction -> count(transaction, plus(1, 0, 1, 0, 0, 0, 0)));
  }

  void overdue() {
    commit("a count", transaction -> count(transaction, plus(0, 0, 0, 0, 0, 0, 1)));
  }

  /** An attempt has failed; the row says so. */
  void failed(Held held) {
    commit(
        "attempt at " + held.notification.id(),
        transaction -> {
          transaction.put(key(held), held);
          count(transaction, plus(0, 0, 0, 1, 0, 0, 0));
        });
  }

  /** To whom they are owed has changed. */
  void update(Collection<Held> changed) {
    if (!changed.isEmpty()) {
      commit(
          "progress of " + changed.size() + " notifications",
          transaction -> changed.forEach(held -> transaction.put(key(held), held)));
    }
  }

  void acknowledged(Held held) {
    remove(held, plus(0, 1, 0, 0, 0, 0, 0));
  }

  void overflowed(Held held) {
    remove(held, plus(0, 0, 0, 0, 1, 0, 0));
  }

  void givenUp(Held held) {
    remove(held, plus(0, 0, 0, 0, 0, 1, 0));
  }

  private void remove(Held held, Counts now) {
    rows.remove(held.number);
    commit(
        "the end of " + held.notification.id(),
        transaction -> {
          transaction.remove(ROW + number(held));
          count(transaction, now);
        });
  }

  private void count(Transaction transaction, Counts now) {
    counts = now;
    transaction.put(COUNTS, now);
  }

  private void commit(String what, Consumer<Transaction> body) {
    try {
      namespace.update(body);
    } catch (StateFailure e) {
      log.error("{} is not on disk; a restart would forget it", what, e);
    }
  }

  private static Key<Held> key(Held held) {
    return Key.of(ROW + number(held), Held.CODEC);
  }

  private static String number(Held held) {
    return String.format(Locale.ROOT, "%016x", held.number);
  }

  private Counts plus(
      long received,
      long acknowledged,
      long duplicates,
      long retries,
      long overflowed,
      long givenUp,
      long overdue) {
    return new Counts(
        counts.received() + received,
        counts.acknowledged() + acknowledged,
        counts.duplicates() + duplicates,
        counts.retries() + retries,
        counts.overflowed() + overflowed,
        counts.givenUp() + givenUp,
        counts.overdue() + overdue);
  }

  private static void writeCounts(Counts counts, DataOutput out) throws IOException {
    out.writeLong(counts.received());
    out.writeLong(counts.acknowledged());
    out.writeLong(counts.duplicates());
    out.writeLong(counts.retries());
    out.writeLong(counts.overflowed());
    out.writeLong(counts.givenUp());
    out.writeLong(counts.overdue());
  }

  private static Counts readCounts(Codec.In in) throws IOException {
    return new Counts(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }

  /** The oldest that may be dropped for a new one: not one that is being handled. */
  Held oldest(Collection<Long> handled) {
    for (Map.Entry<Long, Held> row : rows.entrySet()) {
      if (!handled.contains(row.getKey())) {
        return row.getValue();
      }
    }
    return null;
  }
}
