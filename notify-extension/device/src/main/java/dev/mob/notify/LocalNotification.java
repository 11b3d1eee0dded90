package dev.mob.notify;

import dev.mob.notify.platform.Planned;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A notification that the app shows by itself, now or later. Immutable; each method makes a changed
 * copy.
 *
 * <pre>{@code
 * notify.schedule(
 *     LocalNotification.of("tea", "Tea", "is ready").after(Duration.ofMinutes(4)));
 * }</pre>
 */
public final class LocalNotification {
  private final String id;
  private final String title;
  private final String body;
  private final Map<String, String> data;
  private final List<Action> actions;
  private final String channel;
  private final Planned.Trigger when;
  private final Duration after;

  private LocalNotification(
      String id,
      String title,
      String body,
      Map<String, String> data,
      List<Action> actions,
      String channel,
      Planned.Trigger when,
      Duration after) {
    this.id = id;
    this.title = title;
    this.body = body;
    this.data = data;
    this.actions = actions;
    this.channel = channel;
    this.when = when;
    this.after = after;
  }

  /**
   * Shown at once, unless one of the other methods says when.
   *
   * @param id another one with the same id takes its place; 1 to 200 characters
   */
  public static LocalNotification of(String id, String title, String body) {
    if (id.isEmpty() || id.length() > 200) {
      throw new IllegalArgumentException(
          "a notification's id has 1 to 200 characters, not " + id.length());
    }
    return new LocalNotification(
        id,
        Objects.requireNonNull(title, "title"),
        Objects.requireNonNull(body, "body"),
        Collections.<String, String>emptyMap(),
        Collections.<Action>emptyList(),
        Channel.STANDARD,
        null,
        Duration.ZERO);
  }

  /** Shown at this time; at once when that has passed. */
  public LocalNotification at(Instant time) {
    return triggered(new Planned.At(time.toEpochMilli()), null);
  }

  /** Shown this long after it was scheduled. */
  public LocalNotification after(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("a delay is not negative: " + delay);
    }
    return triggered(null, delay);
  }

  /** Shown each day at this time of the phone's time zone, until it is cancelled. */
  public LocalNotification daily(LocalTime time) {
    return triggered(new Planned.Daily(time), null);
  }

  /** Shown each week on this day at this time of the phone's time zone, until it is cancelled. */
  public LocalNotification weekly(DayOfWeek day, LocalTime time) {
    return triggered(new Planned.Weekly(day, time), null);
  }

  /** What comes back with it; keys that begin with {@code mob_} are taken. */
  public LocalNotification data(Map<String, String> data) {
    for (String key : data.keySet()) {
      if (key.startsWith("mob_")) {
        throw new IllegalArgumentException(
            "the key " + key + " is reserved; choose one that does not begin with mob_");
      }
    }
    return new LocalNotification(
        id,
        title,
        body,
        Collections.unmodifiableMap(new TreeMap<>(data)),
        actions,
        channel,
        when,
        after);
  }

  /** One more button below it. */
  public LocalNotification action(Action action) {
    List<Action> more = new ArrayList<>(actions);
    more.add(action);
    return new LocalNotification(
        id, title, body, data, Collections.unmodifiableList(more), channel, when, after);
  }

  /** The id of a {@link Channel}; {@link Channel#STANDARD} unless told. */
  public LocalNotification channel(String channel) {
    return new LocalNotification(
        id, title, body, data, actions, Objects.requireNonNull(channel, "channel"), when, after);
  }

  private LocalNotification triggered(Planned.Trigger when, Duration after) {
    return new LocalNotification(id, title, body, data, actions, channel, when, after);
  }

  /** The same with a fixed time in the place of a delay. */
  public LocalNotification resolved(long nowMillis) {
    return after == null ? this : triggered(new Planned.At(nowMillis + after.toMillis()), null);
  }

  public String id() {
    return id;
  }

  public String title() {
    return title;
  }

  public String body() {
    return body;
  }

  public Map<String, String> data() {
    return data;
  }

  public List<Action> actions() {
    return actions;
  }

  public String channel() {
    return channel;
  }

  /** When it is shown; empty for a delay that has not begun, since it is not scheduled yet. */
  public Optional<Planned.Trigger> when() {
    return Optional.ofNullable(when);
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof LocalNotification)) {
      return false;
    }
    LocalNotification that = (LocalNotification) other;
    return id.equals(that.id)
        && title.equals(that.title)
        && body.equals(that.body)
        && data.equals(that.data)
        && actions.equals(that.actions)
        && channel.equals(that.channel)
        && Objects.equals(when, that.when)
        && Objects.equals(after, that.after);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, when, after);
  }

  @Override
  public String toString() {
    return "LocalNotification[" + id + ", " + (when == null ? "after " + after : when) + "]";
  }
}
