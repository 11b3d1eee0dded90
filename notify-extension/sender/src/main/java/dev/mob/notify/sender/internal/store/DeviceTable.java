package dev.mob.notify.sender.internal.store;

import dev.mob.notify.sender.ApnsEnvironment;
import dev.mob.notify.sender.Device;
import dev.mob.notify.sender.DeviceToken;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Registration;
import dev.mob.notify.sender.WebPushKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The registry of devices with their tags and topics. */
public final class DeviceTable {
  private static final String COLUMNS =
      "id, platform, token, user, apns_topic, environment, p256dh, auth, seen, invalid_at";

  private final Session session;

  DeviceTable(Session session) {
    this.session = session;
  }

  /** A device with its row's number. */
  public record Row(long id, Device device) {}

  /** What a delivery needs to know of a device that it was addressed to by token. */
  public record Address(long id, boolean invalid) {}

  /** Inserts or refreshes a device that reported itself at {@code now}; it is valid again. */
  public void register(long app, Registration registration, long now) throws SQLException {
    DeviceToken token = registration.token();
    session
        .sql(
            "INSERT INTO device"
                + " (app, platform, token, user, apns_topic, environment, p256dh, auth, seen)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (app, platform, token) DO UPDATE SET"
                + " user = excluded.user,"
                + " apns_topic = coalesce(excluded.apns_topic, apns_topic),"
                + " environment = coalesce(excluded.environment, environment),"
                + " p256dh = coalesce(excluded.p256dh, p256dh),"
                + " auth = coalesce(excluded.auth, auth),"
                + " seen = excluded.seen, invalid_at = NULL, invalid_reason = NULL")
        .bind(app)
        .bind(token.platform().code())
        .bind(token.value())
        .bind(registration.user().orElse(null))
        .bind(registration.apnsTopic().orElse(null))
        .bind(registration.apnsEnvironment().map(ApnsEnvironment::id).orElse(null))
        .bind(registration.webPushKeys().map(WebPushKeys::p256dh).orElse(null))
        .bind(registration.webPushKeys().map(WebPushKeys::auth).orElse(null))
        .bind(now)
        .run();
    if (registration.tags().isPresent() || registration.topics().isPresent()) {
      long device = address(app, token).orElseThrow().id();
      if (registration.tags().isPresent()) {
        setLabels(app, device, LabelKind.TAG, registration.tags().get());
      }
      if (registration.topics().isPresent()) {
        setLabels(app, device, LabelKind.TOPIC, registration.topics().get());
      }
    }
  }

  /** The device with this token, entered as never seen if it was unknown. */
  public Address addressOf(long app, DeviceToken token) throws SQLException {
    Optional<Address> known = address(app, token);
    if (known.isPresent()) {
      return known.get();
    }
    long id =
        session
            .sql("INSERT INTO device (app, platform, token, seen) VALUES (?, ?, ?, 0) RETURNING id")
            .bind(app)
            .bind(token.platform().code())
            .bind(token.value())
            .number(0);
    return new Address(id, false);
  }

  public Optional<Address> address(long app, DeviceToken token) throws SQLException {
    return session
        .sql(
            "SELECT id, invalid_at IS NOT NULL FROM device"
                + " WHERE app = ? AND platform = ? AND token = ?")
        .bind(app)
        .bind(token.platform().code())
        .bind(token.value())
        .first(row -> new Address(row.getLong(1), row.getBoolean(2)));
  }

  public Optional<Row> find(long app, DeviceToken token) throws SQLException {
    Optional<Row> found =
        session
            .sql("SELECT " + COLUMNS + " FROM device WHERE app = ? AND platform = ? AND token = ?")
            .bind(app)
            .bind(token.platform().code())
            .bind(token.value())
            .first(DeviceTable::read);
    return found.isPresent() ? Optional.of(labelled(found.get())) : found;
  }

  /** A page of devices in the order of their numbers, of one user or of all. */
  public List<Row> page(long app, Optional<String> user, long after, int limit)
      throws SQLException {
    Sql sql =
        user.isPresent()
            ? session
                .sql(
                    "SELECT "
                        + COLUMNS
                        + " FROM device WHERE app = ? AND user = ? AND id > ? ORDER BY id LIMIT ?")
                .bind(app)
                .bind(user.get())
            : session
                .sql(
                    "SELECT "
                        + COLUMNS
                        + " FROM device WHERE app = ? AND id > ? ORDER BY id LIMIT ?")
                .bind(app);
    List<Row> rows = sql.bind(after).bind(limit).list(DeviceTable::read);
    rows.replaceAll(this::labelledUnchecked);
    return rows;
  }

