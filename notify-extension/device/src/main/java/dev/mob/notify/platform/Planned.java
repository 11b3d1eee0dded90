package dev.mob.notify.platform;

import java.time.DayOfWeek;
import java.time.LocalTime;
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
