package dev.mob.notify.sender.internal.store;

import dev.mob.notify.sender.ApnsEnvironment;
import dev.mob.notify.sender.DeliveryReceipt;
import dev.mob.notify.sender.DeliveryState;
import dev.mob.notify.sender.DeviceReport;
import dev.mob.notify.sender.DeviceToken;
import dev.mob.notify.sender.MessageState;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Recipient;
import dev.mob.notify.sender.WebPushKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The deliveries: one row for each message at each device. */
public final class DeliveryTable {
  /** Deliveries to one person go before those of a fan-out, which may take minutes. */
  public static final int DIRECT = 0;

  public static final int BULK = 1;

  private final Session session;

  DeliveryTable(Session session) {
    this.session = session;
  }

  /** A delivery that was taken for sending, with all that sending needs but the payload. */
  public record Claimed(
      long id,
      long message,
      UUID uuid,
      long device,
      String token,
      Optional<String> apnsTopic,
      Optional<ApnsEnvironment> environment,
      Optional<WebPushKeys> webPushKeys,
      int attempt,
      long due,
      long created,
      Optional<String> lastReason) {}

  /**
   * What a claim found.
   *
   * @param claimed deliveries to send now
   * @param nextDue when the next of the lane is due, or {@link Long#MAX_VALUE}
   * @param full whether the limit was reached, so that more may be due already
   */
  public record Claim(List<Claimed> claimed, long nextDue, boolean full) {}

  /**
   * How an attempt changes a delivery.
   *
   * @param id the delivery
   * @param message its message
   * @param state what it becomes
   * @param attempt completed attempts from now on
   * @param due when to try again, if it waits
   * @param providerId the platform's id, or null
   * @param reason why it was not sent, or null
   */
  public record Change(
      long id,
      long message,
      DeliveryState state,
      int attempt,
      long due,
      String providerId,
      String reason) {}

  /** A page of a fan-out: how many were queued, the last device's number, whether it was full. */
  public record Page(long added, long last, boolean full) {}

  /** Queues one delivery to a device; a second of the same message to it is ignored. */
  public boolean insert(
      long message, long device, long lane, DeliveryState state, long due, String reason, long now)
      throws SQLException {
    return session
            .sql(
                "INSERT OR IGNORE INTO delivery"
                    + " (message, device, lane, state, due, rank, reason, updated)"
                    + " VALUES (?, ?, ?, ?, ?, 0, ?, ?)")
            .bind(message)
            .bind(device)
            .bind(lane)
            .bind(state.code())
            .bind(due)
            .bind(reason)
            .bind(now)
            .run()
        > 0;
  }

  /** Queues the next page of a user's, topic's or tag expression's deliveries. */
  public Page insertPage(
      long message,
      long app,
      Recipient recipient,
      Collection<Platform> platforms,
      long after,
      long upto,
      int limit,
      int rank,
      long now)
      throws SQLException {
    Audience audience = Audience.of(app, recipient, platforms);
    Sql sql =
        session
            .sql(
                "INSERT INTO delivery (message, device, lane, state, due, rank, updated)"
                    + " SELECT ?, a.id, ? + a.platform, 0, ?, ?, ? FROM ("
                    + audience.sql()
                    + ") a RETURNING device")
            .bind(message)
            .bind(app * Lanes.PLATFORMS)
            .bind(now)
            .bind(rank)
            .bind(now);
    long[] found = {0, after};
    audience
        .bind(sql, after, upto, limit)
        .list(
            row -> {
              found[0]++;
              found[1] = Math.max(found[1], row.getLong(1));
              return null;
            });
    return new Page(found[0], found[1], found[0] == limit);
  }

  /** How many devices a recipient has now. */
  public long count(long app, Recipient recipient, Collection<Platform> platforms)
      throws SQLException {
    Audience audience = Audience.of(app, recipient, platforms);
    return audience
        .bind(
            session.sql("SELECT count(*) FROM (" + audience.sql() + ")"),
            0,
            Long.MAX_VALUE,
            Integer.MAX_VALUE)
        .number(0);
  }

  /**
   * Takes up to {@code limit} deliveries of a lane that are due. What turns out to be cancelled,
   * paused, expired or addressed to a dead token on the way is settled instead.
   */
  public Claim claim(long lane, int limit, long now, Settlement settlement) throws SQLException {
    List<Claimed> claimed = new ArrayList<>();
    List<Long> ids = new ArrayList<>();
    int seen = 0;
    for (int rank = DIRECT; rank <= BULK && seen < limit; rank++) {
      seen += claimRank(lane, rank, limit - seen, now, claimed, ids, settlement);
    }
    Sql take = session.sql("UPDATE delivery SET state = 1 WHERE id = ?");
    for (long id : ids) {
      take.bind(id).addBatch();
    }
    take.runBatch();
    boolean full = seen == limit;
    return new Claim(claimed, full ? now : nextDue(lane), full);
  }

