package dev.mob.testkit.phone;

import dev.mob.background.KeepAliveType;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The time for which an app in the background may be kept awake for something in a day, as Android
 * limits data sync. It is given anew when the user opens the app. Used by the phone's thread.
 */
final class LimitedTime {
  private final OperatingSystem system;
  private final PhoneClock clock;
  private final Consumer<Rule> reached;
  private DailyUse used = new DailyUse();

  /** When the time is used up; {@code null} while nothing is counted. */
  private Agenda.Item end;

  private Set<KeepAliveType> types = Set.of();
  private boolean inFront;

  /**
   * @param reached what happens when the time is used up, by which rule
   */
  LimitedTime(OperatingSystem system, PhoneClock clock, Consumer<Rule> reached) {
    this.system = system;
    this.clock = clock;
    this.reached = reached;
  }

  Duration usedToday() {
    return used.within(clock.now());
  }

  /** The app is kept awake for this from now on; for nothing when it is empty. */
  void keptAwakeFor(Set<KeepAliveType> now) {
    types = now;
    count();
  }

  /** The user has opened the app, which gives the time anew, or has left it. */
  void inFront(boolean now) {
    inFront = now;
    count();
    if (now) {
      used = new DailyUse();
    }
  }

  private void count() {
    Optional<Ruling<Duration>> limit =
        inFront || types.isEmpty() ? Optional.empty() : system.dailyLimit(types);
    if (end != null && limit.isPresent()) {
      return;
    }
    if (end != null) {
      end.callOff();
      end = null;
      used.ends(clock.now());
    }
    limit.ifPresent(this::begin);
  }

  private void begin(Ruling<Duration> limit) {
    long now = clock.now();
    long left = Math.max(0, limit.value().minus(used.within(now)).toMillis());
    used.begins(now);
    end = clock.at(now + left, () -> reached.accept(limit.rule()));
  }
}
