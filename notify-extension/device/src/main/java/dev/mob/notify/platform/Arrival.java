package dev.mob.notify.platform;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A message as the platform hands it over. Immutable.
 *
 * @param origin whether a server or the app itself has sent it
 * @param id what the platform calls it: the request identifier, {@code google.message_id}; for a
 *     local one {@link Alert#id()}. {@code null} when it has no name for it
 * @param shownAt for a local one, when it was shown, in milliseconds since 1970: the same when it
 *     comes in front and when it is tapped; 0 for a push
 * @param title what the platform showed or would show, without {@code mob_} keys; empty if nothing
 * @param body likewise
 * @param data flat: the app's keys and the sender's {@code mob_} keys ({@code docs/push-sender.md})
 */
public record Arrival(
    Origin origin, String id, long shownAt, String title, String body, Map<String, String> data) {
  public Arrival {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(body, "body");
    data = Collections.unmodifiableMap(new TreeMap<>(data));
  }

  /** Who has sent a message. */
  public enum Origin {
    /** A server, by the platform's push service. */
    PUSH,
    /** The app itself, by {@link PushPlatform#plan}. */
    LOCAL
  }

  /** A message that a server has sent. */
  public static Arrival push(String id, String title, String body, Map<String, String> data) {
    return new Arrival(Origin.PUSH, id, 0, title, body, data);
  }

  /** A local notification that was due. */
  public static Arrival local(Alert alert, long shownAt) {
    return new Arrival(
        Origin.LOCAL, alert.id(), shownAt, alert.title().text(), alert.body().text(), alert.data());
  }
}
