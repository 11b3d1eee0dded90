package dev.mob.host.ios.internal.work;

import dev.mob.background.Constraints;
import dev.mob.background.Constraints.Network;
import dev.mob.background.WorkKind;
import dev.mob.background.WorkResult;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.host.ios.internal.life.Wakefulness;
import dev.mob.host.ios.internal.push.SilentPushes;
import dev.mob.host.ios.internal.shim.ShimFailure;
import dev.mob.host.ios.internal.shim.TaskEvents;
import dev.mob.host.ios.internal.shim.TaskScheduler;
import dev.mob.notify.PushResult;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deferred work by {@code BGTaskScheduler}. The system takes one refresh request and tells slots of
 * a kind not apart, so the app asks for the soonest of each kind and leaves the rest to the
 * extension. Silent pushes are opportunities, too.
 *
 * <p>Safe for use from any thread.
 */
public final class SystemTasks implements WorkPlatform, TaskEvents, SilentPushes.Receiver {
  /** For {@link WorkKind#REFRESH}; in {@code BGTaskSchedulerPermittedIdentifiers}. */
  public static final String REFRESH = "dev.mob.refresh";

  /** For {@link WorkKind#PROCESSING}; likewise. */
  public static final String PROCESSING = "dev.mob.processing";

  /**
   * How long an app has after its expiration handler. Apple names no number ("BGTask",
   * expirationHandler: "quickly"); in practice the app is ended after a few seconds.
   */
  static final Duration AFTER_EXPIRY = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(SystemTasks.class);

  private final TaskScheduler scheduler;
  private final Wakefulness wakefulness;
  private final Surroundings surroundings;
  private final SilentPushes pushes;
  private final Clock clock;
  private final Map<Long, Task> running = new ConcurrentHashMap<>();

  private List<Slot> planned = List.of();
  private volatile Listener listener;

  public SystemTasks(
      TaskScheduler scheduler,
      Wakefulness wakefulness,
      Surroundings surroundings,
      SilentPushes pushes,
      Clock clock) {
    this.scheduler = scheduler;
    this.wakefulness = wakefulness;
    this.surroundings = surroundings;
    this.pushes = pushes;
    this.clock = clock;
  }

  @Override
  public void listen(Listener told) {
    listener = told;
    scheduler.listen(this);
    pushes.attach(this);
  }

  /** Refuses tasks from now on. */
  public void close() {
    listener = null;
  }

  /**
   * Answers tasks that were asked for by an earlier version of the app, for nobody works on them.
   */
  public void refuseUnlessListening() {
    if (listener == null) {
      scheduler.listen(this);
    }
  }

  @Override
  public synchronized void plan(List<Slot> slots) {
    planned = new ArrayList<>(slots);
    request(WorkKind.REFRESH, REFRESH);
    request(WorkKind.PROCESSING, PROCESSING);
  }

  private List<Slot> planned(WorkKind kind) {
    List<Slot> some = new ArrayList<>();
    for (Slot slot : planned) {
      if (slot.kind() == kind) {
        some.add(slot);
      }
    }
    return some;
  }

  private void request(WorkKind kind, String identifier) {
    List<Slot> slots = planned(kind);
    if (slots.isEmpty()) {
      scheduler.cancel(identifier);
      return;
    }
    Duration soonest = slots.get(0).delay();
    // The system is asked for no more than what all of them need: the others would wait for it.
    boolean network = true;
    boolean power = true;
    for (Slot slot : slots) {
      soonest = slot.delay().compareTo(soonest) < 0 ? slot.delay() : soonest;
      network &= slot.constraints().network() != Network.NONE;
      power &= slot.constraints().charging();
    }
    try {
      double seconds = soonest.toMillis() / 1000.0;
      if (kind == WorkKind.REFRESH) {
        scheduler.submitRefresh(identifier, seconds);
      } else {
        scheduler.submitProcessing(identifier, seconds, network, power);
      }
    } catch (ShimFailure e) {
      LOG.error("iOS takes no request for {}: {}; {}", identifier, e.getMessage(), mend(e));
    }
  }

  private static String mend(ShimFailure e) {
    // BGTaskScheduler.Error.Code
    return switch ((int) e.code()) {
      case 1 ->
          "background refresh is off in the settings, or this is a simulator or an extension;"
              + " work is done when the app is woken otherwise";
      case 2 -> "other requests of the app take all places: one refresh, ten processing";
      case 3 ->
          "Info.plist lacks the background mode or the identifier in"
              + " BGTaskSchedulerPermittedIdentifiers; mob host ios writes both";
      default -> "see BGTaskScheduler.Error";
    };
  }

  @Override
  public long now() {
    return clock.millis();
  }

  @Override
  public void launched(long number, String identifier) {
    WorkKind kind = identifier.equals(PROCESSING) ? WorkKind.PROCESSING : WorkKind.REFRESH;
    Listener told = listener;
    if (told == null || !Arrays.asList(REFRESH, PROCESSING).contains(identifier)) {
      LOG.warn("iOS has launched {}, and nothing here works on it", identifier);
      scheduler.complete(number, false);
      return;
    }
    Task task = new Task(number, kind);
    running.put(number, task);
    wakefulness.stayFor(
        stay -> {
          task.stay = stay;
          told.opportunity(task);
        });
  }

  @Override
  public void expiring(long number) {
    Task task = running.get(number);
    Listener told = listener;
    if (task != null && told != null) {
      told.expiring(task, AFTER_EXPIRY);
    }
  }

  @Override
  public void push(SilentPushes.Arrived push) {
    listener.opportunity(new PushOpportunity(push));
  }

  /** A launched {@code BGTask}. */
  private final class Task implements Opportunity {
    private final long number;
    private final WorkKind kind;
    private volatile Wakefulness.Stay stay;

    Task(long number, WorkKind kind) {
      this.number = number;
      this.kind = kind;
    }

    @Override
    public WorkKind kind() {
      return kind;
    }

    @Override
    public Optional<String> slot() {
      return Optional.empty();
    }

    @Override
    public boolean meets(Constraints constraints) {
      // Processing tasks are launched when the phone is idle (BGProcessingTask).
      return surroundings.meet(constraints, kind == WorkKind.PROCESSING);
    }

    @Override
    public Optional<Push> push() {
      return Optional.empty();
    }

    @Override
    public void finished(WorkResult result) {
      running.remove(number);
      boolean success = result == WorkResult.NEW_DATA || result == WorkResult.NO_DATA;
      stay.end(() -> scheduler.complete(number, success));
    }
  }

  /** A silent push, which the notify extension may work on as well. */
  private final class PushOpportunity implements Opportunity {
    private final SilentPushes.Arrived push;

    PushOpportunity(SilentPushes.Arrived push) {
      this.push = push;
    }

    @Override
    public WorkKind kind() {
      return WorkKind.PUSH;
    }

    @Override
    public Optional<String> slot() {
      return Optional.empty();
    }

    @Override
    public boolean meets(Constraints constraints) {
      return surroundings.meet(constraints, false);
    }

    @Override
    public Optional<Push> push() {
      return Optional.of(new Push(push.message().id(), push.message().data()));
    }

    @Override
    public void finished(WorkResult result) {
      push.answer(
          SystemTasks.this,
          switch (result) {
            case NEW_DATA -> PushResult.NEW_DATA;
            case NO_DATA -> PushResult.NO_DATA;
            case FAILED, RETRY -> PushResult.FAILED;
          });
    }
  }
}
