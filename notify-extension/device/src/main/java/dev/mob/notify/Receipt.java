package dev.mob.notify;

import java.time.Instant;
import java.util.Objects;

/**
 * What the server that sent a message is to hear of it: that it was shown, or that the user has
 * tapped it. Immutable.
 *
 * @param message the id that the sender gave the message, its {@code mob_id}
 * @param at when it happened, by this device's clock
 */
public record Receipt(String message, Event event, Instant at) {

  /** What has happened. */
  public enum Event {
    /**
     * It was shown; or, when there was nothing to show or the app was in front, all its handlers
     * have acknowledged it.
     */
    DISPLAYED,
    /** The user has tapped it, or one of its actions. Implies {@link #DISPLAYED}. */
    TAPPED
  }

  public Receipt {
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(at, "at");
  }
}
