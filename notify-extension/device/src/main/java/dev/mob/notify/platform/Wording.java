package dev.mob.notify.platform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * What the user reads: plain text, or a key of the app's own strings, which the platform looks up
 * in the user's language (APNs' {@code loc-key}, Android's string resources).
 *
 * @param text what is shown when there is no key, or the app has no string of that key
 * @param key {@code null} for plain text
 * @param arguments for the placeholders of the app's string
 */
public record Wording(String text, String key, List<String> arguments) {
  /** Nothing to read. */
  public static final Wording NONE = plain("");

  public Wording {
    Objects.requireNonNull(text, "text");
    arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
  }

  public static Wording plain(String text) {
    return new Wording(text, null, Collections.<String>emptyList());
  }

  public boolean isEmpty() {
    return key == null && text.isEmpty();
  }
}
