package dev.mob.notify.sender;

/** How soon the platform shall deliver. */
public enum Priority {
  /** At once, waking the device (APNs 10, FCM HIGH, Web Push high). */
  HIGH("high"),
  /** When it suits the device's power budget (APNs 5, FCM NORMAL, Web Push normal). */
  NORMAL("normal"),
  /** Without waking the device (APNs 5, FCM NORMAL, Web Push low). */
  LOW("low");

  private final String id;

  Priority(String id) {
    this.id = id;
  }

  /** The name in JSON. */
  public String id() {
    return id;
  }
}
