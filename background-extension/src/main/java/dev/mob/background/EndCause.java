package dev.mob.background;

/** Why a lease has ended. */
public enum EndCause {
  /** It was closed. */
  CLOSED,
  /** The process that owned it has ended. */
  OWNER_ENDED,
  /** The platform's time for it is used up, such as Android's six hours of data sync. */
  TIME_LIMIT,
  /** The user has revoked a permission that it takes. */
  PERMISSION_REVOKED,
  /** The user has stopped it. */
  STOPPED_BY_USER,
  /** The platform has stopped it for a reason of its own. */
  STOPPED_BY_SYSTEM,
  /** The extension has stopped, or the process that counts the leases was started again. */
  EXTENSION_STOPPED
}