  private int claimRank(
      long lane,
      int rank,
      int limit,
      long now,
      List<Claimed> claimed,
      List<Long> ids,
      Settlement settlement)
      throws SQLException {
    int[] seen = {0};
    session
        .sql(
            "SELECT d.id, d.message, m.uuid, d.device, v.token, v.apns_topic, v.environment,"
                + " v.p256dh, v.auth, d.attempt, m.due, m.created, m.state, m.paused, m.expires,"
                + " v.invalid_at, v.invalid_reason, d.reason"
                + " FROM delivery d CROSS JOIN message m ON m.id = d.message"
                + " LEFT JOIN device v ON v.id = d.device"
                + " WHERE d.state = 0 AND d.lane = ? AND d.rank = ? AND d.due <= ?"
                + " ORDER BY d.due, d.id LIMIT ?")
        .bind(lane)
        .bind(rank)
        .bind(now)
        .bind(limit)
        .list(
            row -> {
              seen[0]++;
              long id = row.getLong(1);
              long message = row.getLong(2);
              int attempt = row.getInt(10);
              if (row.getInt(13) == MessageState.CANCELLED.code()) {
                settlement.settle(id, message, DeliveryState.CANCELLED, attempt, null);
              } else if (row.getBoolean(14)) {
                settlement.settle(id, message, DeliveryState.HELD, attempt, null);
              } else if (row.getLong(15) < now) {
                // Why the attempts failed says more than that the time is over.
                String reason = row.getString(18) == null ? "Expired" : row.getString(18);
                settlement.settle(id, message, DeliveryState.EXPIRED, attempt, reason);
              } else if (row.getString(5) == null) {
                settlement.settle(id, message, DeliveryState.FAILED, attempt, "Unregistered");
              } else if (row.getObject(16) != null) {
                settlement.settle(id, message, DeliveryState.FAILED, attempt, row.getString(17));
              } else {
                ids.add(id);
                claimed.add(readClaimed(row));
              }
              return null;
            });
    return seen[0];
  }

  private static Claimed readClaimed(ResultSet row) throws SQLException {
    String p256dh = row.getString(8);
    String auth = row.getString(9);
    return new Claimed(
        row.getLong(1),
        row.getLong(2),
        UuidBytes.read(row.getBytes(3)),
        row.getLong(4),
        row.getString(5),
        Optional.ofNullable(row.getString(6)),
        Optional.ofNullable(row.getString(7)).map(ApnsEnvironment::ofId),
        p256dh == null || auth == null
            ? Optional.empty()
            : Optional.of(new WebPushKeys(p256dh, auth)),
        row.getInt(10),
        row.getLong(11),
        row.getLong(12),
        Optional.ofNullable(row.getString(18)));
  }

  private long nextDue(long lane) throws SQLException {
    long next = Long.MAX_VALUE;
    for (int rank = DIRECT; rank <= BULK; rank++) {
      next =
          Math.min(
              next,
              session
                  .sql("SELECT min(due) FROM delivery WHERE state = 0 AND lane = ? AND rank = ?")
                  .bind(lane)
                  .bind(rank)
                  .number(Long.MAX_VALUE));
    }
    return next;
  }

  /** Writes what attempts came to. */
  public void apply(List<Change> changes, long now) throws SQLException {
    Sql sql =
        session.sql(
            "UPDATE delivery SET state = ?, attempt = ?, due = ?, provider_id = ?, reason = ?,"
                + " updated = ? WHERE id = ?");
    for (Change change : changes) {
      sql.bind(change.state().code())
          .bind(change.attempt())
          .bind(change.due())
          .bind(change.providerId())
          .bind(change.reason())
          .bind(now)
          .bind(change.id())
          .addBatch();
    }
    sql.runBatch();
  }

  /** Puts back what was claimed when the sender last ended, by whatever end. */
  public int recover() throws SQLException {
    return session.sql("UPDATE delivery SET state = 0 WHERE state = 1").run();
  }

  /**
   * Mends times that another clock wrote: a first attempt is due when it is queued, and no retry
   * waits longer than {@code longestDelay}.
   */
  public int bringForward(long lane, long now, long longestDelay) throws SQLException {
    int changed = 0;
    for (int rank = DIRECT; rank <= BULK; rank++) {
      changed +=
          session
              .sql(
                  "UPDATE delivery SET due = ?1 WHERE state = 0 AND lane = ?2 AND rank = ?3"
                      + " AND due > ?1 AND (attempt = 0 OR due > ?4)")
              .bind(now)
              .bind(lane)
              .bind(rank)
              .bind(now + longestDelay)
              .run();
    }
    return changed;
  }

