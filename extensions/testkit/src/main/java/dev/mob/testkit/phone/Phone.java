package dev.mob.testkit.phone;

import dev.mob.background.Constraints;
import dev.mob.background.KeepAliveType;
import dev.mob.background.WorkResult;
import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.background.platform.WorkPlatform.Slot;
import dev.mob.notify.platform.Alert;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import dev.mob.testkit.Part;
import dev.mob.testkit.phone.Timeline.Track;
import dev.mob.testkit.platform.FakeKeys;
import dev.mob.testkit.storage.MemoryStorage;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
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

  private final OperatingSystem system;
  private final long seed;
  private final PhoneClock clock = new PhoneClock();
  private final Conditions conditions = new Conditions();
  private final Timeline timeline = new Timeline();
  private final LimitedTime limited;
  private final WakePlan wakePlan;
  private final NotificationCentre notifications;
  private final AppLife life;
  private final StayingAwake awake;
  private final Windows windows;
  private final PushDelivery pushes;
  private final FakeKeys keys = new FakeKeys();

  private Phone(OperatingSystem system, long seed, Supplier<List<Part>> parts) {
    this.system = system;
    this.seed = seed;
    this.limited = new LimitedTime(system, clock, this::limitReached);
    this.wakePlan = new WakePlan(system, conditions, clock, new Random(seed), this::opportunity);
    this.notifications =
        new NotificationCentre(
            system.pushService(),
            system.plannedNotifications(),
            clock,
            timeline,
            this::localNotification);
    this.life =
        new AppLife(
            system,
            clock,
            conditions,
            timeline,
            limited,
            (start, disk, reason) ->
                new RunningApp(this, parts, clock.now(), seed * 31 + start, disk, reason));
    this.awake = new StayingAwake(system, clock, conditions, timeline, limited, life);
    this.windows = new Windows(system, clock, timeline, life);
    this.pushes =
        new PushDelivery(system, clock, conditions, timeline, notifications, life, windows);
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
    conditions.screen(true, clock.now());
    life.open();
  }

  /** The user goes to the home screen. */
  public void pressHome() {
    leave("the user presses home");
  }

  /** The user locks the phone. */
  public void lock() {
    leave("the user locks the phone");
    conditions.screen(false, clock.now());
  }

  private void leave(String how) {
    note(how);
    if (life.app() == null || !conditions.inFront) {
      return;
    }
    life.app().lifecycle().inactive();
    life.settle();
    passes(QUICK_TAP);
    life.toBackground();
  }

  /** The user swipes the app away, or stops it in the settings. */
  public void forceQuit() {
    note("the user force-quits the app");
    conditions.forceQuit = true;
    life.terminate("force-quit", system.forceQuitRule());
  }

  /** The user revokes the permission that a type takes. */
  public void revoke(KeepAliveType type) {
    note("the user revokes the permission for " + type.word());
    conditions.revoked.add(type);
    awake.revoked(type);
    system.revokingEndsTheApp().ifPresent(rule -> life.end("permission revoked", rule));
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
   * @throws IllegalStateException when no process of the app is called so, or the app does not run
   */
  public void tell(String process, String message) {
    note("the user tells " + process + ": " + message);
    runtime().send(registered(process), message);
    life.settle();
  }

  /**
   * The user looks at something: a process of the app is called, and its answer is noted.
   *
   * @param process its registered name
   * @return the answer
   * @throws IllegalStateException when no process of the app is called so, or the app does not run
   */
  public Object ask(String process, String question) {
    Object answer = runtime().call(registered(process), question);
    timeline.happened(clock.now(), Track.STATE, process + ", " + question + ": " + answer, null);
    life.settle();
    return answer;
  }

  private ProcessName registered(String name) {
    if (runtime().whereis(name) == null) {
      throw new IllegalStateException(
          "no process is called '"
              + name
              + "' now; there are "
              + new TreeSet<>(
                  runtime().registered().keySet().stream().map(Object::toString).toList()));
    }
    return ProcessName.of(name);
  }

  /** The phone is plugged in, or unplugged. */
  public void charger(boolean plugged) {
    note(plugged ? "the phone is plugged in" : "the phone is unplugged");
    conditions.charger(plugged, clock.now());
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
    life.tell(running -> running.lifecycle().lowPower(on));
  }

  /** Somebody sets the clock forward, or back. */
  public void setClock(Duration by) {
    note("the clock is set by " + by);
    clock.set(by);
    notifications.clockWasSet();
  }

  /** Somebody calls: sound is interrupted for as long. */
  public void phoneCall(Duration length) {
    note("a phone call begins");
    Runnable afterwards = awake.interruptedByCall();
    passes(length);
    note("the phone call ends");
    afterwards.run();
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
    life.tell(running -> running.pushes().tapped(tapped.arrival(), action, text));
  }

  /** The push service gives the app another token; an app that runs is told. */
  public void changePushToken() {
    notifications.changeToken();
    life.tell(running -> running.pushes().tokenChanged());
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
    return pushes.receive(push);
  }

  /** Memory is short: the app is warned in front, and ended when it is suspended. */
  public void lowMemory() {
    note("memory is short");
    if (isSuspended()) {
      life.end("memory was short", system.memoryRule());
    } else {
      life.tell(running -> running.lifecycle().memoryWarning());
    }
  }

  /** The app crashes, or is ended without warning whatever it does. */
  public void kill() {
    note("the app is killed");
    life.end("killed", null);
  }

  /**
   * The app will be killed amid a commit to its state.
   *
   * @param commits how many commits from now on still succeed
   * @param after true when the one at which it is killed is on the disk, and only the app does not
   *     get to know
   */
  public void killAtCommit(int commits, boolean after) {
    life.killSwitch().arm(commits, after);
  }

  /** The phone is switched off and on again. */
  public void reboot() {
    note("the phone reboots");
    life.terminate("reboot", null);
    conditions.screen(false, clock.now());
    if (system.forgetsAtReboot()) {
      wakePlan.forget();
    }
    if (!conditions.forceQuit && life.starts() > 0) {
      system.startsAtBoot().ifPresent(life::startAtBoot);
    }
  }

  /** Lets time pass; all that is due meanwhile happens, each at its time. */
  public void passes(Duration duration) {
    long until = clock.now() + duration.toMillis();
    for (; ; ) {
      life.settle();
      long next = Math.min(clock.next(), life.nextTimer());
      if (next > until) {
        break;
      }
      life.advanceTo(next);
      for (Runnable due = clock.due(); due != null; due = clock.due()) {
        due.run();
        life.settle();
      }
    }
    life.advanceTo(until);
    life.settle();
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

  private void opportunity(Slot slot) {
    windows.open(slot);
  }

  private void localNotification(Alert alert, long shownAt) {
    pushes.local(alert, shownAt);
  }

  private void limitReached(Rule rule) {
    awake.limitReached(rule);
  }

  // ---- what the app asks for

  void hold(RunningApp asking, KeepAlivePlatform.Demand wanted) {
    awake.hold(asking, wanted);
  }

  void released(RunningApp asking) {
    awake.released(asking);
  }

  void planned(List<Slot> slots) {
    wakePlan.replace(slots);
  }

  void finished(RunningApp running, RunningApp.OpenWindow window, WorkResult result) {
    windows.finished(running, window, result);
  }

  /** A commit has killed the app; what it still does counts for nothing. */
  boolean isKilling() {
    return life.killSwitch().isPulled();
  }

  /** How long the app may work on a push. */
  Duration pushWindow() {
    return system.pushWindow().value();
  }

  boolean meets(Constraints constraints) {
    return conditions.meets(constraints);
  }

  String systemWord() {
    return system.name().split(" ")[0];
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
    return Duration.ofMillis(clock.now());
  }

  /** The time that the phone's clock shows, in milliseconds since 1970. */
  public long clockMillis() {
    return clock.millis();
  }

  /** The zone that the phone is in: UTC, so that a story says the same on every machine. */
  public ZoneId zone() {
    return PhoneClock.ZONE;
  }

  /** Whether the app is in memory. */
  public boolean isRunning() {
    return life.app() != null;
  }

  public boolean isSuspended() {
    return isRunning() && life.app().suspended;
  }

  /** Whether the platform keeps the app awake now. */
  public boolean isKeptAwake() {
    return isRunning() && life.app().demand != null;
  }

  /** How often the app was started. */
  public int starts() {
    return life.starts();
  }

  /** How often the app had to be ended because it did not finish in its time. */
  public int overstays() {
    return life.overstays();
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
    return life.awake().node().service(contract);
  }

  /** The app's process runtime; what is sent to it is handled when time passes, or at once. */
  public ProcessRuntime runtime() {
    return life.awake().simulation().runtime();
  }

  /** The phone's keystore, which outlives the app; a restore on another phone loses its keys. */
  public FakeKeys keys() {
    return keys;
  }

  /** The app's disk. */
  public MemoryStorage disk() {
    return life.disk();
  }

  private void note(String what) {
    timeline.happened(clock.now(), Track.PHONE, what, null);
  }

  @Override
  public String toString() {
    return system.name() + " phone with seed " + seed + " at " + Timeline.time(clock.now());
  }
}
