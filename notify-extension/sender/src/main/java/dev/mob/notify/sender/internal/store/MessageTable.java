package dev.mob.notify.sender.internal.store;

import dev.mob.notify.sender.DeliveryState;
import dev.mob.notify.sender.MessageState;
import dev.mob.notify.sender.MessageStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The messages, each with its payload once and running counts of its deliveries. */
public final class MessageTable {
  private final Session session;

  MessageTable(Session session) {
    this.session = session;
  }

  /** What is put on disk when a message is accepted. Times in milliseconds since the epoch. */
  public record NewMessage(
      UUID uuid,
      long app,
      String key,
      String payload,
      String recipient,
      long created,
      long due,
      long expires) {}

  /** A message whose deliveries are still to be queued. */
  public record Unexpanded(
      long id,
      long app,
      MessageState state,
      String recipient,
      long due,
      long last,
      long upto,
      long total) {}

  /** How the counts of a message change. */
  public record Counts(long sent, long failed, long expired, long cancelled) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(DeliveryState state, long number) {
      return switch (state) {
        case SENT -> new Counts(sent + number, failed, expired, cancelled);
        case FAILED -> new Counts(sent, failed + number, expired, cancelled);
        case EXPIRED -> new Counts(sent, failed, expired + number, cancelled);
        case CANCELLED -> new Counts(sent, failed, expired, cancelled + number);
        default -> throw new IllegalArgumentException(state + " is not final");
      };
    }
  }

  public Optional<UUID> byKey(long app, String key) throws SQLException {
    return session
        .sql("SELECT uuid FROM message WHERE app = ? AND key = ?")
        .bind(app)
        .bind(key)
        .first(row -> UuidBytes.read(row.getBytes(1)));
  }

  /**
   * Inserts the message and answers its row's number.
   *
   * @param total the deliveries that are queued with it
   */
  public long insert(NewMessage message, MessageState state, long total) throws SQLException {
    return session
        .sql(
            "INSERT INTO message"
                + " (uuid, app, key, payload, recipient, created, due, expires, state, total)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id")
        .bind(message.uuid())
        .bind(message.app())
        .bind(message.key())
        .bind(message.payload())
        .bind(message.recipient())
        .bind(message.created())
        .bind(message.due())
        .bind(message.expires())
        .bind(state.code())
        .bind(total)
        .number(0);
  }

  /** Sets how far the queueing of deliveries has come. */
  public void expanded(long message, MessageState state, long last, long upto, long added)
      throws SQLException {
    session
        .sql("UPDATE message SET state = ?, last = ?, upto = ?, total = total + ? WHERE id = ?")
        .bind(state.code())
        .bind(last)
        .bind(upto)
        .bind(added)
        .bind(message)
        .run();
  }

  /**
   * The first message after {@code after} that is due and not wholly queued. Messages of other apps
   * than these wait until the sender is opened with their app again.
   */
  public Optional<Unexpanded> nextUnexpanded(Collection<Long> apps, long after, long now)
      throws SQLException {
    return session
        .sql(
            "SELECT id, app, state, recipient, due, last, upto, total FROM message"
                + " WHERE state < 2 AND state IN (0, 1) AND due <= ? AND paused = 0 AND id > ?"
                + " AND app IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT 1")
        .bind(now)
        .bind(after)
        .bind(Ids.json(apps))
        .first(
            row ->
                new Unexpanded(
                    row.getLong(1),
                    row.getLong(2),
                    MessageState.ofCode(row.getInt(3)),
                    row.getString(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8)));
  }

  /** When the next scheduled message is due, or {@link Long#MAX_VALUE}. */
  public long nextDue() throws SQLException {
    return session
        .sql("SELECT min(due) FROM message WHERE state < 2 AND state = 0 AND paused = 0")
        .number(Long.MAX_VALUE);
  }

  /** The payloads of these messages. */
  public Map<Long, String> payloads(Collection<Long> messages) throws SQLException {
    Map<Long, String> payloads = new HashMap<>();
    session
        .sql("SELECT id, payload FROM message WHERE id IN (SELECT value FROM json_each(?))")
        .bind(Ids.json(messages))
        .list(row -> payloads.put(row.getLong(1), row.getString(2)));
    return payloads;
  }

  /**
   * Adds to the counts; a message that has nothing open any more is done. Messages whose counts
   * change alike, as those to one device each do, are written with one statement.
   */
  public void count(Map<Long, Counts> changes, long now) throws SQLException {
    Map<Counts, List<Long>> messages = new LinkedHashMap<>();
    changes.forEach(
        (message, counts) ->
            messages.computeIfAbsent(counts, none -> new ArrayList<>()).add(message));
    Sql sql =
        session.sql(
            "UPDATE message SET sent = sent + ?1, failed = failed + ?2, expired = expired + ?3,"
                + " cancelled = cancelled + ?4,"
                + " state = iif(state = 2 AND total = sent + failed + expired + cancelled"
                + " + ?1 + ?2 + ?3 + ?4, 3, state),"
                + " finished = iif(finished IS NULL AND state >= 2"
                + " AND total = sent + failed + expired + cancelled"
                + " + ?1 + ?2 + ?3 + ?4, ?5, finished)"
                + " WHERE id IN (SELECT value FROM json_each(?6))");
    for (Map.Entry<Counts, List<Long>> entry : messages.entrySet()) {
      Counts counts = entry.getKey();
      sql.bind(counts.sent())
          .bind(counts.failed())
          .bind(counts.expired())
          .bind(counts.cancelled())
          .bind(now)
          .bind(Ids.json(entry.getValue()))
          .addBatch();
    }
    sql.runBatch();
  }

  public Optional<MessageStatus> status(long app, UUID uuid) throws SQLException {
    return session
        .sql(STATUS + " WHERE uuid = ? AND app = ?")
        .bind(uuid)
        .bind(app)
        .first(MessageTable::readStatus);
  }

  /** A page of the app's messages, newest first, older than {@code before}. */
  public List<MessageStatus> page(long app, Optional<UUID> before, int limit) throws SQLException {
    long below = Long.MAX_VALUE;
    if (before.isPresent()) {
      below = rowOf(app, before.get()).orElse(0L);
    }
    return session
        .sql(STATUS + " WHERE app = ? AND id < ? ORDER BY id DESC LIMIT ?")
        .bind(app)
        .bind(below)
        .bind(limit)
        .list(MessageTable::readStatus);
  }

  public Optional<Long> rowOf(long app, UUID uuid) throws SQLException {
    return session
        .sql("SELECT id FROM message WHERE uuid = ? AND app = ?")
        .bind(uuid)
        .bind(app)
        .first(row -> row.getLong(1));
  }

  /** Holds a message back that is not finished; answers whether it was changed. */
  public boolean pause(long message) throws SQLException {
    return session
            .sql("UPDATE message SET paused = 1 WHERE id = ? AND state < 3 AND paused = 0")
            .bind(message)
            .run()
        > 0;
  }

  /** Lets a paused message go on; what was held meanwhile is freed by a sweep. */
  public boolean resume(long message) throws SQLException {
    return session
            .sql(
                "UPDATE message SET paused = 0, sweep = iif(state = 0, 0, ?)"
                    + " WHERE id = ? AND state < 3 AND paused = 1")
            .bind(Sweep.RELEASE.code)
            .bind(message)
            .run()
        > 0;
  }

  /** Cancels a message that is not finished; its open deliveries are ended by a sweep. */
  public boolean cancel(long message, long now) throws SQLException {
    return session
            .sql("UPDATE message SET state = 4, finished = ?, sweep = ? WHERE id = ? AND state < 3")
            .bind(now)
            .bind(Sweep.CANCEL.code)
            .bind(message)
            .run()
        > 0;
  }

  /** Marks the messages whose time is over while something of them is open. */
  public int markExpired(long now) throws SQLException {
    return session
        .sql("UPDATE message SET sweep = ? WHERE expires < ? AND state < 3")
        .bind(Sweep.EXPIRE.code)
        .bind(now)
        .run();
  }

  /** What is done page by page to a message's deliveries; kept on disk, so a crash ends nothing. */
  public enum Sweep {
    RELEASE(1),
    CANCEL(2),
    EXPIRE(3);

    private final int code;

    Sweep(int code) {
      this.code = code;
    }
  }

  /** A message that is to be swept. */
  public record Swept(long id, Sweep sweep) {}

  public Optional<Swept> nextSweep() throws SQLException {
    return session
        .sql("SELECT id, sweep FROM message WHERE sweep <> 0 ORDER BY id LIMIT 1")
        .first(row -> new Swept(row.getLong(1), Sweep.values()[row.getInt(2) - 1]));
  }

  /** Ends a sweep. An expired message queues no more, and is done if nothing of it is open. */
  public void swept(Swept swept, long now) throws SQLException {
    session
        .sql(
            "UPDATE message SET sweep = 0, state = iif(?1 = 3 AND state < 2, 2, state) WHERE id = ?2")
        .bind(swept.sweep().code)
        .bind(swept.id())
        .run();
    count(Map.of(swept.id(), Counts.NONE), now);
  }

  /** A message that was finished before this time. */
  public Optional<Long> nextFinishedBefore(long time) throws SQLException {
    return session
        .sql("SELECT id FROM message WHERE finished < ? ORDER BY finished LIMIT 1")
        .bind(time)
        .first(row -> row.getLong(1));
  }

  public void delete(long message) throws SQLException {
    session.sql("DELETE FROM message WHERE id = ?").bind(message).run();
  }

  void countReport(long message, boolean displayed, boolean tapped) throws SQLException {
    session
        .sql("UPDATE message SET displayed = displayed + ?, tapped = tapped + ? WHERE id = ?")
        .bind(displayed ? 1 : 0)
        .bind(tapped ? 1 : 0)
        .bind(message)
        .run();
  }

  private static final String STATUS =
      "SELECT uuid, state, paused, created, due, expires, total, sent, failed, expired, cancelled,"
          + " displayed, tapped FROM message";

  private static MessageStatus readStatus(ResultSet row) throws SQLException {
    return new MessageStatus(
        UuidBytes.read(row.getBytes(1)),
        MessageState.ofCode(row.getInt(2)),
        row.getBoolean(3),
        Instant.ofEpochMilli(row.getLong(4)),
        Instant.ofEpochMilli(row.getLong(5)),
        Instant.ofEpochMilli(row.getLong(6)),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getLong(11),
        row.getLong(12),
        row.getLong(13));
  }
}
