package dev.mob.process;

/** Which children a supervisor restarts when one ends: OTP {@code supervisor}, "Strategy". */
public enum Strategy {
  /** Only the one that ended. */
  ONE_FOR_ONE,
  /** All of them. */
  ONE_FOR_ALL,
  /** The one that ended and those that were started after it. */
  REST_FOR_ONE
}
