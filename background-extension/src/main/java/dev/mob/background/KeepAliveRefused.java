package dev.mob.background;

import java.util.Objects;

/**
 * The platform does not let the app stay awake. The message says what is in the way and how to mend
 * it; leases that are held stay.
 */
public final class KeepAliveRefused extends RuntimeException {
  private final Reason reason;

  /** What is in the way. */
  public enum Reason {
    /** The user has not granted a permission, or has revoked it. */
    MISSING_PERMISSION,
    /** The app's manifest or Info.plist does not declare what the type takes. */
    NOT_DECLARED,
    /** The platform starts this only while the app is in front. */
    BACKGROUND_START,
    /** The platform's time for this type is used up. */
    QUOTA_USED_UP,
    /** The platform has nothing for this type. */
    UNSUPPORTED
  }

  /**
   * @param mend what to do about it, as a sentence
   */
  public KeepAliveRefused(Reason reason, String cause, String mend) {
    super(cause + "; " + mend);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  public Reason reason() {
    return reason;
  }
}
