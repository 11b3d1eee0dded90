package dev.mob.testkit.phone;

import dev.mob.background.LaunchReason;
import dev.mob.testkit.phone.Timeline.Track;
import dev.mob.testkit.storage.MemoryStorage;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The app's life, as the operating system leads it: started, brought to the front, suspended when
 * it has no reason to run, resumed, ended. The app comes and goes; its disk stays. Used by the
 * phone's thread.
 */
final class AppLife {
  private final OperatingSystem system;
  private final PhoneClock clock;
  private final Conditions conditions;
  private final Timeline timeline;
  private final LimitedTime limited;
  private final Launcher launcher;
  private final KillSwitch killSwitch = new KillSwitch();
  private MemoryStorage disk = new MemoryStorage();
  private RunningApp app;
  private Agenda.Item suspension;
  private int starts;
  private int overstays;

  /** Makes the app for one of its starts; {@link RunningApp#start} follows. */
  interface Launcher {
    RunningApp launch(int start, MemoryStorage disk, LaunchReason reason);
  }

  AppLife(
      OperatingSystem system,
      PhoneClock clock,
      Conditions conditions,
      Timeline timeline,
      LimitedTime limited,
      Launcher launcher) {
    this.system = system;
    this.clock = clock;
    this.conditions = conditions;
    this.timeline = timeline;
    this.limited = limited;
    this.launcher = launcher;
  }

  /** The app that is in memory; {@code null} when none is. */
  RunningApp app() {
    return app;
  }

  /** The app, which runs now. */
  RunningApp awake() {
    if (app == null || app.suspended) {
      throw new IllegalStateException("the app does not run now; open it first");
    }
    return app;
  }

  boolean isInFront() {
    return conditions.inFront && app != null && !app.suspended;
  }

  MemoryStorage disk() {
    return disk;
  }

  KillSwitch killSwitch() {
    return killSwitch;
  }

  int starts() {
    return starts;
  }

  /** How often the app had to be ended because it did not finish in its time. */
  int overstays() {
    return overstays;
  }

  /** The user opens the app: it is started, or brought to the front. */
  void open() {
    conditions.inFront = true;
    conditions.lastUsed = clock.now();
    limited.inFront(true);
    callOffSuspension();
    if (app == null) {
      start(LaunchReason.COLD, null);
    } else {
      resume(null);
    }
    if (app != null) {
      app.lifecycle().active();
      state("active", null);
    }
    settle();
  }

  /** The app, which may have been killed meanwhile, is not in front any more. */
  void toBackground() {
    conditions.inFront = false;
    limited.inFront(false);
    if (app != null) {
      app.lifecycle().background();
      state(app.demand == null ? "background" : "kept awake", null);
    }
    settle();
    mayBeSuspended();
  }

  /** The app has something to do in the background: it is started, or goes on. */
  void wake(LaunchReason reason, Rule rule) {
    callOffSuspension();
    if (app == null) {
      conditions.inFront = false;
      start(reason, rule);
    } else {
      resume(rule);
    }
  }

  /** The phone is on again, and the operating system starts the app. */
  void startAtBoot(Rule rule) {
    conditions.inFront = false;
    start(LaunchReason.WORK, rule);
    settle();
    mayBeSuspended();
  }

  private void start(LaunchReason reason, Rule rule) {
    starts++;
    disk = disk.restarted(killSwitch::beforeCommit, killSwitch::afterCommit);
    app = launcher.launch(starts, disk, reason);
    timeline.holds(
        clock.now(),
        Track.APP,
        reason == LaunchReason.COLD ? "launching" : "background",
        "the app starts" + (reason == LaunchReason.COLD ? "" : " in the background"),
        rule);
    RunningApp starting = app;
    try {
      starting.start();
    } catch (RuntimeException e) {
      if (!killSwitch.isPulled()) {
        throw e;
      }
      // Killed at a commit while it started.
    }
    settle();
  }

  /** The user or the phone ends the app, which hears of it before where the system says so. */
  void terminate(String why, Rule rule) {
    if (app != null && !app.suspended) {
      system.timeToTerminate().ifPresent(this::tellOfTheEnd);
    }
    end(why, rule);
  }

