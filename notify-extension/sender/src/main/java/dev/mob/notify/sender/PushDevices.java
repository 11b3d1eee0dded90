package dev.mob.notify.sender;

import dev.mob.notify.sender.internal.message.MessageRules;
import dev.mob.notify.sender.internal.store.DeviceTable.Address;
import dev.mob.notify.sender.internal.store.DeviceTable.Row;
import dev.mob.notify.sender.internal.store.LabelKind;
import dev.mob.notify.sender.internal.store.Reader;
import dev.mob.notify.sender.internal.store.Tables;
import dev.mob.notify.sender.internal.store.Writer;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The registry of an app's devices: whose they are, their tags and topics, and whether their tokens
 * still work. Changes are on disk when a method returns.
 */
public final class PushDevices {

  /** Has the writer do something. */
  interface Write {
    <T> CompletableFuture<T> submit(Writer.Work<T> work);
  }

  private final PushApp app;
  private final long appId;
  private final Write write;
  private final Reader reader;
  private final InstantSource clock;

  PushDevices(PushApp app, long appId, Write write, Reader reader, InstantSource clock) {
    this.app = app;
    this.appId = appId;
    this.write = write;
    this.reader = reader;
    this.clock = clock;
  }

  /**
   * A page of devices.
   *
   * @param devices in the order in which they were first registered
   * @param cursor where the next page begins; absent on the last
   */
  public record Page(List<Device> devices, Optional<Long> cursor) {}

  /**
   * Enters a device, or what is new of it. An app calls this on each start: it also says that the
   * token is alive, so a token that was declared dead before is valid again.
   *
   * @throws InvalidMessageException when a name or the token has a wrong form
   */
  public void register(Registration registration) {
    PushSender.join(registerAsync(registration));
  }

  /** {@link #register} without waiting for the disk. */
  public CompletableFuture<Void> registerAsync(Registration registration) {
    check(registration);
    long now = clock.millis();
    return write.submit(
        tables -> {
          tables.devices().register(appId, registration, now);
          return null;
        });
  }

  private void check(Registration registration) {
    List<Problem> problems = new ArrayList<>();
    MessageRules.checkToken("device", registration.token(), app.providers().keySet(), problems);
    registration
        .user()
        .ifPresent(user -> MessageRules.checkName("device.user", "user", user, problems));
    checkNames("device.tags", "tag", registration.tags().orElse(Set.of()), problems);
    checkNames("device.topics", "topic", registration.topics().orElse(Set.of()), problems);
    if (registration.token().platform() == Platform.WEB_PUSH
        && registration.webPushKeys().isEmpty()) {
      problems.add(new Problem("device.webPushKeys", "are missing: p256dh and auth"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidMessageException(problems);
    }
  }

  private static void checkNames(
      String path, String what, Collection<String> names, List<Problem> problems) {
    names.forEach(name -> MessageRules.checkName(path, what, name, problems));
  }

  /**
   * Gives a device's tags, topics and user to the token that replaces its own, and forgets the old
   * one.
   *
   * @return whether the old token was known
   */
  public boolean replace(DeviceToken old, DeviceToken replacement) {
    List<Problem> problems = new ArrayList<>();
    MessageRules.checkToken("device", replacement, app.providers().keySet(), problems);
    if (!problems.isEmpty()) {
      throw new InvalidMessageException(problems);
    }
    long now = clock.millis();
    return PushSender.join(
        write.submit(
            tables -> {
              Optional<Row> known = tables.devices().find(appId, old);
              if (known.isEmpty()) {
                return false;
              }
              Device device = known.get().device();
              tables
                  .devices()
                  .register(
                      appId,
                      new Registration(
                          replacement,
                          device.user(),
                          Optional.of(device.tags()),
                          Optional.of(device.topics()),
                          device.apnsTopic(),
                          device.apnsEnvironment(),
                          device.webPushKeys()),
                      now);
              tables.devices().delete(appId, old);
              return true;
            }));
  }

  /**
   * Removes a device and all that is known of it; what waits for it fails.
   *
   * @return whether it was known
   */
  public boolean unregister(DeviceToken token) {
    return PushSender.join(write.submit(tables -> tables.devices().delete(appId, token)));
  }

  /**
   * Adds tags.
   *
   * @return whether the device is known
   */
  public boolean tag(DeviceToken token, String... tags) {
    return label(token, LabelKind.TAG, "device.tags", "tag", List.of(tags), true);
  }

  /**
   * Removes tags.
   *
   * @return whether the device is known
   */
  public boolean untag(DeviceToken token, String... tags) {
    return label(token, LabelKind.TAG, "device.tags", "tag", List.of(tags), false);
  }

  /**
   * Subscribes to topics.
   *
   * @return whether the device is known
   */
  public boolean subscribe(DeviceToken token, String... topics) {
    return label(token, LabelKind.TOPIC, "device.topics", "topic", List.of(topics), true);
  }

  /**
   * Unsubscribes from topics.
   *
   * @return whether the device is known
   */
  public boolean unsubscribe(DeviceToken token, String... topics) {
    return label(token, LabelKind.TOPIC, "device.topics", "topic", List.of(topics), false);
  }

  private boolean label(
      DeviceToken token,
      LabelKind kind,
      String path,
      String what,
      List<String> names,
      boolean add) {
    List<Problem> problems = new ArrayList<>();
    checkNames(path, what, names, problems);
    if (!problems.isEmpty()) {
      throw new InvalidMessageException(problems);
    }
    return PushSender.join(write.submit(tables -> label(tables, token, kind, names, add)));
  }

  private boolean label(
      Tables tables, DeviceToken token, LabelKind kind, List<String> names, boolean add)
      throws SQLException {
    Optional<Address> address = tables.devices().address(appId, token);
    if (address.isEmpty()) {
      return false;
    }
    long device = address.get().id();
    if (add) {
      tables.devices().addLabels(appId, device, kind, names);
    } else {
      tables.devices().removeLabels(appId, device, kind, names);
    }
    return true;
  }

  public Optional<Device> find(DeviceToken token) {
    return reader.read(tables -> tables.devices().find(appId, token)).map(Row::device);
  }

  /** The devices of a user; at most 1,000. */
  public List<Device> ofUser(String user) {
    return reader.read(tables -> tables.devices().page(appId, Optional.of(user), 0, 1_000)).stream()
        .map(Row::device)
        .toList();
  }

  /**
   * All devices, a page at a time.
   *
   * @param after the last page's cursor, 0 to begin
   * @param limit at most so many
   */
  public Page list(long after, int limit) {
    List<Row> rows =
        reader.read(tables -> tables.devices().page(appId, Optional.empty(), after, limit));
    return new Page(
        rows.stream().map(Row::device).toList(),
        rows.size() < limit ? Optional.empty() : Optional.of(rows.get(rows.size() - 1).id()));
  }

  /** Devices whose tokens the platform declared dead at or after this time, oldest first. */
  public List<Device> invalidatedSince(Instant since, int limit) {
    return reader
        .read(tables -> tables.devices().invalidatedSince(appId, since.toEpochMilli(), limit))
        .stream()
        .map(Row::device)
        .toList();
  }
}
