package dev.mob.host.ios.internal.push;

import dev.mob.notify.platform.Planned;
import dev.mob.notify.platform.Planned.At;
import dev.mob.notify.platform.Planned.Daily;
import dev.mob.notify.platform.Planned.Weekly;
import java.time.DayOfWeek;
import java.time.LocalTime;

/** Moments as the notification centre takes them. */
final class Triggers {
  private Triggers() {}

  /** Until it is shown; 0 for at once, and for repeated ones. */
  static double seconds(Planned.Trigger when, long now) {
    return when instanceof At at ? Math.max(0, (at.millis() - now) / 1000.0) : 0;
  }

  /**
   * Weekday, hour, minute and second of a repeated one; {@code null} for one that is shown once.
   */
  static int[] calendar(Planned.Trigger when) {
    if (when instanceof Daily daily) {
      return fields(0, daily.time());
    }
    return when instanceof Weekly weekly ? fields(weekday(weekly.day()), weekly.time()) : null;
  }

  /** The centre's calendar goes by seconds: not before the moment, so up to the next. */
  private static int[] fields(int weekday, LocalTime moment) {
    LocalTime time = moment.getNano() == 0 ? moment : moment.plusSeconds(1);
    return new int[] {weekday, time.getHour(), time.getMinute(), time.getSecond()};
  }

  /** NSDateComponents counts days of the Gregorian week from Sunday, 1; ISO's from Monday, 1. */
  private static int weekday(DayOfWeek day) {
    return day.getValue() % 7 + 1;
  }
}