  private void tellOfTheEnd(Ruling<Duration> left) {
    timeline.happened(clock.now(), Track.APP, "told that it is ended", left.rule());
    app.lifecycle().terminating(left.value());
    settle();
  }

  /** The app was given time and has used more; that is counted. */
  void overstayed(String why, Rule rule) {
    overstays++;
    end(why, rule);
  }

  /** The app's process is gone, whatever it was doing; nothing happens when there is none. */
  void end(String why, Rule rule) {
    if (app == null) {
      return;
    }
    app.ended = true;
    for (RunningApp.OpenWindow window : app.windows) {
      window.callOff();
    }
    if (app.demand != null) {
      timeline.holds(clock.now(), Track.LEASE, "", "off", null);
    }
    if (!app.windows.isEmpty()) {
      timeline.holds(clock.now(), Track.WORK, "", "cut off", null);
    }
    limited.keptAwakeFor(Set.of());
    callOffSuspension();
    app = null;
    conditions.inFront = false;
    limited.inFront(false);
    timeline.holds(clock.now(), Track.APP, "", "the app is ended: " + why, rule);
  }

  /** Runs what can run now; a kill amid a commit takes effect. */
  void settle() {
    RunningApp running = app;
    if (running != null) {
      running.settle();
      // A call that waits in vain lets the app's time pass, and with it the phone's.
      clock.advanceTo(Math.max(clock.now(), running.time()));
    }
    if (killSwitch.isPulled()) {
      killSwitch.reset();
      end("killed amid a commit", null);
    }
  }

  /** Tells an app that runs. */
  void tell(Consumer<RunningApp> telling) {
    if (app != null && !app.suspended) {
      telling.accept(app);
    }
    settle();
  }

  /** Notes how the app stands from now on. */
  void state(String state, Rule rule) {
    timeline.holds(clock.now(), Track.APP, state, state, rule);
  }

  // ---- suspension

  void callOffSuspension() {
    if (suspension != null) {
      suspension.callOff();
      suspension = null;
    }
  }

  /** A reason to run has gone; if it was the last one, the app is suspended soon. */
  void mayBeSuspended() {
    if (app == null || !isWithoutReasonToRun(app) || suspension != null) {
      return;
    }
    Ruling<Duration> after = system.suspendsAfter();
    suspension = clock.after(after.value(), () -> suspend(after.rule()));
  }

  private boolean isWithoutReasonToRun(RunningApp running) {
    return !conditions.inFront
        && running.demand == null
        && running.windows.isEmpty()
        && !running.suspended;
  }

  private void suspend(Rule rule) {
    suspension = null;
    if (app == null || !isWithoutReasonToRun(app)) {
      return;
    }
    RunningApp suspended = app;
    system.timeToFallAsleep().ifPresentOrElse(this::fallAsleep, suspended::freeze);
    if (app == suspended) {
      suspended.suspended = true;
      suspended.suspendedAt = clock.now();
      state("suspended", rule);
    }
  }

  private void fallAsleep(Ruling<Duration> left) {
    long latest = clock.now() + left.value().toMillis();
    app.lifecycle().suspending(left.value());
    settle();
    if (clock.now() > latest) {
      overstayed("it did not give its time back", left.rule());
    }
  }

  private void resume(Rule rule) {
    if (!app.suspended) {
      return;
    }
    app.suspended = false;
    state("background", rule);
    if (system.timeToFallAsleep().isPresent()) {
      app.lifecycle().resumed(Duration.ofMillis(clock.now() - app.suspendedAt));
    } else {
      app.thaw();
    }
    settle();
  }

  // ---- time

  /** When the app has a timer that is due; {@link Long#MAX_VALUE} for never. */
  long nextTimer() {
    long wait = app == null ? Long.MAX_VALUE : app.untilNextTimer();
    return wait == Long.MAX_VALUE ? wait : clock.now() + wait;
  }

  /** Lets time pass for the phone and for the app on it. */
  void advanceTo(long time) {
    clock.advanceTo(Math.max(clock.now(), time));
    if (app != null) {
      app.advanceTo(clock.now());
    }
  }
}