  /** Devices that were declared dead at or after this time, oldest first. */
  public List<Row> invalidatedSince(long app, long since, int limit) throws SQLException {
    List<Row> rows =
        session
            .sql(
                "SELECT "
                    + COLUMNS
                    + " FROM device WHERE app = ? AND invalid_at >= ? ORDER BY invalid_at LIMIT ?")
            .bind(app)
            .bind(since)
            .bind(limit)
            .list(DeviceTable::read);
    rows.replaceAll(this::labelledUnchecked);
    return rows;
  }

  public long highestId() throws SQLException {
    return session.sql("SELECT max(id) FROM device").number(0);
  }

  /** Removes the device and all that is known of it; its open deliveries fail. */
  public boolean delete(long app, DeviceToken token) throws SQLException {
    Optional<Address> known = address(app, token);
    if (known.isEmpty()) {
      return false;
    }
    session.sql("DELETE FROM label WHERE device = ?").bind(known.get().id()).run();
    session.sql("DELETE FROM device WHERE id = ?").bind(known.get().id()).run();
    return true;
  }

  /**
   * Declares the token dead unless the device has reported it after {@code asOf}.
   *
   * @return whether it was valid before and no longer is
   */
  public boolean invalidate(long device, long asOf, long now, String reason) throws SQLException {
    return session
            .sql(
                "UPDATE device SET invalid_at = ?, invalid_reason = ?"
                    + " WHERE id = ? AND invalid_at IS NULL AND seen <= ?")
            .bind(now)
            .bind(reason)
            .bind(device)
            .bind(asOf)
            .run()
        > 0;
  }

  public void learnEnvironment(long device, ApnsEnvironment environment) throws SQLException {
    session
        .sql("UPDATE device SET environment = ? WHERE id = ?")
        .bind(environment.id())
        .bind(device)
        .run();
  }

  public void addLabels(long app, long device, LabelKind kind, Collection<String> names)
      throws SQLException {
    for (String name : names) {
      session
          .sql("INSERT OR IGNORE INTO label (app, kind, name, device) VALUES (?, ?, ?, ?)")
          .bind(app)
          .bind(kind.code())
          .bind(name)
          .bind(device)
          .run();
    }
  }

  public void removeLabels(long app, long device, LabelKind kind, Collection<String> names)
      throws SQLException {
    for (String name : names) {
      session
          .sql("DELETE FROM label WHERE app = ? AND kind = ? AND name = ? AND device = ?")
          .bind(app)
          .bind(kind.code())
          .bind(name)
          .bind(device)
          .run();
    }
  }

  private void setLabels(long app, long device, LabelKind kind, Set<String> names)
      throws SQLException {
    session
        .sql("DELETE FROM label WHERE device = ? AND kind = ?")
        .bind(device)
        .bind(kind.code())
        .run();
    addLabels(app, device, kind, names);
  }

  private Set<String> labels(long device, LabelKind kind) throws SQLException {
    return new HashSet<>(
        session
            .sql("SELECT name FROM label WHERE device = ? AND kind = ?")
            .bind(device)
            .bind(kind.code())
            .list(row -> row.getString(1)));
  }

  private Row labelledUnchecked(Row row) {
    try {
      return labelled(row);
    } catch (SQLException e) {
      throw new dev.mob.notify.sender.OutboxException("the tags could not be read", e);
    }
  }

  private Row labelled(Row row) throws SQLException {
    Device device = row.device();
    return new Row(
        row.id(),
        new Device(
            device.token(),
            device.user(),
            labels(row.id(), LabelKind.TAG),
            labels(row.id(), LabelKind.TOPIC),
            device.apnsTopic(),
            device.apnsEnvironment(),
            device.webPushKeys(),
            device.seen(),
            device.invalidated()));
  }

  private static Row read(ResultSet row) throws SQLException {
    String p256dh = row.getString(7);
    String auth = row.getString(8);
    long invalidAt = row.getLong(10);
    boolean valid = row.wasNull();
    return new Row(
        row.getLong(1),
        new Device(
            new DeviceToken(Platform.ofCode(row.getInt(2)), row.getString(3)),
            Optional.ofNullable(row.getString(4)),
            Set.of(),
            Set.of(),
            Optional.ofNullable(row.getString(5)),
            Optional.ofNullable(row.getString(6)).map(ApnsEnvironment::ofId),
            p256dh == null || auth == null
                ? Optional.empty()
                : Optional.of(new WebPushKeys(p256dh, auth)),
            Instant.ofEpochMilli(row.getLong(9)),
            valid ? Optional.empty() : Optional.of(Instant.ofEpochMilli(invalidAt))));
  }
}
