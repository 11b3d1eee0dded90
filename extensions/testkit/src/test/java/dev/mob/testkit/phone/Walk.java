package dev.mob.testkit.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.background.Background;
import dev.mob.background.Constraints;
import dev.mob.background.KeepAlive;
import dev.mob.background.KeepAliveRefused;
import dev.mob.background.KeepAliveType;
import dev.mob.background.Lease;
import dev.mob.background.WorkRequest;
import dev.mob.process.CallFailed;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.Receive;
import dev.mob.state.StateFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A phone's week at random, from a seed. After each step it holds the app's ledger, {@link
 * WalkApp}, against what the phone and the app say.
 */
final class Walk {
  private static final Duration WEEK = Duration.ofDays(7);

  private final long seed;
  private final Random random;
  private final WalkApp app;
  private final Phone phone;
  private final Map<Long, Pid> owners = new HashMap<>();
  private final List<Lease> leases = new ArrayList<>();
  private final Set<String> scheduled = new HashSet<>();
  private final List<String> pushes = new ArrayList<>();
  private int names;
  private long ticks;
  private int reminders;
  private Duration lastMistake = Duration.ZERO;
  private int tookPushes;

  Walk(long seed) {
    this.seed = seed;
    random = new Random(seed);
    app = new WalkApp(seed);
    // Not by the first of the random numbers, which neighbouring seeds have in common.
    phone =
        seed % 2 == 0
            ? Phone.ios(seed, app::parts)
            : Phone.android(List.of(26, 30, 34, 35).get((int) (seed / 2 % 4)), seed, app::parts);
    app.phone = phone;
  }

  void live() {
    try {
      liveOn();
    } catch (RuntimeException e) {
      throw new AssertionError(replay() + ", " + phone + ": " + e, e);
    }
    assertThat(app.violations).as(replay()).isEmpty();
  }

  private String replay() {
    return "seed " + seed + ": -Dmob.walk.seed=" + seed;
  }

  private void liveOn() {
    phone.open();
    attempt(() -> phone.service(Background.class).schedule(WorkRequest.onPush("push", "work")));
    while (phone.elapsed().compareTo(WEEK) < 0) {
      step();
      check();
    }
    recover();
  }

  private void step() {
    switch (random.nextInt(24)) {
      case 0, 1 -> phone.open();
      case 2, 3 -> phone.pressHome();
      case 4 -> phone.lock();
      case 5 -> takeLease();
      case 6 -> dropLease();
      case 7 -> crashOwner();
      case 8 -> schedule();
      case 9, 10 -> push();
      case 11 -> attempt(app::commit);
      case 12 -> tick();
      case 13 -> phone.killAtCommit(random.nextInt(6), random.nextBoolean());
      case 14 -> fault();
      case 15 -> phone.charger(random.nextBoolean());
      case 16 -> phone.network(Constraints.Network.values()[random.nextInt(3)]);
      case 17 -> phone.phoneCall(Duration.ofMinutes(1 + random.nextInt(20)));
      case 18 ->
          attempt(() -> app.remind(++reminders, Duration.ofMinutes(1 + random.nextInt(10 * 60))));
      case 19 -> mistake();
      default -> phone.passes(Duration.ofSeconds(1 + random.nextInt(6 * 3600)));
    }
  }

  private void fault() {
    switch (random.nextInt(8)) {
      case 0 -> forceQuit();
      case 1 -> phone.kill();
      case 2 -> phone.reboot();
      case 3 -> phone.setClock(Duration.ofHours(random.nextInt(20_000) - 10_000));
      case 4 -> phone.revoke(KeepAliveType.LOCATION);
      case 5 -> phone.grant(KeepAliveType.LOCATION);
      case 6 -> phone.lowPower(random.nextBoolean());
      default -> phone.lowMemory();
    }
  }

