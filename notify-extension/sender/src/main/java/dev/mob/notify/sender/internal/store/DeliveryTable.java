package dev.mob.notify.sender.internal.store;

import dev.mob.notify.sender.DeliveryState;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Recipient;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The deliveries: one row for each message at each device. */
public final class DeliveryTable {
  private static final String WRITE =
      "UPDATE delivery SET state = ?, attempt = ?, due = ?, provider_id = ?, reason = ?,"
          + " updated = ?";

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

  /** What a change writes, whichever delivery it is of. */
  private record Written(
      DeliveryState state, int attempt, long due, String providerId, String reason) {}

  /** Writes what attempts came to: those that came to the same with one statement. */
  public void apply(List<Change> changes, long now) throws SQLException {
    Map<Written, List<Long>> deliveries = new LinkedHashMap<>();
    for (Change change : changes) {
      Written written =
          new Written(
              change.state(), change.attempt(), change.due(), change.providerId(), change.reason());
      deliveries.computeIfAbsent(written, none -> new ArrayList<>()).add(change.id());
    }
    Sql one = session.sql(WRITE + " WHERE id = ?");
    Sql many = session.sql(WRITE + " WHERE id IN (SELECT value FROM json_each(?))");
    for (Map.Entry<Written, List<Long>> entry : deliveries.entrySet()) {
      List<Long> ids = entry.getValue();
      if (ids.size() == 1) {
        bind(one, entry.getKey(), now).bind(ids.get(0).longValue()).addBatch();
      } else {
        bind(many, entry.getKey(), now).bind(Ids.json(ids)).addBatch();
      }
    }
    one.runBatch();
    many.runBatch();
  }

  private static Sql bind(Sql sql, Written written, long now) throws SQLException {
    return sql.bind(written.state().code())
        .bind(written.attempt())
        .bind(written.due())
        .bind(written.providerId())
        .bind(written.reason())
        .bind(now);
  }
}
