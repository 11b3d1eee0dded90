package dev.mob.notify.sender;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A change to an iOS Live Activity (Apple, "Starting and updating Live Activities with ActivityKit
 * push notifications").
 *
 * @param event start, update or end
 * @param contentState the JSON object that the app decodes as its {@code ContentState}: strings,
 *     numbers, booleans, lists and maps with string keys
 * @param timestamp when the state was true; the device drops what is older than what it shows
 * @param staleDate when the device marks the activity as out of date
 * @param dismissalDate when an ended activity disappears
 * @param attributesType the Swift type of the attributes; needed for a start
 * @param attributes the JSON object of the attributes; needed for a start
 */
public record LiveActivity(
    Event event,
    Map<String, Object> contentState,
    Instant timestamp,
    Optional<Instant> staleDate,
    Optional<Instant> dismissalDate,
    Optional<String> attributesType,
    Map<String, Object> attributes) {

  /** What happens to the activity. */
  public enum Event {
    START("start"),
    UPDATE("update"),
    END("end");

    private final String id;

    Event(String id) {
      this.id = id;
    }

    /** The name on the wire. */
    public String id() {
      return id;
    }
  }

  public LiveActivity {
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(timestamp, "timestamp");
    contentState = Collections.unmodifiableMap(new LinkedHashMap<>(contentState));
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** An update that says only what is true now. */
  public static LiveActivity update(Map<String, Object> contentState, Instant timestamp) {
    return new LiveActivity(
        Event.UPDATE,
        contentState,
        timestamp,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  /** The last state, and when the device removes the activity. */
  public static LiveActivity end(
      Map<String, Object> contentState, Instant timestamp, Instant dismissalDate) {
    return new LiveActivity(
        Event.END,
        contentState,
        timestamp,
        Optional.empty(),
        Optional.of(dismissalDate),
        Optional.empty(),
        Map.of());
  }
}
