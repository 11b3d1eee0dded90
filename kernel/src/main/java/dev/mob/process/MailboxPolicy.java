package dev.mob.process;

/**
 * What becomes of a message when a bounded mailbox is full. Only messages that others send count
 * and are dropped; exits, downs, timers and responses always arrive.
 *
 * @param capacity how many messages may wait; 0 means unbounded
 */
public record MailboxPolicy(int capacity, Overflow overflow) {

  /** Which message gives way. */
  public enum Overflow {
    /** The new one; a call fails at once with {@code mailbox_full}. */
    REJECT,
    /** The one that has waited longest. */
    DROP_OLDEST,
    /** The new one; nobody is told but the counters. */
    DROP_NEWEST
  }

  /** No limit: Erlang's mailbox. */
  public static final MailboxPolicy UNBOUNDED = new MailboxPolicy(0, Overflow.REJECT);

  public MailboxPolicy {
    if (capacity < 0) {
      throw new IllegalArgumentException("a mailbox holds 0 (no limit) or more, not " + capacity);
    }
  }

  public static MailboxPolicy reject(int capacity) {
    return new MailboxPolicy(positive(capacity), Overflow.REJECT);
  }

  public static MailboxPolicy dropOldest(int capacity) {
    return new MailboxPolicy(positive(capacity), Overflow.DROP_OLDEST);
  }

  public static MailboxPolicy dropNewest(int capacity) {
    return new MailboxPolicy(positive(capacity), Overflow.DROP_NEWEST);
  }

  public boolean isBounded() {
    return capacity > 0;
  }

  private static int positive(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a bounded mailbox holds 1 or more, not " + capacity);
    }
    return capacity;
  }
}
