package dev.mob.process;

/** The message that comes when no other came within a callback's idle time-out. */
public enum Timeout {
  TIMEOUT
}
