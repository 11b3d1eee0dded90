package dev.mob.testkit.phone;

import dev.mob.background.KeepAliveRefused;
import dev.mob.background.KeepAliveType;
import dev.mob.background.WorkKind;
import dev.mob.background.platform.WorkPlatform.Slot;
import dev.mob.notify.platform.Arrival;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** iOS, with an app that declares the modes audio, location and Bluetooth, fetch and processing. */
final class Ios implements OperatingSystem {
  private static final Set<KeepAliveType> MODES =
      EnumSet.of(
          KeepAliveType.AUDIO,
          KeepAliveType.MEDIA_PLAYBACK,
          KeepAliveType.LOCATION,
          KeepAliveType.BLUETOOTH);
  private static final Set<KeepAliveType> SOUND =
      EnumSet.of(KeepAliveType.AUDIO, KeepAliveType.MEDIA_PLAYBACK);
  private static final int PUSHES_AN_HOUR = 3;

  @Override
  public String name() {
    return "ios";
  }

  @Override
  public Ruling<Duration> suspendsAfter() {
    return new Ruling<>(Duration.ofSeconds(5), Rule.IOS_SUSPENDS);
  }

  // What is left of the background task's half minute, which begins when the app leaves the front.
  @Override
  public Optional<Ruling<Duration>> timeToFallAsleep() {
    return Optional.of(
        new Ruling<>(
            Duration.ofSeconds(30).minus(suspendsAfter().value()), Rule.IOS_BACKGROUND_TASK));
  }

  @Override
  public Optional<Ruling<Duration>> timeToTerminate() {
    return Optional.of(new Ruling<>(Duration.ofSeconds(5), Rule.IOS_TERMINATES));
  }

  @Override
  public Optional<Ruling<KeepAliveRefused>> refuses(
      Set<KeepAliveType> wanted, Set<KeepAliveType> held, Conditions now, Duration usedToday) {
    for (KeepAliveType type : wanted) {
      if (!MODES.contains(type)) {
        return Optional.of(
            new Ruling<>(
                new KeepAliveRefused(
                    KeepAliveRefused.Reason.UNSUPPORTED,
                    "iOS has no background mode for " + type.word(),
                    "use deferred work, or audio if the app plays or records"),
                Rule.IOS_BACKGROUND_MODE));
      }
      if (now.revoked.contains(type)) {
        return Optional.of(
            new Ruling<>(
                new KeepAliveRefused(
                    KeepAliveRefused.Reason.MISSING_PERMISSION,
                    "the user has not allowed " + type.word(),
                    "ask for it while the app is in front"),
                Rule.IOS_BACKGROUND_MODE));
      }
    }
    return Optional.empty();
  }

  @Override
  public Rule keepAliveRule() {
    return Rule.IOS_BACKGROUND_MODE;
  }

  @Override
  public Optional<Ruling<Duration>> dailyLimit(Set<KeepAliveType> types) {
    return Optional.empty();
  }

  @Override
  public Duration afterLimit() {
    return Duration.ZERO;
  }

  @Override
  public Optional<Rule> callInterrupts(Set<KeepAliveType> types) {
    return types.stream().anyMatch(SOUND::contains)
        ? Optional.of(Rule.IOS_AUDIO_INTERRUPTION)
        : Optional.empty();
  }

  @Override
  public Ruling<Duration> pushWindow() {
    return new Ruling<>(Duration.ofSeconds(30), Rule.IOS_SILENT_PUSH);
  }

  @Override
  public Duration holdsPushBack(int withinTheHour) {
    return withinTheHour < PUSHES_AN_HOUR ? Duration.ZERO : Duration.ofMinutes(30);
  }

  @Override
  public Rule forceQuitRule() {
    return Rule.IOS_FORCE_QUIT;
  }

  @Override
  public String pushService() {
    return "apns";
  }

  // UNUserNotificationCenter keeps the 64 soonest.
  @Override
  public int plannedNotifications() {
    return 64;
  }

  @Override
  public boolean showsWhenForceQuit(boolean forceQuit) {
    return true;
  }

  @Override
  public Arrival tapped(Push push) {
    return Arrival.push(push.id(), push.title(), push.body(), push.data());
  }

  @Override
  public Ruling<Duration> workWindow(WorkKind kind) {
    return kind == WorkKind.PROCESSING
        ? new Ruling<>(Duration.ofMinutes(5), Rule.IOS_PROCESSING)
        : new Ruling<>(Duration.ofSeconds(30), Rule.IOS_REFRESH);
  }

  @Override
  public Duration warning() {
    return Duration.ofSeconds(4);
  }

  @Override
  public boolean namesSlots() {
    return false;
  }

  @Override
  public Duration lookAfter(Slot slot, Random random) {
    return Duration.ofMinutes(1 + random.nextInt(90));
  }

  @Override
  public Optional<Ruling<Duration>> defers(
      Slot slot, Conditions conditions, long now, Random random) {
    Duration later = Duration.ofMinutes(20 + random.nextInt(60));
    if (conditions.inFront || !conditions.meets(slot.constraints())) {
      return Optional.of(new Ruling<>(later, Rule.IOS_REFRESH));
    }
    if (slot.kind() == WorkKind.PROCESSING && conditions.screenOn) {
      return Optional.of(new Ruling<>(later, Rule.IOS_PROCESSING));
    }
    if (conditions.lowPower) {
      return Optional.of(new Ruling<>(later, Rule.IOS_LOW_POWER));
    }
    return Optional.empty();
  }

  @Override
  public boolean forgetsAtReboot() {
    return false;
  }

  @Override
  public Optional<Rule> startsAtBoot() {
    return Optional.empty();
  }

  @Override
  public Optional<Rule> revokingEndsTheApp() {
    // Apple ends apps whose privacy settings change in Settings; not documented, hence not played.
    return Optional.empty();
  }

  @Override
  public Rule memoryRule() {
    return Rule.IOS_MEMORY;
  }

  @Override
  public Rule expirationRule() {
    return Rule.IOS_EXPIRATION;
  }
}
