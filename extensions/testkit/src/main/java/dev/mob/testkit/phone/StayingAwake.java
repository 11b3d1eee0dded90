package dev.mob.testkit.phone;

import dev.mob.background.EndCause;
import dev.mob.background.KeepAliveRefused;
import dev.mob.background.KeepAliveType;
import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.testkit.phone.Timeline.Track;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What keeps the app awake in the background, iOS's background mode or Android's foreground
 * service: when it is refused, interrupted and ended. Used by the phone's thread.
 */
final class StayingAwake {
  private final OperatingSystem system;
  private final PhoneClock clock;
  private final Conditions conditions;
  private final Timeline timeline;
  private final LimitedTime limited;
  private final AppLife life;

  StayingAwake(
      OperatingSystem system,
      PhoneClock clock,
      Conditions conditions,
      Timeline timeline,
      LimitedTime limited,
      AppLife life) {
    this.system = system;
    this.clock = clock;
    this.conditions = conditions;
    this.timeline = timeline;
    this.limited = limited;
    this.life = life;
  }

  /** The app asks for it. */
  void hold(RunningApp asking, KeepAlivePlatform.Demand wanted) {
    Optional<Ruling<KeepAliveRefused>> refusal =
        system.refuses(wanted.types(), asking.heldTypes(), conditions, limited.usedToday());
    if (refusal.isPresent()) {
      timeline.happened(
          clock.now(),
          Track.LEASE,
          "refused: " + refusal.get().value().getMessage(),
          refusal.get().rule());
      throw refusal.get().value();
    }
    asking.demand = wanted;
    timeline.holds(
        clock.now(),
        Track.LEASE,
        wanted.reason(),
        "on: " + wanted.reason(),
        system.keepAliveRule());
    life.callOffSuspension();
    limited.keptAwakeFor(wanted.types());
    if (!conditions.inFront) {
      life.state("kept awake", system.keepAliveRule());
    }
  }

  /** The app needs it no longer. */
  void released(RunningApp asking) {
    asking.demand = null;
    timeline.holds(clock.now(), Track.LEASE, "", "off", null);
    limited.keptAwakeFor(Set.of());
    if (!conditions.inFront) {
      life.state("background", null);
    }
    life.mayBeSuspended();
  }

  /**
   * A call begins.
   *
   * @return what is to be done when it ends
   */
  Runnable interruptedByCall() {
    RunningApp interrupted = life.app();
    Optional<Rule> rule =
        interrupted == null || interrupted.suspended
            ? Optional.empty()
            : system.callInterrupts(interrupted.heldTypes());
    if (rule.isEmpty()) {
      return () -> {};
    }
    timeline.happened(clock.now(), Track.LEASE, "interrupted by the call", rule.get());
    interrupted.keepAlive().interrupted("a phone call");
    life.settle();
    return () -> {
      if (interrupted == life.app() && interrupted.demand != null && !interrupted.suspended) {
        timeline.happened(clock.now(), Track.LEASE, "goes on", rule.get());
        interrupted.keepAlive().resumed();
      }
      life.settle();
    };
  }

  /** The user has revoked what a type takes. */
  void revoked(KeepAliveType type) {
    if (life.app() != null && life.app().heldTypes().contains(type)) {
      ends(EndCause.PERMISSION_REVOKED, system.keepAliveRule());
    }
    life.settle();
  }

  /** The day's time for it is used up: the app is told, and has seconds to stop. */
  void limitReached(Rule rule) {
    RunningApp running = life.app();
    timeline.happened(clock.now(), Track.LEASE, "the time for it is used up", rule);
    running.keepAlive().expiring(system.afterLimit());
    life.settle();
    clock.after(
        system.afterLimit(),
        () -> {
          if (life.app() == running && !running.ended && running.demand != null) {
            ends(EndCause.TIME_LIMIT, rule);
          }
        });
  }

  private void ends(EndCause cause, Rule rule) {
    life.app().demand = null;
    timeline.holds(
        clock.now(),
        Track.LEASE,
        "",
        "ended: " + cause.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        rule);
    limited.keptAwakeFor(Set.of());
    life.app().keepAlive().ended(cause);
    life.settle();
    if (life.app() != null && !conditions.inFront) {
      life.state("background", null);
    }
    life.mayBeSuspended();
  }
}
