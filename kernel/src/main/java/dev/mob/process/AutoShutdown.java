package dev.mob.process;

/** When a supervisor ends by itself: OTP {@code supervisor}, "Auto Shutdown". */
public enum AutoShutdown {
  NEVER,
  /** When any significant child has ended by itself. */
  ANY_SIGNIFICANT,
  /** When the last significant child has ended by itself. */
  ALL_SIGNIFICANT
}
