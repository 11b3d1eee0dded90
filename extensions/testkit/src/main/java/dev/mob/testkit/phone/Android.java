package dev.mob.testkit.phone;

import dev.mob.background.KeepAliveRefused;
import dev.mob.background.KeepAliveType;
import dev.mob.background.WorkKind;
import dev.mob.background.platform.WorkPlatform.Slot;
import dev.mob.notify.platform.Arrival;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Android of an API level, with an app that declares a service of every type. */
final class Android implements OperatingSystem {
  private static final int ANDROID_9 = 28;
  private static final int ANDROID_12 = 31;
  private static final int ANDROID_15 = 35;
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;

  private final int api;

  Android(int api) {
    this.api = api;
  }

  @Override
  public String name() {
    return "android " + api;
  }

  @Override
  public Ruling<Duration> suspendsAfter() {
    return new Ruling<>(Duration.ofSeconds(10), Rule.ANDROID_CACHED);
  }

  @Override
  public Optional<Ruling<Duration>> timeToFallAsleep() {
    return Optional.empty();
  }

  @Override
  public Optional<Ruling<Duration>> timeToTerminate() {
    return Optional.empty();
  }

  @Override
  public Optional<Ruling<KeepAliveRefused>> refuses(
      Set<KeepAliveType> wanted, Set<KeepAliveType> held, Conditions now, Duration usedToday) {
    for (KeepAliveType type : wanted) {
      if (now.revoked.contains(type)) {
        return Optional.of(
            new Ruling<>(
                new KeepAliveRefused(
                    KeepAliveRefused.Reason.MISSING_PERMISSION,
                    "the user has not allowed " + type.word(),
                    "ask for it while the app is in front"),
                Rule.ANDROID_FOREGROUND_SERVICE));
      }
    }
    if (held.isEmpty() && !now.inFront && api >= ANDROID_12) {
      return Optional.of(
          new Ruling<>(
              new KeepAliveRefused(
                  KeepAliveRefused.Reason.BACKGROUND_START,
                  "a foreground service cannot be started from the background",
                  "take the lease while the app is in front"),
              Rule.ANDROID_BACKGROUND_START));
    }
    Optional<Ruling<Duration>> limit = dailyLimit(wanted);
    if (limit.isPresent() && usedToday.compareTo(limit.get().value()) >= 0) {
      return Optional.of(
          new Ruling<>(
              new KeepAliveRefused(
                  KeepAliveRefused.Reason.QUOTA_USED_UP,
                  "the six hours of data sync of this day are used up",
                  "wait until the user opens the app, or schedule work"),
              Rule.ANDROID_DATA_SYNC_LIMIT));
    }
    return Optional.empty();
  }

  @Override
  public Rule keepAliveRule() {
    return Rule.ANDROID_FOREGROUND_SERVICE;
  }

  @Override
  public Optional<Ruling<Duration>> dailyLimit(Set<KeepAliveType> types) {
    return api >= ANDROID_15 && types.contains(KeepAliveType.DATA_SYNC)
        ? Optional.of(new Ruling<>(Duration.ofHours(6), Rule.ANDROID_DATA_SYNC_LIMIT))
        : Optional.empty();
  }

  @Override
  public Duration afterLimit() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Optional<Rule> callInterrupts(Set<KeepAliveType> types) {
    return Optional.empty();
  }

  @Override
  public Ruling<Duration> pushWindow() {
    return new Ruling<>(Duration.ofSeconds(10), Rule.ANDROID_PUSH);
  }

  @Override
  public Duration holdsPushBack(int withinTheHour) {
    return Duration.ZERO;
  }

  @Override
  public Rule forceQuitRule() {
    return Rule.ANDROID_FORCE_STOP;
  }

  @Override
  public String pushService() {
    return "fcm";
  }

  // AlarmManager: 500 alarms for an app.
  @Override
  public int plannedNotifications() {
    return 500;
  }

  @Override
  public boolean showsWhenForceQuit(boolean forceQuit) {
    return !forceQuit;
  }

  // FCM: the tap's extras hold the data and the message id, neither title nor body.
  @Override
  public Arrival tapped(Push push) {
    return Arrival.push(push.id(), "", "", push.data());
  }

  @Override
  public Ruling<Duration> workWindow(WorkKind kind) {
    return new Ruling<>(Duration.ofMinutes(10), Rule.ANDROID_JOB);
  }

  @Override
  public Duration warning() {
    return Duration.ofSeconds(4);
  }

  @Override
  public boolean namesSlots() {
    return true;
  }

  @Override
  public Duration lookAfter(Slot slot, Random random) {
    return Duration.ofSeconds(random.nextInt(15 * 60));
  }

  @Override
  public Optional<Ruling<Duration>> defers(
      Slot slot, Conditions conditions, long now, Random random) {
    if (conditions.dozes(now)) {
      // The windows lie further and further apart: 1, 2, 4, then 6 hours.
      long dozed = now - conditions.stillSince;
      long window = dozed < 2 * HOUR ? HOUR : dozed < 4 * HOUR ? 2 * HOUR : 4 * HOUR;
      if (now - conditions.lastWork < window) {
        return Optional.of(new Ruling<>(Duration.ofMillis(window), Rule.ANDROID_DOZE));
      }
    }
    if (!conditions.meets(slot.constraints())) {
      return Optional.of(
          new Ruling<>(Duration.ofMinutes(10 + random.nextInt(20)), Rule.ANDROID_JOB));
    }
    long since = now - conditions.lastUsed;
    long apart = since < 12 * HOUR ? 0 : since < 2 * DAY ? 2 : since < 7 * DAY ? 8 : 24;
    long left = api < ANDROID_9 ? 0 : conditions.lastWork + apart * HOUR - now;
    if (left > 0) {
      return Optional.of(new Ruling<>(Duration.ofMillis(left), Rule.ANDROID_STANDBY));
    }
    return Optional.empty();
  }

  @Override
  public boolean forgetsAtReboot() {
    return true;
  }

  @Override
  public Optional<Rule> startsAtBoot() {
    return Optional.of(Rule.ANDROID_BOOT);
  }

  @Override
  public Optional<Rule> revokingEndsTheApp() {
    return Optional.of(Rule.ANDROID_PERMISSION);
  }

  @Override
  public Rule memoryRule() {
    return Rule.ANDROID_MEMORY;
  }

  @Override
  public Rule expirationRule() {
    return Rule.ANDROID_JOB;
  }
}
