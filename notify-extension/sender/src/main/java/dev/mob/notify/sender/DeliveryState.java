package dev.mob.notify.sender;

/** Where the delivery of a message to one device is. */
public enum DeliveryState {
  /** On disk, to be sent now or after a back-off. */
  WAITING(0),
  /** Handed to the platform, whose answer is not on disk yet. After a crash it is WAITING again. */
  CLAIMED(1),
  /** The platform has accepted it. */
  SENT(2),
  /** The platform refused it for good; the receipt has the reason. */
  FAILED(3),
  /** Its time to live ended before the platform accepted it. */
  EXPIRED(4),
  /** Waits for its message to be due or resumed. */
  HELD(5),
  /** Its message was cancelled before it was sent. */
  CANCELLED(6);

  private final int code;

  DeliveryState(int code) {
    this.code = code;
  }

  /** The number that stands for this state in the database; it never changes. */
  public int code() {
    return code;
  }

  /** Whether nothing more will happen to it. */
  public boolean isFinal() {
    return this == SENT || this == FAILED || this == EXPIRED || this == CANCELLED;
  }

  /** The state with this {@link #code()}. */
  public static DeliveryState ofCode(int code) {
    return values()[code];
  }
}
