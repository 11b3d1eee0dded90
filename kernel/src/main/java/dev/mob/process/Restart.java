package dev.mob.process;

/**
 * When a supervisor starts a child again that has ended: OTP {@code supervisor}, "Restart Type".
 */
public enum Restart {
  /** Always. */
  PERMANENT,
  /** When it ended with a reason that is not orderly ({@link ExitReason#isOrderly()}). */
  TRANSIENT,
  /** Never. */
  TEMPORARY
}