  /** Where the app is told of its end, what it has counted by then must be on disk. */
  private void forceQuit() {
    phone.forceQuit();
    List<Timeline.Entry> entries = phone.timeline().entries();
    boolean told =
        entries.size() > 1
            && entries.get(entries.size() - 2).what().equals("told that it is ended")
            && entries.get(entries.size() - 1).what().endsWith("force-quit");
    if (told) {
      app.ticksAreSaved();
    }
  }

  /** What counts the leases ends by a mistake of its own, and is started again. */
  private void mistake() {
    if (phone.elapsed().minus(lastMistake).compareTo(Duration.ofMinutes(1)) < 0) {
      return; // more often and it is given up, as any process
    }
    lastMistake = phone.elapsed();
    attempt(
        () -> phone.runtime().exit(phone.runtime().whereis("background_leases"), ExitReason.KILL));
  }

  /** Does something with the app if it runs; a kill amid it is part of the game. */
  private boolean attempt(Runnable action) {
    if (!phone.isRunning() || phone.isSuspended()) {
      return false;
    }
    try {
      action.run();
      return true;
    } catch (KilledAtCommit | CallFailed | StateFailure killed) {
      return false;
    } finally {
      phone.passes(Duration.ZERO);
    }
  }

  private void takeLease() {
    attempt(
        () -> {
          Pid owner =
              phone.runtime().spawn((Receive<Object>) (message, state, self) -> state, null);
          KeepAliveType type = KeepAliveType.values()[random.nextInt(6)];
          try {
            Lease lease =
                phone
                    .service(Background.class)
                    .keepAlive(KeepAlive.because("walk").type(type).ownedBy(owner));
            owners.put(lease.id(), owner);
            leases.add(lease);
          } catch (KeepAliveRefused refused) {
            phone.runtime().exit(owner, ExitReason.SHUTDOWN);
          }
        });
  }

  private void dropLease() {
    if (!leases.isEmpty()) {
      Lease lease = leases.remove(random.nextInt(leases.size()));
      attempt(lease::close);
    }
  }

  private void crashOwner() {
    attempt(
        () -> {
          for (Pid owner : owners.values()) {
            if (random.nextBoolean()) {
              phone.runtime().exit(owner, ExitReason.KILL);
            }
          }
        });
  }

  private void schedule() {
    String name = "once-" + names++;
    WorkRequest request =
        random.nextInt(4) == 0
            ? WorkRequest.every(Duration.ofHours(1 + random.nextInt(12)), "every-" + name, "work")
            : WorkRequest.once(name, "work");
    WorkRequest named = request.input(Map.of("name", request.name()));
    attempt(
        () -> {
          if (phone.service(Background.class).schedule(named) && named.period() == null) {
            scheduled.add(name);
          }
        });
  }

  /** Mostly a new one; at times one that was sent before, as a server does that heard nothing. */
  private void push() {
    if (pushes.isEmpty() || random.nextInt(5) > 0) {
      pushes.add("m" + names++);
    }
    String id = pushes.get(pushes.size() - 1 - random.nextInt(Math.min(4, pushes.size())));
    phone.receivePush(id, Map.of("id", id));
  }

  private void tick() {
    attempt(
        () -> {
          for (int i = random.nextInt(20); i >= 0; i--) {
            Object message = i == 13 ? "crash" : new WalkApp.Tick(++ticks);
            phone.runtime().cast(ProcessName.of("ticker"), message);
          }
          if (random.nextInt(4) == 0) {
            phone.passes(Duration.ZERO);
            killTicker();
          }
          phone.passes(Duration.ofMillis(500));
          if (phone.isRunning() && !phone.isSuspended()) {
            // Longer ago than states are gathered for: it must be on disk.
            app.ticksAreSaved();
          }
        });
  }

  /** Killed it says no goodbye: what it counted last is only in memory. */
  private void killTicker() {
    boolean awake = phone.isRunning() && !phone.isSuspended();
    Pid ticker = awake ? phone.runtime().whereis("ticker") : null;
    if (ticker != null) {
      phone.runtime().exit(ticker, ExitReason.KILL);
    }
  }

