package dev.mob.notify.sender.internal.store;

import dev.mob.notify.sender.DeliveryReceipt;
import dev.mob.notify.sender.DeliveryState;
import dev.mob.notify.sender.DeviceReport;
import dev.mob.notify.sender.DeviceToken;
import dev.mob.notify.sender.Platform;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is known of each delivery, and what the devices tell of it. */
public final class DeliveryReceipts {
  private final Session session;

  DeliveryReceipts(Session session) {
    this.session = session;
  }

  /** A page in the order of the devices' numbers. */
  public List<DeliveryReceipt> page(long message, UUID uuid, long after, int limit)
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
}
