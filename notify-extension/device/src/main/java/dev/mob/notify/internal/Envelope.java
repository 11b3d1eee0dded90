package dev.mob.notify.internal;

import dev.mob.notify.Channel;
import dev.mob.notify.Notification;
import dev.mob.notify.Presentation;
import dev.mob.notify.Source;
import dev.mob.notify.platform.Alert;
import dev.mob.notify.platform.Arrival;
import dev.mob.notify.platform.Wording;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A message as it came, with the sender's {@code mob_} keys understood ({@code
 * docs/push-sender.md}, "The envelope"). Immutable.
 */
final class Envelope {
  private static final String PREFIX = "mob_";

  private final Arrival arrival;
  private final Map<String, String> data;
  private final String id;
  private final boolean known;

  private Envelope(Arrival arrival, String id, boolean known) {
    this.arrival = arrival;
    this.data = arrival.data();
    this.id = id;
    this.known = known;
  }

  /** Opens it; a message without any id gets one, so it is never taken for another one. */
  static Envelope of(Arrival arrival) {
    String id = arrival.data().get("mob_id");
    boolean known = arrival.origin() != Arrival.Origin.LOCAL && id != null && !id.isEmpty();
    if (!known) {
      id = arrival.id();
    }
    return new Envelope(
        arrival, id == null || id.isEmpty() ? "unnamed-" + UUID.randomUUID() : id, known);
  }

  String id() {
    return id;
  }

  /** Whether the id is one that our sender gave, and knows again. */
  boolean isKnown() {
    return known;
  }

  boolean isLocal() {
    return arrival.origin() == Arrival.Origin.LOCAL;
  }

  /** By what another delivery of the same is known: a repeated local one comes again each day. */
  String deliveredKey() {
    return isLocal() ? "local/" + id + "@" + arrival.shownAt() : "push/" + id;
  }

  /** By what it is known that the extension has shown it. */
  String shownKey() {
    return "shown/" + id;
  }

  /** Whether there is nothing to show. */
  boolean isSilent() {
    return "1".equals(data.get("mob_silent")) || (title().isEmpty() && body().isEmpty());
  }

  Wording title() {
    return wording("mob_title", arrival.title());
  }

  Wording body() {
    return wording("mob_body", arrival.body());
  }

  private Wording wording(String key, String shown) {
    String text = shown.isEmpty() ? data.getOrDefault(key, "") : shown;
    String localized = data.get(key + "_loc");
    List<String> arguments =
        localized == null
            ? Collections.<String>emptyList()
            : JsonStrings.array(data.get(key + "_loc_args"));
    return new Wording(text, localized, arguments);
  }

  /** What the platform is to show. All of the data go along: a tap brings them back. */
  Alert alert() {
    return new Alert(
        id,
        title(),
        body(),
        data,
        Collections.emptyList(),
        new Alert.Look(
            data.getOrDefault("mob_channel", Channel.STANDARD),
            data.get("mob_category"),
            data.get("mob_subtitle"),
            data.get("mob_sound"),
            number(data.get("mob_badge")),
            data.get("mob_image"),
            data.get("mob_thread"),
            data.get("mob_level")));
  }

  private static Integer number(String text) {
    try {
      return text == null ? null : Integer.valueOf(text);
    } catch (NumberFormatException e) {
      return null; // another sender's; a wrong badge is no reason to show nothing
    }
  }

  Notification notification(Presentation presentation, String action, String text, long now) {
    Map<String, String> own = new TreeMap<>();
    for (Map.Entry<String, String> entry : data.entrySet()) {
      if (!entry.getKey().startsWith(PREFIX)) {
        own.put(entry.getKey(), entry.getValue());
      }
    }
    return new Notification(
        id,
        title().text(),
        body().text(),
        own,
        isLocal() ? Source.LOCAL : Source.PUSH,
        presentation,
        action,
        text,
        Instant.ofEpochMilli(now),
        1);
  }
}