  /** Takes a clock's step back out of the due times that were reckoned before it. */
  public int shift(long lane, long now, long millis) throws SQLException {
    int changed = 0;
    for (int rank = DIRECT; rank <= BULK; rank++) {
      changed +=
          session
              .sql(
                  "UPDATE delivery SET due = max(?1, due - ?2)"
                      + " WHERE state = 0 AND lane = ?3 AND rank = ?4 AND due > ?1")
              .bind(now)
              .bind(millis)
              .bind(lane)
              .bind(rank)
              .run();
    }
    return changed;
  }

  /** Frees a page of what is held; answers the last device's number and whether more may be. */
  public Page release(long message, long after, int limit, long now) throws SQLException {
    long[] found = {0, after};
    session
        .sql(
            "UPDATE delivery SET state = 0, due = ?1, updated = ?1 WHERE id IN"
                + " (SELECT id FROM delivery WHERE message = ?2 AND device > ?3 AND state = 5"
                + " ORDER BY device LIMIT ?4) RETURNING device")
        .bind(now)
        .bind(message)
        .bind(after)
        .bind(limit)
        .list(
            row -> {
              found[0]++;
              found[1] = Math.max(found[1], row.getLong(1));
              return null;
            });
    return new Page(found[0], found[1], found[0] == limit);
  }

  /** Ends a page of a message's open deliveries, as cancelled or expired. */
  public Page end(long message, DeliveryState state, long after, int limit, long now)
      throws SQLException {
    long[] found = {0, after};
    session
        .sql(
            "UPDATE delivery SET state = ?1, updated = ?2 WHERE id IN"
                + " (SELECT id FROM delivery WHERE message = ?3 AND device > ?4 AND state IN (0, 5)"
                + " ORDER BY device LIMIT ?5) RETURNING device")
        .bind(state.code())
        .bind(now)
        .bind(message)
        .bind(after)
        .bind(limit)
        .list(
            row -> {
              found[0]++;
              found[1] = Math.max(found[1], row.getLong(1));
              return null;
            });
    return new Page(found[0], found[1], found[0] == limit);
  }

  /** Deletes up to {@code limit} deliveries of a message; answers how many. */
  public int purge(long message, int limit) throws SQLException {
    return session
        .sql("DELETE FROM delivery WHERE id IN (SELECT id FROM delivery WHERE message = ? LIMIT ?)")
        .bind(message)
        .bind(limit)
        .run();
  }

  /** A page of receipts in the order of the devices' numbers. */
  public List<DeliveryReceipt> receipts(long message, UUID uuid, long after, int limit)
      throws SQLException {
    return session
        .sql(
            "SELECT d.device, d.lane, v.token, d.state, d.attempt, d.provider_id, d.reason,"
                + " d.updated, d.displayed, d.tapped FROM delivery d"
                + " LEFT JOIN device v ON v.id = d.device"
                + " WHERE d.message = ? AND d.device > ? ORDER BY d.device LIMIT ?")
        .bind(message)
        .bind(after)
        .bind(limit)
        .list(
            row -> {
              String token = row.getString(3);
              return new DeliveryReceipt(
                  uuid,
                  new DeviceToken(
                      Platform.ofCode((int) (row.getLong(2) % Lanes.PLATFORMS)),
                      token == null ? "(unregistered)" : token),
                  DeliveryState.ofCode(row.getInt(4)),
                  row.getInt(5),
                  Optional.ofNullable(row.getString(6)),
                  Optional.ofNullable(row.getString(7)),
                  Instant.ofEpochMilli(row.getLong(8)),
                  time(row, 9),
                  time(row, 10),
                  row.getLong(1));
            });
  }

  private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  /** Notes what a device tells; the first report of each kind counts. */
  public boolean report(long message, long device, DeviceReport report, long at)
      throws SQLException {
    boolean displayed = note("displayed", message, device, at);
    boolean tapped = report == DeviceReport.TAPPED && note("tapped", message, device, at);
    if (displayed || tapped) {
      new MessageTable(session).countReport(message, displayed, tapped);
    }
    return displayed || tapped;
  }

  private boolean note(String column, long message, long device, long at) throws SQLException {
    return session
            .sql(
                "UPDATE delivery SET "
                    + column
                    + " = ? WHERE message = ? AND device = ? AND "
                    + column
                    + " IS NULL")
            .bind(at)
            .bind(message)
            .bind(device)
            .run()
        > 0;
  }

  /** Gathers what was settled without an attempt, and the counts that follow. */
  public static final class Settlement {
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
}
