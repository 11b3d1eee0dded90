package dev.mob.testkit.phone;

import dev.mob.background.Background;
import dev.mob.background.BackgroundExtension;
import dev.mob.background.Lifecycle;
import dev.mob.background.LifecycleEvent;
import dev.mob.background.Work;
import dev.mob.background.WorkExpiring;
import dev.mob.background.WorkResult;
import dev.mob.config.Settings;
import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;
import dev.mob.process.CallFailed;
import dev.mob.process.ChildSpec;
import dev.mob.process.ExitReason;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.Self;
import dev.mob.state.Codec;
import dev.mob.state.Key;
import dev.mob.state.Namespace;
import dev.mob.state.Persistence;
import dev.mob.state.PersistentServer;
import dev.mob.state.StateStore;
import dev.mob.testkit.Part;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * The app of the random walks, and the ledger in which it writes what it believes: the ledger is
 * beside the phone and outlives the app's kills, so what the app finds again can be held against
 * it.
 */
final class WalkApp {
  private static final Key<Long> COUNT = Key.of("count", Codec.LONG);

  /** Written in the same transactions as the count. */
  private static final Key<Long> MIRROR = Key.of("mirror", Codec.LONG);

  static final Key<Long> TICKS = Key.of("ticks", Codec.LONG);

  /** Read once: an app starts some dozen times in a week, ten thousand weeks long. */
  private static final Settings SETTINGS = Part.described(new BackgroundExtension()).settings();

  private final Random random;

  /** The phone; set once, before the app first starts. */
  Phone phone;

  final Set<String> violations = new HashSet<>();
  final Map<String, Integer> begun = new HashMap<>();
  final Map<String, Integer> finished = new HashMap<>();

  /** What was finished at a commit that killed the app: it may be done, it may be to do. */
  final Set<String> perhapsFinished = new HashSet<>();

  /** The progress that a piece of work has saved, and the one that it was about to save. */
  private final Map<String, Set<String>> progress = new HashMap<>();

  /** Numbered messages that the ticker's timers are to bring it, by when they are due. */
  private final Map<Long, Duration> timers = new TreeMap<>();

  /** The number of the last tick, and whether the next one may be another than the one after. */
  private long lastTick;

  private boolean ticksMayBeMissing;

  /** Which process runs what, or ran it last. */
  private final Map<String, Pid> running = new HashMap<>();

  /** What the last commit that returned left, and the one that was begun last. */
  long committed;

  long attempted;

  /** What the persistent server has counted, and how much of that must be on disk. */
  private long ticks;

  private long savedTicks;

  /** The persistent server has begun in this start of the app. */
  private boolean ticking;

  private Namespace state;
  Persistence persistence;
  long beats;

  WalkApp(long seed) {
    random = new Random(seed);
  }

  List<Part> parts() {
    running.clear();
    timers.clear();
    ticking = false;
    return List.of(
        new Part("background", new BackgroundExtension(), SETTINGS), Part.of("app", new App()));
  }

  void violated(String what) {
    violations.add(what);
  }

  private final class App implements Extension {
    @Override
    public void activate(ExtensionContext context) {
      StateStore store = StateStore.of(context);
      state = store.namespace("app");
      store.setAside().ifPresent(aside -> violated("the state was set aside"));
      long found = state.get(COUNT).orElse(0L);
      if (found != committed && found != attempted) {
        violated("committed " + committed + ", attempted " + attempted + ", found " + found);
      }
      if (found != state.get(MIRROR).orElse(0L)) {
        violated("half of a transaction is there");
      }
      committed = found;
      attempted = found;
      persistence = Persistence.of(context, store);
      context.supervise(
          ChildSpec.worker(
                  "ticker",
                  persistence.server(new Ticker(context.require(Lifecycle.class)), TICKS),
                  null)
              .name("ticker"));
      context.supervise(ChildSpec.worker("heart", new Heart(), null));
      context.require(Background.class).worker("work", new Worker());
    }
  }

  /** Nothing was counted for so long, or the app is suspended: all ticks must be on disk. */
  void ticksAreSaved() {
    savedTicks = ticks;
  }

  /** Commits one more than is there. */
  void commit() {
    attempted = committed + 1;
    state.update(
        transaction -> {
          transaction.put(COUNT, attempted);
          transaction.put(MIRROR, attempted);
        });
    committed = attempted;
  }

  /** Has a timer bring the ticker a message. */
  void remind(long number, Duration wait) {
    timers.put(number, phone.elapsed().plus(wait));
    phone.runtime().sendAfter(wait, phone.runtime().whereis("ticker"), new Reminder(number));
  }

  /** The app runs: whatever a timer was to bring by now has come. */
  void remindersHaveCome() {
    timers.forEach(
        (number, due) -> {
          if (due.compareTo(phone.elapsed()) < 0) {
            violated("reminder " + number + " has not come");
          }
        });
  }

  /** What a timer brings. */
  private record Reminder(long number) {}

  /** What is cast. */
  record Tick(long number) {}

