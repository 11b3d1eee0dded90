package dev.mob.notify.sender;

import java.util.Optional;

/**
 * What only Web Push has. Immutable.
 *
 * @param urgency the {@code Urgency} header (RFC 8030, section 5.3); absent means: from the
 *     priority
 * @param url what a tap opens
 */
public record WebPushOptions(Optional<Urgency> urgency, Optional<String> url) {
  private static final WebPushOptions NONE = new WebPushOptions(Optional.empty(), Optional.empty());

  /** How a device on battery treats the message. */
  public enum Urgency {
    VERY_LOW("very-low"),
    LOW("low"),
    NORMAL("normal"),
    HIGH("high");

    private final String id;

    Urgency(String id) {
      this.id = id;
    }

    /** The header's value. */
    public String id() {
      return id;
    }
  }

  /** No option set. */
  public static WebPushOptions none() {
    return NONE;
  }
}
