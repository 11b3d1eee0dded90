package dev.mob.notify.sender;

import java.util.List;
import java.util.Objects;

/**
 * A text that the device looks up in its own language: a key of the app's string resources and the
 * arguments that fill its placeholders (APNs {@code loc-key}, FCM {@code body_loc_key}).
 */
public record LocalizedText(String key, List<String> arguments) {

  public LocalizedText {
    Objects.requireNonNull(key, "key");
    arguments = List.copyOf(arguments);
  }

  public LocalizedText(String key, String... arguments) {
    this(key, List.of(arguments));
  }
}
