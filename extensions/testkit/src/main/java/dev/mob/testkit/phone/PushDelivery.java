package dev.mob.testkit.phone;

import dev.mob.background.Constraints;
import dev.mob.notify.platform.Alert;
import dev.mob.notify.platform.Arrival;
import dev.mob.testkit.phone.Timeline.Track;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What becomes of a push that the push service hands over, and of a local notification that is due:
 * shown, given to the app, held back, dropped. Used by the phone's thread.
 */
final class PushDelivery {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final OperatingSystem system;
  private final PhoneClock clock;
  private final Conditions conditions;
  private final Timeline timeline;
  private final NotificationCentre notifications;
  private final AppLife life;
  private final Windows windows;
  private final Deque<Long> times = new ArrayDeque<>();

  PushDelivery(
      OperatingSystem system,
      PhoneClock clock,
      Conditions conditions,
      Timeline timeline,
      NotificationCentre notifications,
      AppLife life,
      Windows windows) {
    this.system = system;
    this.clock = clock;
    this.conditions = conditions;
    this.timeline = timeline;
    this.notifications = notifications;
    this.life = life;
    this.windows = windows;
  }

  /**
   * A push reaches the phone, if there is a network.
   *
   * @return whether the app or the user got it, or will
   */
  boolean receive(Push push) {
    if (conditions.network == Constraints.Network.NONE) {
      happened("push " + push.id() + " does not reach the phone", null);
      return false;
    }
    if (push.hasAlert() && life.isInFront()) {
      give(Arrival.push(push.id(), push.title(), push.body(), push.data()), push.id());
      return true;
    }
    boolean shown = push.hasAlert() && system.showsWhenForceQuit(conditions.forceQuit);
    if (shown) {
      notifications.show(system.alert(push), system.tapped(push));
    }
    return push.wakes() ? wakeFor(push, shown) : shown;
  }

  private boolean wakeFor(Push push, boolean shown) {
    if (conditions.forceQuit) {
      happened("push " + push.id() + " is dropped", system.forceQuitRule());
      return shown;
    }
    while (!times.isEmpty() && times.peek() < clock.now() - HOUR) {
      times.poll();
    }
    Duration back = conditions.inFront ? Duration.ZERO : system.holdsPushBack(times.size());
    times.add(clock.now());
    if (!back.isZero()) {
      happened("push " + push.id() + " is held back", system.pushWindow().rule());
      clock.after(back, () -> deliver(push, shown));
      return true;
    }
    return deliver(push, shown);
  }

  private boolean deliver(Push push, boolean shown) {
    if (conditions.forceQuit) {
      // It was held back, and the user has ended the app meanwhile.
      happened("push " + push.id() + " is dropped", system.forceQuitRule());
      return shown;
    }
    happened("push " + push.id(), system.pushWindow().rule());
    windows.open(new RunningApp.Waking(push, shown, life.isInFront()));
    return true;
  }

  /** A local notification is due: an app in front gets it, else it is shown. */
  void local(Alert alert, long shownAt) {
    Arrival arrival = Arrival.local(alert, shownAt);
    if (life.isInFront()) {
      give(arrival, alert.id());
    } else {
      notifications.show(alert, arrival);
    }
  }

  private void give(Arrival arrival, String message) {
    RunningApp app = life.app();
    app.pushes()
        .arrived(arrival, false, true, app.new ShortWindow(message, system.pushWindow().value()));
    life.settle();
  }

  private void happened(String what, Rule rule) {
    timeline.happened(clock.now(), Track.MESSAGE, what, rule);
  }
}
