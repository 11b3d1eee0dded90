package dev.mob.testkit.phone;

import dev.mob.background.KeepAliveRefused;
import dev.mob.background.KeepAliveType;
import dev.mob.background.WorkKind;
import dev.mob.background.platform.WorkPlatform.Slot;
import dev.mob.notify.platform.Alert;
import dev.mob.notify.platform.Arrival;
import dev.mob.notify.platform.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The rules of an operating system, as functions of how the phone is. The {@link Phone} asks and
 * acts; nothing here has a state.
 */
sealed interface OperatingSystem permits Ios, Android {
  String name();

  /** How long an app without a reason to run goes on in the background. */
  Ruling<Duration> suspendsAfter();

  /**
   * How long an app that is about to be suspended has to put itself to sleep, after which it is
   * ended; empty when it is stopped without a word.
   */
  Optional<Ruling<Duration>> timeToFallAsleep();

  /** How long an app that runs has when it is ended; empty when it is ended without a word. */
  Optional<Ruling<Duration>> timeToTerminate();

  /**
   * Whether an app may be kept awake for something.
   *
   * @param held what it is kept awake for now
   * @param usedToday how long each limited type has run within a day
   */
  Optional<Ruling<KeepAliveRefused>> refuses(
      Set<KeepAliveType> wanted, Set<KeepAliveType> held, Conditions now, Duration usedToday);

  /** The rule by which the app stays awake. */
  Rule keepAliveRule();

  /** How long an app may be kept awake for this in a day; empty for no limit. */
  Optional<Ruling<Duration>> dailyLimit(Set<KeepAliveType> types);

  /** How long the app has after it was told that the limit is reached. */
  Duration afterLimit();

  /** Whether a phone call stops what keeps the app awake. */
  Optional<Rule> callInterrupts(Set<KeepAliveType> types);

  /** How long the app may work on a push. */
  Ruling<Duration> pushWindow();

  /** How long a push is held back, given how many came within the hour before; zero for not. */
  Duration holdsPushBack(int withinTheHour);

  /** Why an app that the user has ended is not woken. */
  Rule forceQuitRule();

  /** The push service's word, as tokens have it. */
  String pushService();

  /** How many local notifications it holds. */
  int plannedNotifications();

  /** Whether a push's alert is shown although the user may have ended the app for good. */
  boolean showsWhenForceQuit(boolean forceQuit);

  /** What it shows of a push by itself. */
  default Alert alert(Push push) {
    return new Alert(
        push.id(),
        Wording.plain(push.title()),
        Wording.plain(push.body()),
        push.data(),
        List.of(),
        Alert.Look.PLAIN);
  }

  /** What a tap at such a push brings to the app. */
  Arrival tapped(Push push);

  /** How long the app may work. */
  Ruling<Duration> workWindow(WorkKind kind);

  /** How much of a window is left when the app is told that it ends. */
  Duration warning();

  /** Whether slots of one kind are told apart. */
  boolean namesSlots();

  /** When it looks at a slot first, after its earliest time. */
  Duration lookAfter(Slot slot, Random random);

  /** Why a slot gets no opportunity now; empty when it gets one. */
  Optional<Ruling<Duration>> defers(Slot slot, Conditions conditions, long now, Random random);

  /** Whether what it was told to wake the app for is forgotten at a reboot. */
  boolean forgetsAtReboot();

  /** By what rule it starts an app after a reboot; empty when it does not. */
  Optional<Rule> startsAtBoot();

  /** By what rule revoking a permission ends the app; empty when it does not. */
  Optional<Rule> revokingEndsTheApp();

  Rule memoryRule();

  Rule expirationRule();
}
