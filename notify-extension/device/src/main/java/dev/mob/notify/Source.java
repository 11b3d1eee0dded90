package dev.mob.notify;

/** Who has sent a notification. */
public enum Source {
  /** A server, by the platform's push service. */
  PUSH,
  /** The app itself, with {@link Notify#schedule}. */
  LOCAL
}
