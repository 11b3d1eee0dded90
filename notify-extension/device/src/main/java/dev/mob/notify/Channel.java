package dev.mob.notify;

import java.util.Objects;

/**
 * A kind of notification that the user can switch off or make silent by itself: Android's {@code
 * NotificationChannel} (API 26). Other platforms ignore it.
 *
 * @param id what messages name
 * @param name what the user reads in the settings
 */
public record Channel(String id, String name, Importance importance) {

  /** The channel of messages that name none, or one that is not declared. */
  public static final String STANDARD = "mob";

  /** How much it interrupts; afterwards the user alone changes that. */
  public enum Importance {
    /** No sound, collapsed. */
    LOW,
    /** A sound. */
    NORMAL,
    /** A sound and a banner. */
    HIGH
  }

  public Channel {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a channel has an id that is not empty");
    }
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(importance, "importance");
  }
}
