package dev.mob.notify.sender.internal.store;

import dev.mob.notify.sender.DeliveryState;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Recipient;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** The deliveries: one row for each message at each device. */
public final class DeliveryTable {
  private final Session session;

  DeliveryTable(Session session) {
    this.session = session;
  }

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
}
