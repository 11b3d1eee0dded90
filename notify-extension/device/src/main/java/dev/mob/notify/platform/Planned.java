package dev.mob.notify.platform;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Objects;

/**
 * A local notification that the platform is to show later, whether the app runs then or not.
 *
 * @param alert what is shown; its id names it
 * @param when one of the three kinds of {@link Trigger}
 */
public record Planned(Alert alert, Trigger when) {
  public Planned {
    Objects.requireNonNull(alert, "alert");
    Objects.requireNonNull(when, "when");
  }

  /**
   * When it is shown next.
   *
   * @param now in milliseconds since 1970
   * @param zone the phone's time zone at the moment
   * @return in milliseconds since 1970: after {@code now} for one that repeats; for one that is
   *     shown once its only time, which may have passed
   */
  public long next(long now, ZoneId zone) {
    if (when instanceof At) {
      return ((At) when).millis();
    }
    ZonedDateTime present = Instant.ofEpochMilli(now).atZone(zone);
    ZonedDateTime next;
    if (when instanceof Daily) {
      LocalTime time = ((Daily) when).time();
      next = present.with(time);
      next = next.isAfter(present) ? next : present.plusDays(1).with(time);
    } else {
      Weekly weekly = (Weekly) when;
      next = present.with(TemporalAdjusters.nextOrSame(weekly.day())).with(weekly.time());
      next =
          next.isAfter(present)
              ? next
              : present.with(TemporalAdjusters.next(weekly.day())).with(weekly.time());
    }
    return next.toInstant().toEpochMilli();
  }

  /** Whether it is shown again and again. */
  public boolean repeats() {
    return !(when instanceof At);
  }

  /** When it is shown. Days and times of day are those of the phone's time zone at the moment. */
  public sealed interface Trigger {}

  /**
   * Once.
   *
   * @param millis since 1970; what has passed is shown at once
   */
  public record At(long millis) implements Trigger {}

  /** Each day at a time, until it is planned no longer. */
  public record Daily(LocalTime time) implements Trigger {
    public Daily {
      Objects.requireNonNull(time, "time");
    }
  }

  /** Each week on a day at a time, until it is planned no longer. */
  public record Weekly(DayOfWeek day, LocalTime time) implements Trigger {
    public Weekly {
      Objects.requireNonNull(day, "day");
      Objects.requireNonNull(time, "time");
    }
  }
}
