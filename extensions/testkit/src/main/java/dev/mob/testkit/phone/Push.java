package dev.mob.testkit.phone;

import java.util.Map;
import java.util.Objects;

/**
 * A message as APNs or FCM hands it to a phone.
 *
 * @param id what the push service calls it: {@code apns-id}, {@code google.message_id}
 * @param title what the operating system shows by itself, empty for nothing; APNs' {@code alert},
 *     FCM's {@code notification}
 * @param body likewise
 * @param data what comes along, flat
 * @param wakes whether it wakes the app: APNs' {@code content-available}, and each FCM message
 *     without a {@code notification}
 */
public record Push(String id, String title, String body, Map<String, String> data, boolean wakes) {
  public Push {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(body, "body");
    data = Map.copyOf(data);
  }

  /** One that wakes the app and shows nothing by itself: silent on iOS, FCM's data message. */
  public static Push waking(String id, Map<String, String> data) {
    return new Push(id, "", "", data, true);
  }

  /** One that the operating system shows: APNs' alert, FCM's notification message. */
  public static Push shown(String id, String title, String body, Map<String, String> data) {
    return new Push(id, title, body, data, false);
  }

  /** Whether the operating system has something to show. */
  public boolean hasAlert() {
    return !title.isEmpty() || !body.isEmpty();
  }
}
