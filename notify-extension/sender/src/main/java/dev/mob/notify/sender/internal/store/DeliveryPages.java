package dev.mob.notify.sender.internal.store;

import dev.mob.notify.sender.DeliveryState;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Recipient;
import java.sql.SQLException;
import java.util.Collection;

/**
 * What is done to many deliveries of one message, a page at a time: queued, freed, ended, deleted.
 * A page and how far it went are one transaction, so a fan-out to a million devices goes on after a
 * crash where it was.
 */
public final class DeliveryPages {
  private final Session session;

  DeliveryPages(Session session) {
    this.session = session;
  }

  /** A page of a fan-out: how many were queued, the last device's number, whether it was full. */
  public record Page(long added, long last, boolean full) {}

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
    return page(audience.bind(sql, after, upto, limit), after, limit);
  }

  /** Frees a page of what is held; answers the last device's number and whether more may be. */
  public Page release(long message, long after, int limit, long now) throws SQLException {
    return page(
        session
            .sql(
                "UPDATE delivery SET state = 0, due = ?1, updated = ?1 WHERE id IN"
                    + " (SELECT id FROM delivery WHERE message = ?2 AND device > ?3 AND state = 5"
                    + " ORDER BY device LIMIT ?4) RETURNING device")
            .bind(now)
            .bind(message)
            .bind(after)
            .bind(limit),
        after,
        limit);
  }

  /** Ends a page of a message's open deliveries, as cancelled or expired. */
  public Page end(long message, DeliveryState state, long after, int limit, long now)
      throws SQLException {
    return page(
        session
            .sql(
                "UPDATE delivery SET state = ?1, updated = ?2 WHERE id IN (SELECT id FROM delivery"
                    + " WHERE message = ?3 AND device > ?4 AND state IN (0, 5) ORDER BY device"
                    + " LIMIT ?5) RETURNING device")
            .bind(state.code())
            .bind(now)
            .bind(message)
            .bind(after)
            .bind(limit),
        after,
        limit);
  }

  /** Deletes up to {@code limit} deliveries of a message; answers how many. */
  public int purge(long message, int limit) throws SQLException {
    return session
        .sql("DELETE FROM delivery WHERE id IN (SELECT id FROM delivery WHERE message = ? LIMIT ?)")
        .bind(message)
        .bind(limit)
        .run();
  }

  /** Runs what answers with the devices of a page. */
  private static Page page(Sql sql, long after, int limit) throws SQLException {
    long[] found = {0, after};
    sql.list(
        row -> {
          found[0]++;
          found[1] = Math.max(found[1], row.getLong(1));
          return null;
        });
    return new Page(found[0], found[1], found[0] == limit);
  }
}
