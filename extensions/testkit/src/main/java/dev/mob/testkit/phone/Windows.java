package dev.mob.testkit.phone;

import dev.mob.background.LaunchReason;
import dev.mob.background.WorkKind;
import dev.mob.background.WorkResult;
import dev.mob.background.platform.WorkPlatform.Slot;
import dev.mob.testkit.phone.Timeline.Track;
import java.time.Duration;
import java.util.Locale;

/**
 * The stretches of time for which the operating system lets the app work in the background, for
 * planned work or for a push: opened, told to end, and enforced. Used by the phone's thread.
 */
final class Windows {
  private final OperatingSystem system;
  private final PhoneClock clock;
  private final Timeline timeline;
  private final AppLife life;

  Windows(OperatingSystem system, PhoneClock clock, Timeline timeline, AppLife life) {
    this.system = system;
    this.clock = clock;
    this.timeline = timeline;
    this.life = life;
  }

  /** Planned work gets its opportunity. */
  void open(Slot slot) {
    String name = system.namesSlots() ? slot.name() : null;
    open(LaunchReason.WORK, slot.kind(), name, null, system.workWindow(slot.kind()));
  }

  /** A push wakes the app. */
  void open(RunningApp.Waking push) {
    open(LaunchReason.PUSH, WorkKind.PUSH, null, push, system.pushWindow());
  }

  private void open(
      LaunchReason reason,
      WorkKind kind,
      String slot,
      RunningApp.Waking push,
      Ruling<Duration> length) {
    life.wake(reason, length.rule());
    RunningApp running = life.app();
    if (running == null) {
      return;
    }
    RunningApp.OpenWindow window = running.new OpenWindow(kind, slot, push);
    timeline.holds(clock.now(), Track.WORK, window.toString(), window + " may run", length.rule());
    Duration left = system.warning();
    window.endsWith(
        clock.after(length.value().minus(left), () -> expires(running, window, left)),
        clock.after(length.value(), () -> overstayed(window)));
    running.give(window);
    life.settle();
  }

  private void expires(RunningApp running, RunningApp.OpenWindow window, Duration left) {
    timeline.happened(
        clock.now(), Track.WORK, window + ": the time runs out", system.expirationRule());
    running.expiring(window, left);
  }

  private void overstayed(RunningApp.OpenWindow window) {
    life.overstayed("it did not finish " + window + " in time", system.expirationRule());
  }

  /** The app has done what the window was for. */
  void finished(RunningApp running, RunningApp.OpenWindow window, WorkResult result) {
    window.finish();
    running.windows.remove(window);
    timeline.holds(
        clock.now(),
        Track.WORK,
        running.windows.isEmpty() ? "" : running.windows.get(0).toString(),
        window + " is done: " + result.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        null);
    life.mayBeSuspended();
  }
}
