package dev.mob.notify.sender;

/**
 * Where a message is.
 *
 * <pre>
 * SCHEDULED ──due──▶ EXPANDING ──all deliveries queued──▶ SENDING ──none open──▶ DONE
 *     └───────────────────┴──────────cancel──────────────────┴──▶ CANCELLED
 * </pre>
 */
public enum MessageState {
  /** On disk; its time has not come. */
  SCHEDULED(0),
  /** Its deliveries are being queued, page by page. */
  EXPANDING(1),
  /** Every delivery is queued; some are open. */
  SENDING(2),
  /** No delivery is open any more: each is sent, failed or expired. */
  DONE(3),
  /** Called back; what had been sent stays sent. */
  CANCELLED(4);

  private final int code;

  MessageState(int code) {
    this.code = code;
  }

  /** The number that stands for this state in the database; it never changes. */
  public int code() {
    return code;
  }

  /** The state with this {@link #code()}. */
  public static MessageState ofCode(int code) {
    return values()[code];
  }
}
