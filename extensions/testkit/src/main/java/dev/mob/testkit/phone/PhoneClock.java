package dev.mob.testkit.phone;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The time that passes on the phone, the clock that the user may set, and what is due when. Used by
 * the phone's thread.
 */
final class PhoneClock {
  /** Where the phone is, whatever machine plays it: a story says the same on all of them. */
  static final ZoneId ZONE = ZoneOffset.UTC;

  private static final long START_OF_2026 = 1_767_225_600_000L;

  private final Agenda agenda = new Agenda();
  private long now;
  private long shift;

  /** Milliseconds since the story's beginning; nothing but time changes them. */
  long now() {
    return now;
  }

  /** What the clock shows, in milliseconds since 1970. */
  long millis() {
    return START_OF_2026 + now + shift;
  }

  /** Somebody sets the clock; no time passes. */
  void set(Duration by) {
    shift += by.toMillis();
  }

  /** Plans something for a time since the beginning. */
  Agenda.Item at(long millis, Runnable action) {
    return agenda.at(millis, action);
  }

  /** Plans something for as long from now. */
  Agenda.Item after(Duration wait, Runnable action) {
    return agenda.at(now + wait.toMillis(), action);
  }

  /** When the next thing is due; {@link Long#MAX_VALUE} when nothing is. */
  long next() {
    return agenda.next();
  }

  /** Takes what is due by now, one thing; {@code null} when nothing is. */
  Runnable due() {
    return agenda.due(now);
  }

  /** Lets time pass. */
  void advanceTo(long time) {
    now = time;
  }
}
