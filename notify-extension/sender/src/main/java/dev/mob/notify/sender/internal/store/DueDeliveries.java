package dev.mob.notify.sender.internal.store;

import dev.mob.notify.sender.ApnsEnvironment;
import dev.mob.notify.sender.DeliveryState;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.WebPushKeys;
import dev.mob.notify.sender.internal.store.DeliveryTable.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;

/** The deliveries that wait for their turn, lane by lane: what may be sent now, and when next. */
public final class DueDeliveries {
  /** Deliveries to one person go before those of a fan-out, which may take minutes. */
  public static final int DIRECT = 0;

  public static final int BULK = 1;

  /** In the order in which they are served. */
  private static final int[] RANKS = {DIRECT, BULK};

  private static final String[] QUERIES = {query(DIRECT), query(BULK)};

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
   * @param payloads of their messages, by the messages' numbers; what was not read, the caller
   *     knows
   * @param nextDue when the next of the lane is due, or {@link Long#MAX_VALUE}
   * @param full whether the limit was reached, so that more may be due already
   */
  public record Claim(
      List<Claimed> claimed, Map<Long, String> payloads, long nextDue, boolean full) {}

  /** Nothing to send, and nothing to come. */
  public static Claim nothing() {
    return new Claim(List.of(), Map.of(), Long.MAX_VALUE, false);
  }

  /**
   * What may be sent, or is no longer to be: then the second column says why, and is 0 otherwise.
   * The payload is read with a direct delivery, of which each has another; those of a fan-out share
   * one.
   */
  private static String query(int rank) {
    return "SELECT d.id,"
        + " CASE WHEN m.state = 4 THEN 1 WHEN m.paused THEN 2 WHEN m.expires < ? THEN 3"
        + " WHEN v.id IS NULL THEN 4 WHEN v.invalid_at IS NOT NULL THEN 5 ELSE 0 END,"
        + " d.message, m.uuid, d.device, v.token, d.attempt, m.due, m.created,"
        + " v.apns_topic, v.environment, v.p256dh, v.auth, d.reason, v.invalid_reason, "
        + (rank == DIRECT ? "m.payload" : "NULL")
        + " FROM delivery d CROSS JOIN message m ON m.id = d.message"
        + " LEFT JOIN device v ON v.id = d.device"
        + " WHERE d.state = 0 AND d.lane = ? AND d.rank = "
        + rank
        + " AND d.due <= ? ORDER BY d.due, d.id LIMIT ?";
  }

  /**
   * Takes up to {@code limit} deliveries of a lane that are due. What turns out to be cancelled,
   * paused, expired or addressed to a dead token on the way is settled instead.
   *
   * @param known the messages whose payloads need not be read
   */
  public Claim claim(long lane, int limit, long now, LongPredicate known, Settlement settlement)
      throws SQLException {
    Found found = new Found(known, settlement);
    for (int rank : RANKS) {
      if (found.seen < limit) {
        claimRank(lane, rank, limit - found.seen, now, found);
      }
    }
    List<Long> ids = found.claimed.stream().map(Claimed::id).toList();
    if (!ids.isEmpty()) {
      session
          .sql("UPDATE delivery SET state = 1 WHERE id IN (SELECT value FROM json_each(?))")
          .bind(Ids.json(ids))
          .run();
    }
    boolean full = found.seen == limit;
    return new Claim(found.claimed, found.payloads, full ? now : nextDue(lane), full);
  }

  /** What a claim gathers. */
  private static final class Found {
    private final LongPredicate known;
    private final Settlement settlement;
    private final List<Claimed> claimed = new ArrayList<>();
    private final Map<Long, String> payloads = new HashMap<>();
    private int seen;

    private Found(LongPredicate known, Settlement settlement) {
      this.known = known;
      this.settlement = settlement;
    }
  }

  private void claimRank(long lane, int rank, int limit, long now, Found found)
      throws SQLException {
    Platform platform = Lanes.platform(lane);
    session
        .sql(QUERIES[rank])
        .bind(now)
        .bind(lane)
        .bind(now)
        .bind(limit)
        .list(
            row -> {
              found.seen++;
              long id = row.getLong(1);
              int obstacle = row.getInt(2);
              if (obstacle != 0) {
                found.settlement.add(settled(id, obstacle, row));
                return null;
              }
              Claimed claimed = readClaimed(id, platform, row);
              found.claimed.add(claimed);
              long message = claimed.message();
              if (rank == DIRECT
                  && !found.known.test(message)
                  && !found.payloads.containsKey(message)) {
                found.payloads.put(message, row.getString(16));
              }
              return null;
            });
  }

  /** What becomes of a delivery that is not to be sent, by the number of the case in the query. */
  private static Change settled(long id, int obstacle, ResultSet row) throws SQLException {
    long message = row.getLong(3);
    int attempt = row.getInt(7);
    return switch (obstacle) {
      case 1 -> new Change(id, message, DeliveryState.CANCELLED, attempt, 0, null, null);
      case 2 -> new Change(id, message, DeliveryState.HELD, attempt, 0, null, null);
      case 3 -> {
        // Why the attempts failed says more than that the time is over.
        String last = row.getString(14);
        String reason = last == null ? "Expired" : last;
        yield new Change(id, message, DeliveryState.EXPIRED, attempt, 0, null, reason);
      }
      case 4 -> new Change(id, message, DeliveryState.FAILED, attempt, 0, null, "Unregistered");
      case 5 -> new Change(id, message, DeliveryState.FAILED, attempt, 0, null, row.getString(15));
      default -> throw new IllegalStateException("the query has no case " + obstacle);
    };
  }

  /** Reads no column that cannot have a value: each costs a call into native code. */
  private static Claimed readClaimed(long id, Platform platform, ResultSet row)
      throws SQLException {
    boolean apns = platform == Platform.APNS;
    int attempt = row.getInt(7);
    return new Claimed(
        id,
        row.getLong(3),
        UuidBytes.read(row.getBytes(4)),
        row.getLong(5),
        row.getString(6),
        apns ? Optional.ofNullable(row.getString(10)) : Optional.empty(),
        apns ? Optional.ofNullable(row.getString(11)).map(ApnsEnvironment::ofId) : Optional.empty(),
        platform == Platform.WEB_PUSH ? webPushKeys(row) : Optional.empty(),
        attempt,
        row.getLong(8),
        row.getLong(9),
        attempt == 0 ? Optional.empty() : Optional.ofNullable(row.getString(14)));
  }

  private static Optional<WebPushKeys> webPushKeys(ResultSet row) throws SQLException {
    String p256dh = row.getString(12);
    String auth = row.getString(13);
    return p256dh == null || auth == null
        ? Optional.empty()
        : Optional.of(new WebPushKeys(p256dh, auth));
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
