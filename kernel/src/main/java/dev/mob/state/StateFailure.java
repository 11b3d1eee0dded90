package dev.mob.state;

import java.util.Objects;

/** Durable state could not be read or written. The message names the place and the mend. */
public final class StateFailure extends RuntimeException {
  private final Kind kind;

  /** What is the matter. */
  public enum Kind {
    /** The platform failed to read or write; it may work the next time. */
    IO,
    /** The file is damaged, or not one of ours. */
    CORRUPT,
    /** The disk is full, or the file has reached its limit; nothing was changed. */
    FULL,
    /** One value exceeds the limit for values; nothing was changed. */
    TOO_LARGE,
    /** The bytes of one value do not decode. */
    UNREADABLE,
    /** A newer version of the code wrote this namespace. */
    NEWER,
    /** The platform's key no longer opens what was sealed with it. */
    KEY_LOST,
    /** The store has been closed. */
    CLOSED
  }

  public StateFailure(Kind kind, String message) {
    this(kind, message, null);
  }

  public StateFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  public Kind kind() {
    return kind;
  }
}
