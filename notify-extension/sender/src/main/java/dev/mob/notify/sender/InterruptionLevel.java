package dev.mob.notify.sender;

/**
 * How far a notification may intrude, in Apple's terms (UNNotificationInterruptionLevel). Android
 * decides by the channel instead; Web Push maps it to the urgency when none is set.
 */
public enum InterruptionLevel {
  PASSIVE("passive"),
  ACTIVE("active"),
  TIME_SENSITIVE("time-sensitive"),
  /** Needs Apple's critical-alerts entitlement. */
  CRITICAL("critical");

  private final String id;

  InterruptionLevel(String id) {
    this.id = id;
  }

  /** The name on the wire. */
  public String id() {
    return id;
  }
}
