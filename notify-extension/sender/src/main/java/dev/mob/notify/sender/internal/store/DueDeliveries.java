package dev.mob.notify.sender.internal.store;

import dev.mob.notify.sender.ApnsEnvironment;
import dev.mob.notify.sender.DeliveryState;
import dev.mob.notify.sender.MessageState;
import dev.mob.notify.sender.WebPushKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The deliveries that wait for their turn, lane by lane: what may be sent now, and when next. */
public final class DueDeliveries {
  /** Deliveries to one person go before those of a fan-out, which may take minutes. */
  public static final int DIRECT = 0;

  public static final int BULK = 1;

  /** In the order in which they are served. */
  private static final int[] RANKS = {DIRECT, BULK};

  private final Session session;

  DueDeliveries(Session session) {
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
   * Takes up to {@code limit} deliveries of a lane that are due. What turns out to be cancelled,
   * paused, expired or addressed to a dead token on the way is settled instead.
   */
  public Claim claim(long lane, int limit, long now, Settlement settlement) throws SQLException {
    List<Claimed> claimed = new ArrayList<>();
    List<Long> ids = new ArrayList<>();
    int seen = 0;
    for (int rank : RANKS) {
      if (seen < limit) {
        seen += claimRank(lane, rank, limit - seen, now, claimed, ids, settlement);
      }
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
    for (int rank : RANKS) {
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

  /** Puts back what was claimed when the sender last ended, by whatever end. */
  public int recover() throws SQLException {
    return session.sql("UPDATE delivery SET state = 0 WHERE state = 1").run();
  }

  /**
   * Mends times that another clock wrote: a first attempt is due when it is queued, and no retry
   * waits longer than {@code longestDelay}.
   */
  public int bringForward(long lane, long now, long longestDelay) throws SQLException {
    return mend(
        "UPDATE delivery SET due = ?3 WHERE state = 0 AND lane = ?1 AND rank = ?2"
            + " AND due > ?3 AND (attempt = 0 OR due > ?4)",
        lane,
        now,
        now + longestDelay);
  }

  /** Takes a clock's step back out of the due times that were reckoned before it. */
  public int shift(long lane, long now, long millis) throws SQLException {
    return mend(
        "UPDATE delivery SET due = max(?3, due - ?4)"
            + " WHERE state = 0 AND lane = ?1 AND rank = ?2 AND due > ?3",
        lane,
        now,
        millis);
  }

  /** Runs it for each rank, since the index of what waits begins with lane and rank. */
  private int mend(String sql, long lane, long now, long millis) throws SQLException {
    int changed = 0;
    for (int rank : RANKS) {
      changed += session.sql(sql).bind(lane).bind(rank).bind(now).bind(millis).run();
    }
    return changed;
  }
}