  /** Takes its time, at times more than it has, hangs or fails now and then. */
  private final class Worker implements GenServer<Work> {
    @Override
    public Init<Work> init(Object argument, Self self) {
      Work work = (Work) argument;
      Pid other = running.put(work.name(), self.pid());
      if (other != null && self.runtime().isAlive(other)) {
        violated(work.name() + " runs twice at once");
      }
      begun.merge(work.name(), 1, Integer::sum);
      String named = work.input().getOrDefault("id", work.input().get("name"));
      if (!work.name().endsWith("#" + named) && !work.name().equals(named)) {
        violated(work.name() + " has the input of " + named);
      }
      String reached = work.progress().getOrDefault("attempt", "");
      if (!progress.getOrDefault(work.name(), Set.of("")).contains(reached)) {
        violated(work.name() + " has reached " + progress.get(work.name()) + ", not " + reached);
      }
      if (finished.containsKey(work.name()) && !work.name().startsWith("every")) {
        violated(work.name() + " runs again after it was finished");
      }
      // Later attempts are quick, so that the last days of a walk are enough for all of them.
      boolean hurry = work.attempt() > 4;
      if (hurry || random.nextInt(8) > 0) {
        int most = hurry ? 2_000 : 60_000;
        self.sendAfter(Duration.ofMillis(random.nextInt(most)), self.pid(), "done");
      }
      return Init.ok(work);
    }

    @Override
    public Next<Work> handleInfo(Object message, Work work, Self self) {
      if (message instanceof WorkExpiring) {
        return Next.keep(); // whoever does not listen is ended
      }
      if (phone.isSuspended()) {
        violated(work.name() + " runs while the app is suspended");
      }
      if (random.nextBoolean()) {
        saveProgress(work);
      }
      int chance = work.attempt() > 4 ? 9 : random.nextInt(10);
      if (chance == 0) {
        throw new IllegalStateException("the work's own mistake");
      }
      if (chance == 1) {
        work.finish(WorkResult.RETRY);
      } else {
        finish(work);
      }
      return Next.stop(ExitReason.NORMAL, work);
    }

    private void saveProgress(Work work) {
      String reached = "" + work.attempt();
      Set<String> either = progress.computeIfAbsent(work.name(), name -> new HashSet<>(Set.of("")));
      either.add(reached);
      work.saveProgress(Map.of("attempt", reached));
      either.retainAll(Set.of(reached));
    }

    private void finish(Work work) {
      try {
        work.finish(WorkResult.NEW_DATA);
      } catch (CallFailed killed) {
        perhapsFinished.add(work.name());
        progress.computeIfAbsent(work.name(), name -> new HashSet<>()).add("");
        throw killed;
      }
      finished.merge(work.name(), 1, Integer::sum);
      progress.remove(work.name());
      if (random.nextInt(4) == 0) {
        finishAgain(work);
      }
    }

    private void finishAgain(Work work) {
      try {
        work.finish(WorkResult.RETRY);
        violated(work.name() + " was finished a second time");
      } catch (IllegalStateException over) {
        // As it is to be.
      }
    }
  }

  /** Counts its ticks, and crashes at times. */
  private final class Ticker implements PersistentServer<Long> {
    private final Lifecycle lifecycle;

    Ticker(Lifecycle lifecycle) {
      this.lifecycle = lifecycle;
    }

    @Override
    public Init<Long> init(Object argument, Optional<Long> saved, Self self) {
      long found = saved.orElse(0L);
      if (ticking ? found != ticks : found < savedTicks || found > ticks) {
        violated(
            "ticks: "
                + savedTicks
                + " on disk, "
                + ticks
                + " counted, "
                + found
                + " offered after a "
                + (ticking ? "crash" : "start"));
      }
      ticking = true;
      ticksMayBeMissing = true;
      timers.clear();
      lifecycle.subscribe(self.pid());
      ticks = found;
      savedTicks = Math.min(savedTicks, found);
      return Init.ok(found);
    }

    @Override
    public Next<Long> handleCast(Object message, Long counted, Self self) {
      if (message.equals("crash")) {
        throw new IllegalStateException("the ticker's own mistake");
      }
      long number = ((Tick) message).number();
      if (number <= lastTick || number > lastTick + 1 && !ticksMayBeMissing) {
        violated("tick " + number + " comes after " + lastTick);
      }
      lastTick = number;
      ticksMayBeMissing = false;
      ticks = counted + 1;
      return Next.noreply(ticks);
    }

    /** Changes at the last moment, when no timer is left to save it: only the suspension does. */
    @Override
    public Next<Long> handleInfo(Object message, Long counted, Self self) {
      if (message instanceof Reminder reminder) {
        Duration due = timers.remove(reminder.number());
        if (due == null || due.compareTo(phone.elapsed()) > 0) {
          violated(reminder + " was due " + due);
        }
      }
      boolean lastMoment =
          message instanceof LifecycleEvent.AboutToSuspend
              || message instanceof LifecycleEvent.Terminating;
      if (!lastMoment) {
        return Next.keep();
      }
      ticks = counted + 1;
      return Next.noreply(ticks);
    }
  }

  /** Beats each hour, and must not while the app is suspended. */
  private final class Heart implements GenServer<Integer> {
    @Override
    public Init<Integer> init(Object argument, Self self) {
      self.sendAfter(Duration.ofHours(1), self.pid(), "beat");
      return Init.ok(0);
    }

    @Override
    public Next<Integer> handleInfo(Object message, Integer state, Self self) {
      beats++;
      if (phone.isSuspended() || self.runtime().isSuspended()) {
        violated("a process runs while the app is suspended");
      }
      self.sendAfter(Duration.ofHours(1), self.pid(), "beat");
      return Next.keep();
    }
  }
}
