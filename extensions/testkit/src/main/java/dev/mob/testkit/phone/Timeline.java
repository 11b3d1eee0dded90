package dev.mob.testkit.phone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What has happened on a phone, in order. Grows while the phone runs; used by its thread. */
public final class Timeline {
  private final List<Entry> entries = new ArrayList<>();

  /** What an entry is about: a line of the drawing. */
  public enum Track {
    /** What the user and the world do. */
    PHONE,
    /** The app's state. */
    APP,
    /** Whether the app is kept awake. */
    LEASE,
    /** Opportunities for work. */
    WORK,
    /** Pushes. */
    MESSAGE,
    /** What the app answers when it is asked. */
    STATE
  }

  /**
   * One thing that happened.
   *
   * @param millis since the story's beginning
   * @param state for {@link Track#APP}, {@link Track#LEASE} and {@link Track#WORK}: what holds from
   *     now on, "" for nothing; {@code null} for what happens at one moment
   * @param rule why the operating system did it; {@code null} when nobody needs a reason
   */
  public record Entry(long millis, Track track, String what, String state, Rule rule) {}

  void happened(long millis, Track track, String what, Rule rule) {
    entries.add(new Entry(millis, track, what, null, rule));
  }

  void holds(long millis, Track track, String state, String what, Rule rule) {
    entries.add(new Entry(millis, track, what, state, rule));
  }

  /** All that has happened so far; a view. */
  public List<Entry> entries() {
    return Collections.unmodifiableList(entries);
  }

  /** The timeline as text: a line for each entry, and the rules that were applied. */
  public String text() {
    StringBuilder text = new StringBuilder();
    List<Rule> rules = new ArrayList<>();
    for (Entry entry : entries) {
      text.append(
          String.format(
              Locale.ROOT,
              "%14s  %-8s %s",
              time(entry.millis()),
              entry.track().name().toLowerCase(Locale.ROOT),
              entry.what()));
      if (entry.rule() != null) {
        if (!rules.contains(entry.rule())) {
          rules.add(entry.rule());
        }
        text.append("  [").append(rules.indexOf(entry.rule()) + 1).append(']');
      }
      text.append('\n');
    }
    for (int i = 0; i < rules.size(); i++) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n[%d] %s.%n    %s%n",
              i + 1,
              rules.get(i).text(),
              rules.get(i).page()));
    }
    return text.toString();
  }

  /** A time since the beginning, as {@code 1d 02:03:04.005}. */
  static String time(long millis) {
    Duration time = Duration.ofMillis(millis);
    String clock =
        String.format(
            Locale.ROOT,
            "%02d:%02d:%02d.%03d",
            time.toHoursPart(),
            time.toMinutesPart(),
            time.toSecondsPart(),
            time.toMillisPart());
    return time.toDays() == 0 ? clock : time.toDays() + "d " + clock;
  }
}
