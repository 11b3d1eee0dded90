package dev.mob.notify.sender;

/** What a device tells about a message that it received. */
public enum DeviceReport {
  /** The notification was shown, or a silent message was handled. */
  DISPLAYED,
  /** The user tapped it. Implies that it was displayed. */
  TAPPED
}