  private void check() {
    if (phone.isRunning() && !phone.isSuspended()) {
      attempt(
          () -> {
            var held = phone.service(Background.class).status().leases();
            if (held.isEmpty() == phone.isKeptAwake()) {
              app.violated(held.size() + " leases, kept awake: " + phone.isKeptAwake());
            }
            held.forEach(
                lease -> {
                  Pid owner = owners.get(lease.id());
                  if (owner != null && !phone.runtime().isAlive(owner)) {
                    app.violated("lease " + lease.id() + " outlives its process");
                  }
                });
            app.remindersHaveCome();
          });
    } else if (phone.isSuspended()) {
      app.ticksAreSaved();
    } else {
      owners.clear();
      leases.clear();
    }
  }

  /** Lets everything calm down; then no work may be left over, and none may be missing. */
  private void recover() {
    phone.killAtCommit(Integer.MAX_VALUE, false);
    phone.network(Constraints.Network.UNMETERED);
    phone.lowPower(false);
    for (int day = 0; day < 6; day++) {
      phone.open();
      phone.charger(true);
      phone.lock();
      phone.passes(Duration.ofHours(20));
    }
    phone.open();
    Set<String> left = new HashSet<>();
    phone.service(Background.class).status().work().forEach(work -> left.add(work.name()));
    Set<String> taken = pushesTaken();
    for (String name : app.begun.keySet()) {
      if (name.startsWith("push#") && !pushes.contains(name.substring("push#".length()))) {
        app.violated(name + " was never sent");
      }
    }
    scheduled.addAll(taken);
    tookPushes = taken.size();
    for (String name : scheduled) {
      if (left.contains(name)) {
        app.violated(name + " is still there");
      }
      if (!app.begun.containsKey(name)) {
        app.violated(name + " was lost");
      }
      if (!app.finished.containsKey(name) && !app.perhapsFinished.contains(name)) {
        app.violated(name + " was never finished");
      }
      if (app.finished.getOrDefault(name, 0) > 1) {
        app.violated(name + " was finished more than once");
      }
    }
    if (phone.overstays() > 0) {
      app.violated("the app was ended for overstaying");
    }
    if (app.beats == 0) {
      app.violated("the heart never beat");
    }
  }

  /**
   * The pushes that the app has told the system it is done with, also those that the system had
   * held back: what became of them is the app's to answer for. One that came to nobody, or at which
   * the app was killed, is lost on a real phone too.
   */
  private Set<String> pushesTaken() {
    Set<String> taken = new HashSet<>();
    for (Timeline.Entry entry : phone.timeline().entries()) {
      if (entry.track() == Timeline.Track.WORK
          && entry.what().startsWith("push ")
          && entry.what().contains(" is done: ")) {
        taken.add("push#" + entry.what().split(" ")[1]);
      }
    }
    return taken;
  }

  /** What many walks have met, to see that they meet what they are for. */
  static final class Tally {
    private long starts;
    private long works;
    private long pushes;
    private long heldBack;
    private long suspensions;
    private long commits;

    void add(Walk walk) {
      starts += walk.phone.starts();
      works += walk.app.finished.size();
      pushes += walk.tookPushes;
      commits += walk.app.committed;
      for (Timeline.Entry entry : walk.phone.timeline().entries()) {
        suspensions += "suspended".equals(entry.state()) ? 1 : 0;
        heldBack += entry.what().endsWith(" is held back") ? 1 : 0;
      }
    }

    @Override
    public String toString() {
      return starts
          + " starts, "
          + suspensions
          + " suspensions, "
          + works
          + " works, "
          + pushes
          + " pushes of which "
          + heldBack
          + " were held back, "
          + commits
          + " commits";
    }
  }
}
