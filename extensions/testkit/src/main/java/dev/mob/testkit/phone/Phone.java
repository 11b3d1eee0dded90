package dev.mob.testkit.phone;

import dev.mob.background.Constraints;
import dev.mob.background.EndCause;
import dev.mob.background.KeepAliveRefused;
import dev.mob.background.KeepAliveType;
import dev.mob.background.LaunchReason;
import dev.mob.background.WorkKind;
import dev.mob.background.WorkResult;
import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.background.platform.WorkPlatform.Slot;
import dev.mob.notify.platform.Alert;
import dev.mob.notify.platform.Arrival;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import dev.mob.testkit.Part;
import dev.mob.testkit.phone.Timeline.Track;
import dev.mob.testkit.storage.MemoryStorage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A phone with one app on it. A test tells it a story, and it does to the app what iOS or Android
 * would:
 *
 * <pre>{@code
 * Phone phone = Phone.ios(7, () -> List.of(Part.described(new BackgroundExtension()), app()));
 * phone.open();
 * phone.pressHome();
 * phone.passes(Duration.ofHours(2));
 * phone.receivePush("news-1", Map.of());
 * phone.reboot();
 * }</pre>
 *
 * <p>Time is virtual: it passes in {@link #passes} alone, at once. What the operating system is
 * free to choose, such as when work runs, comes from the seed; the same story with the same seed
 * goes the same way. The app's extensions are real and run in a {@link dev.mob.process.Simulation};
 * a kill leaves what was committed to its {@link MemoryStorage}.
 *
 * <p>Used by one thread.
 */
public final class Phone {
  private static final Duration QUICK_TAP = Duration.ofMillis(300);
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private static final long START_OF_2026 = 1_767_225_600_000L;

  private final OperatingSystem system;
  private final Supplier<List<Part>> appParts;
  private final Random random;
  private final long seed;
  private final Agenda agenda = new Agenda();
  private final Conditions conditions = new Conditions();
  private final Timeline timeline = new Timeline();
  private final KillSwitch killSwitch = new KillSwitch();

  private final WakePlan wakePlan;
  private final Deque<Long> pushTimes = new ArrayDeque<>();

  private final LimitedTime limited;
  private final NotificationCentre notifications;
  private MemoryStorage disk = new MemoryStorage();
  private RunningApp app;
  private Agenda.Item suspension;
  private long now;
  private long clockShift;
  private int starts;
  private int overstays;

  private Phone(OperatingSystem system, long seed, Supplier<List<Part>> parts) {
    this.system = system;
    this.seed = seed;
    this.random = new Random(seed);
    this.appParts = parts;
    this.limited = new LimitedTime(system, agenda, () -> now, this::limitReached);
    this.wakePlan = new WakePlan(system, conditions, agenda, random, () -> now, this::opportunity);
    this.notifications =
        new NotificationCentre(
            system.pushService(),
            system.plannedNotifications(),
            agenda,
            () -> now,
            this::clockMillis,
            timeline,
            this::localNotification);
  }

  /**
   * An iPhone.
   *
   * @param parts makes the app's extensions for each of its starts, the background extension first
   */
  public static Phone ios(long seed, Supplier<List<Part>> parts) {
    return new Phone(new Ios(), seed, parts);
  }

  /**
   * An Android phone.
   *
   * @param api its API level, from 26 on; what changed with 28, 31 and 35 is played
   */
  public static Phone android(int api, long seed, Supplier<List<Part>> parts) {
    return new Phone(new Android(api), seed, parts);
  }

  // ---- what the user does

  /** The user opens the app: starts it, or brings it to the front. */
  public void open() {
    note("the user opens the app");
    conditions.forceQuit = false;
    screen(true);
    conditions.inFront = true;
    conditions.lastUsed = now;
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

  /** The user goes to the home screen. */
  public void pressHome() {
    leave("the user presses home");
  }

  /** The user locks the phone. */
  public void lock() {
    leave("the user locks the phone");
    screen(false);
  }

  private void leave(String how) {
    note(how);
    if (app == null || !conditions.inFront) {
      return;
    }
    app.lifecycle().inactive();
    settle();
    passes(QUICK_TAP);
    conditions.inFront = false;
    limited.inFront(false);
    if (app != null) {
      app.lifecycle().background();
      state(app.demand == null ? "background" : "kept awake", null);
    }
    settle();
    mayBeSuspended();
  }

  /** The user swipes the app away, or stops it in the settings. */
  public void forceQuit() {
    note("the user force-quits the app");
    conditions.forceQuit = true;
    end("force-quit", system.forceQuitRule());
  }

  /** The user revokes the permission that a type takes. */
  public void revoke(KeepAliveType type) {
    note("the user revokes the permission for " + type.word());
    conditions.revoked.add(type);
    if (app != null && app.heldTypes().contains(type)) {
      keepAliveEnds(EndCause.PERMISSION_REVOKED, system.keepAliveRule());
    }
    settle();
    system.revokingEndsTheApp().ifPresent(rule -> end("permission revoked", rule));
  }

  /** The user grants it again. */
  public void grant(KeepAliveType type) {
    note("the user grants the permission for " + type.word());
    conditions.revoked.remove(type);
  }

  /**
   * The user touches something, which a process of the app hears of as a message.
   *
   * @param process its registered name
   */
  public void tell(String process, String message) {
    note("the user tells " + process + ": " + message);
    requireApp().simulation().runtime().send(ProcessName.of(process), message);
    settle();
  }

  /**
   * The user looks at something: a process of the app is called, and its answer is noted.
   *
   * @param process its registered name
   * @return the answer
   */
  public Object ask(String process, String question) {
    Object answer = requireApp().simulation().runtime().call(ProcessName.of(process), question);
    timeline.happened(now, Track.STATE, process + ", " + question + ": " + answer, null);
    settle();
    return answer;
  }

  /** The phone is plugged in, or unplugged. */
  public void charger(boolean plugged) {
    note(plugged ? "the phone is plugged in" : "the phone is unplugged");
    conditions.charging = plugged;
    conditions.stillSince = now;
  }

  /** The network comes, changes or goes. */
  public void network(Constraints.Network reachable) {
    note("network: " + reachable.name().toLowerCase(Locale.ROOT));
    conditions.network = reachable;
  }

  /** The phone begins to save power, or stops to. */
  public void lowPower(boolean on) {
    note(on ? "low power mode on" : "low power mode off");
    conditions.lowPower = on;
    tell(running -> running.lifecycle().lowPower(on));
  }

  /** Somebody sets the clock forward, or back. */
  public void setClock(Duration by) {
    note("the clock is set by " + by);
    clockShift += by.toMillis();
    notifications.clockWasSet();
  }

  /** Somebody calls: sound is interrupted for as long. */
  public void phoneCall(Duration length) {
    note("a phone call begins");
    Optional<Rule> interrupts =
        app == null ? Optional.empty() : system.callInterrupts(app.heldTypes());
    if (interrupts.isPresent() && !app.suspended) {
      RunningApp interrupted = app;
      timeline.happened(now, Track.LEASE, "interrupted by the call", interrupts.get());
      app.keepAlive().interrupted("a phone call");
      settle();
      passes(length);
      note("the phone call ends");
      if (interrupted == app && app.demand != null && !app.suspended) {
        timeline.happened(now, Track.LEASE, "goes on", interrupts.get());
        app.keepAlive().resumed();
      }
      settle();
    } else {
      passes(length);
      note("the phone call ends");
    }
  }

  /** The user taps what the notification centre shows, which opens the app. */
  public void tap(String notification) {
    tap(notification, null, null);
  }

  /**
   * The user taps a button below a notification.
   *
   * @param action its id; {@code null} for the notification itself
   * @param text what the user types; {@code null} for nothing
   */
  public void tap(String notification, String action, String text) {
    note("the user taps " + notification + (action == null ? "" : ", " + action));
    NotificationCentre.Shown tapped = notifications.take(notification);
    open();
    if (app != null) {
      app.pushes().tapped(tapped.arrival(), action, text);
    }
    settle();
  }

  /** The push service gives the app another token; an app that runs is told. */
  public void changePushToken() {
    notifications.changeToken();
    tell(running -> running.pushes().tokenChanged());
  }

  // ---- what the world does

  /**
   * A silent push reaches the phone.
   *
   * @return whether the app got it; not when it was force-quit or there is no network
   */
  public boolean receivePush(String id, Map<String, String> data) {
    return receive(Push.waking(id, data));
  }

  /**
   * A push reaches the phone: it is shown, wakes the app, or both, as the operating system does.
   *
   * @return whether the app or the user got it, or will
   */
  public boolean receive(Push push) {
    if (conditions.network == Constraints.Network.NONE) {
      timeline.happened(
          now, Track.MESSAGE, "push " + push.id() + " does not reach the phone", null);
      return false;
    }
    boolean inFront = conditions.inFront && app != null && !app.suspended;
    boolean shown = push.hasAlert() && !inFront && system.showsWhenForceQuit(conditions.forceQuit);
    if (shown) {
      notifications.show(system.alert(push), system.tapped(push));
    }
    if (push.hasAlert() && inFront) {
      app.pushes()
          .arrived(
              Arrival.push(push.id(), push.title(), push.body(), push.data()),
              false,
              true,
              app.new ShortWindow(push.id(), system.pushWindow().value()));
      settle();
      return true;
    }
    return push.wakes() ? wakeFor(push, shown) : shown;
  }

  private boolean wakeFor(Push push, boolean shown) {
    if (conditions.forceQuit) {
      timeline.happened(
          now, Track.MESSAGE, "push " + push.id() + " is dropped", system.forceQuitRule());
      return shown;
    }
    while (!pushTimes.isEmpty() && pushTimes.peek() < now - HOUR) {
      pushTimes.poll();
    }
    Duration back = conditions.inFront ? Duration.ZERO : system.holdsPushBack(pushTimes.size());
    pushTimes.add(now);
    if (!back.isZero()) {
      timeline.happened(
          now, Track.MESSAGE, "push " + push.id() + " is held back", system.pushWindow().rule());
      agenda.at(now + back.toMillis(), () -> deliver(push, shown));
      return true;
    }
    return deliver(push, shown);
  }

  private boolean deliver(Push push, boolean shown) {
    if (conditions.forceQuit) {
      return shown;
    }
    Ruling<Duration> window = system.pushWindow();
    timeline.happened(now, Track.MESSAGE, "push " + push.id(), window.rule());
    wake(
        LaunchReason.PUSH,
        WorkKind.PUSH,
        null,
        new RunningApp.Waking(push, shown, conditions.inFront && app != null && !app.suspended),
        window);
    return true;
  }

  private void localNotification(Alert alert, long shownAt) {
    boolean inFront = conditions.inFront && app != null && !app.suspended;
    Arrival arrival = Arrival.local(alert, shownAt);
    if (inFront) {
      app.pushes()
          .arrived(
              arrival, false, true, app.new ShortWindow(alert.id(), system.pushWindow().value()));
      settle();
    } else {
      notifications.show(alert, arrival);
    }
  }

  /** Memory is short: the app is warned in front, and ended when it is suspended. */
  public void lowMemory() {
    note("memory is short");
    if (app != null && app.suspended) {
      end("memory was short", system.memoryRule());
    } else {
      tell(running -> running.lifecycle().memoryWarning());
    }
  }

  /** The app crashes, or is ended without warning whatever it does. */
  public void kill() {
    note("the app is killed");
    end("killed", null);
  }

  /**
   * The app will be killed amid a commit to its state.
   *
   * @param commits how many commits from now on still succeed
   * @param after true when the one at which it is killed is on the disk, and only the app does not
   *     get to know
   */
  public void killAtCommit(int commits, boolean after) {
    killSwitch.arm(commits, after);
  }

  /** The phone is switched off and on again. */
  public void reboot() {
    note("the phone reboots");
    end("reboot", null);
    screen(false);
    if (system.forgetsAtReboot()) {
      wakePlan.forget();
    }
    system
        .startsAtBoot()
        .filter(rule -> !conditions.forceQuit && starts > 0)
        .ifPresent(
            rule -> {
              conditions.inFront = false;
              start(LaunchReason.WORK, rule);
              settle();
              mayBeSuspended();
            });
  }

  /** Lets time pass; all that is due meanwhile happens, each at its time. */
  public void passes(Duration duration) {
    long until = now + duration.toMillis();
    for (; ; ) {
      settle();
      long next = Math.min(agenda.next(), nextTimer());
      if (next > until) {
        break;
      }
      advanceTo(next);
      for (Runnable due = agenda.due(now); due != null; due = agenda.due(now)) {
        due.run();
        settle();
      }
    }
    advanceTo(until);
    settle();
  }

  /**
   * {@link #passes(Duration)} in the words of a story: a number with ms, s, m, h or d.
   *
   * @throws IllegalArgumentException when it is none
   */
  public void passes(String time) {
    passes(
        Sentence.time(time)
            .orElseThrow(() -> new IllegalArgumentException(Sentence.NO_TIME + time)));
  }

  private long nextTimer() {
    long wait = app == null ? Long.MAX_VALUE : app.untilNextTimer();
    return wait == Long.MAX_VALUE ? wait : now + wait;
  }

  private void advanceTo(long time) {
    long step = time - now;
    now = time;
    if (app != null && step > 0) {
      app.simulation().advance(Duration.ofMillis(step));
    }
  }

  private void settle() {
    RunningApp running = app;
    if (running != null) {
      running.settle();
    }
    if (killSwitch.isPulled()) {
      killSwitch.reset();
      end("killed amid a commit", null);
    }
  }

  // ---- what the app asks for

  void hold(RunningApp asking, KeepAlivePlatform.Demand wanted) {
    Optional<Ruling<KeepAliveRefused>> refusal =
        system.refuses(wanted.types(), asking.heldTypes(), conditions, limited.usedToday());
    if (refusal.isPresent()) {
      timeline.happened(
          now, Track.LEASE, "refused: " + refusal.get().value().getMessage(), refusal.get().rule());
      throw refusal.get().value();
    }
    asking.demand = wanted;
    timeline.holds(
        now, Track.LEASE, wanted.reason(), "on: " + wanted.reason(), system.keepAliveRule());
    callOffSuspension();
    limited.keptAwakeFor(wanted.types());
    if (!conditions.inFront) {
      state("kept awake", system.keepAliveRule());
    }
  }

  void released(RunningApp asking) {
    asking.demand = null;
    timeline.holds(now, Track.LEASE, "", "off", null);
    limited.keptAwakeFor(Set.of());
    if (!conditions.inFront) {
      state("background", null);
    }
    mayBeSuspended();
  }

  void planned(List<Slot> slots) {
    wakePlan.replace(slots);
  }

  private void opportunity(Slot slot) {
    String name = system.namesSlots() ? slot.name() : null;
    wake(LaunchReason.WORK, slot.kind(), name, null, system.workWindow(slot.kind()));
  }

  private void wake(
      LaunchReason reason,
      WorkKind kind,
      String slot,
      RunningApp.Waking push,
      Ruling<Duration> length) {
    callOffSuspension();
    if (app == null) {
      conditions.inFront = false;
      start(reason, length.rule());
    } else {
      resume(length.rule());
    }
    if (app == null) {
      return;
    }
    RunningApp running = app;
    RunningApp.OpenWindow window = running.new OpenWindow(kind, slot, push);
    timeline.holds(now, Track.WORK, window.toString(), window + " may run", length.rule());
    long end = now + length.value().toMillis();
    long left = system.warning().toMillis();
    window.warning =
        agenda.at(
            end - left,
            () -> {
              timeline.happened(
                  now, Track.WORK, window + ": the time runs out", system.expirationRule());
              running.expiring(window, Duration.ofMillis(left));
            });
    window.end =
        agenda.at(
            end,
            () -> {
              overstays++;
              end("it did not finish " + window + " in time", system.expirationRule());
            });
    running.give(window);
    settle();
  }

  void finished(RunningApp running, RunningApp.OpenWindow window, WorkResult result) {
    if (window.finished) {
      throw new IllegalStateException(window + " was finished twice");
    }
    window.finished = true;
    window.warning.callOff();
    window.end.callOff();
    running.windows.remove(window);
    timeline.holds(
        now,
        Track.WORK,
        running.windows.isEmpty() ? "" : running.windows.get(0).toString(),
        window + " is done: " + result.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        null);
    mayBeSuspended();
  }

  /** A commit has killed the app; what it still does counts for nothing. */
  boolean isKilling() {
    return killSwitch.isPulled();
  }

  /** How long the app may work on a push. */
  Duration pushWindow() {
    return system.pushWindow().value();
  }

  boolean meets(Constraints constraints) {
    return conditions.meets(constraints);
  }

  // ---- the app's life

  private void start(LaunchReason reason, Rule rule) {
    starts++;
    disk = disk.restarted(killSwitch::beforeCommit, killSwitch::afterCommit);
    app = new RunningApp(this, seed * 31 + starts, disk, reason);
    state(
        reason == LaunchReason.COLD ? "launching" : "background",
        "the app starts" + (reason == LaunchReason.COLD ? "" : " in the background"),
        rule);
    RunningApp starting = app;
    try {
      starting.start(appParts.get());
    } catch (RuntimeException e) {
      if (!killSwitch.isPulled()) {
        throw e;
      }
      // Killed at a commit while it started.
    }
    settle();
  }

  private void end(String why, Rule rule) {
    if (app == null) {
      return;
    }
    app.ended = true;
    for (RunningApp.OpenWindow window : app.windows) {
      window.warning.callOff();
      window.end.callOff();
    }
    if (app.demand != null) {
      timeline.holds(now, Track.LEASE, "", "off", null);
    }
    if (!app.windows.isEmpty()) {
      timeline.holds(now, Track.WORK, "", "cut off", null);
    }
    limited.keptAwakeFor(Set.of());
    callOffSuspension();
    app = null;
    conditions.inFront = false;
    limited.inFront(false);
    state("", "the app is ended: " + why, rule);
  }

  private void callOffSuspension() {
    if (suspension != null) {
      suspension.callOff();
      suspension = null;
    }
  }

  private void mayBeSuspended() {
    if (app == null || !isWithoutReasonToRun(app) || suspension != null) {
      return;
    }
    Ruling<Duration> after = system.suspendsAfter();
    suspension = agenda.at(now + after.value().toMillis(), () -> suspend(after.rule()));
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
    suspended.lifecycle().suspending(system.suspendsAfter().value());
    settle();
    if (app == suspended) {
      suspended.suspended = true;
      suspended.suspendedAt = now;
      state("suspended", rule);
    }
  }

  private void resume(Rule rule) {
    if (!app.suspended) {
      return;
    }
    app.suspended = false;
    state("background", rule);
    app.lifecycle().resumed(Duration.ofMillis(now - app.suspendedAt));
    settle();
  }

  private interface Telling {
    void tell(RunningApp running);
  }

  private void tell(Telling telling) {
    if (app != null && !app.suspended) {
      telling.tell(app);
    }
    settle();
  }

  // ---- limits

  private void limitReached(Rule rule) {
    RunningApp running = app;
    timeline.happened(now, Track.LEASE, "the time for it is used up", rule);
    running.keepAlive().expiring(system.afterLimit());
    settle();
    agenda.at(
        now + system.afterLimit().toMillis(),
        () -> {
          if (app == running && !running.ended && running.demand != null) {
            keepAliveEnds(EndCause.TIME_LIMIT, rule);
          }
        });
  }

  private void keepAliveEnds(EndCause cause, Rule rule) {
    app.demand = null;
    timeline.holds(
        now,
        Track.LEASE,
        "",
        "ended: " + cause.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        rule);
    limited.keptAwakeFor(Set.of());
    app.keepAlive().ended(cause);
    settle();
    if (app != null && !conditions.inFront) {
      state("background", null);
    }
    mayBeSuspended();
  }

  // ---- looking at it

  /** What the phone shows, and how the app stands with the push service. */
  public NotificationCentre notifications() {
    return notifications;
  }

  /** What has happened so far. */
  public Timeline timeline() {
    return timeline;
  }

  /** How much time has passed since the beginning. */
  public Duration elapsed() {
    return Duration.ofMillis(now);
  }

  /** The time that the phone's clock shows, in milliseconds since 1970. */
  public long clockMillis() {
    return START_OF_2026 + now + clockShift;
  }

  /** Whether the app is in memory. */
  public boolean isRunning() {
    return app != null;
  }

  public boolean isSuspended() {
    return app != null && app.suspended;
  }

  /** Whether the platform keeps the app awake now. */
  public boolean isKeptAwake() {
    return app != null && app.demand != null;
  }

  /** How often the app was started. */
  public int starts() {
    return starts;
  }

  /** How often the app had to be ended because it did not finish in its time. */
  public int overstays() {
    return overstays;
  }

  /** The seed, for a report that lets somebody replay the run. */
  public long seed() {
    return seed;
  }

  /**
   * The service that an extension of the app provides.
   *
   * @throws IllegalStateException when the app does not run
   */
  public <T> T service(Class<T> contract) {
    return requireApp().node().service(contract);
  }

  /** The app's process runtime; what is sent to it is handled when time passes, or at once. */
  public ProcessRuntime runtime() {
    return requireApp().simulation().runtime();
  }

  /** The app's disk. */
  public MemoryStorage disk() {
    return disk;
  }

  private RunningApp requireApp() {
    if (app == null || app.suspended) {
      throw new IllegalStateException("the app does not run now; open it first");
    }
    return app;
  }

  String systemWord() {
    return system.name().split(" ")[0];
  }

  private void screen(boolean on) {
    conditions.screenOn = on;
    if (!on) {
      conditions.stillSince = now;
    }
  }

  private void note(String what) {
    timeline.happened(now, Track.PHONE, what, null);
  }

  private void state(String state, Rule rule) {
    state(state, state, rule);
  }

  private void state(String state, String what, Rule rule) {
    timeline.holds(now, Track.APP, state, what, rule);
  }

  @Override
  public String toString() {
    return system.name() + " phone with seed " + seed + " at " + Timeline.time(now);
  }
}
