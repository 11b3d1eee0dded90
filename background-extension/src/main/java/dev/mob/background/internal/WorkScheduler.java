package dev.mob.background.internal;

import dev.mob.background.BackgroundStatus.ScheduledWork;
import dev.mob.background.Constraints;
import dev.mob.background.WorkExpiring;
import dev.mob.background.WorkRequest;
import dev.mob.background.WorkResult;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.background.platform.WorkPlatform.Slot;
import dev.mob.extension.ExtensionStopped;
import dev.mob.process.Address;
import dev.mob.process.Behaviour;
import dev.mob.process.Down;
import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.Ref;
import dev.mob.process.Response;
import dev.mob.process.Self;
import dev.mob.state.Namespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Has work done when the platform gives an opportunity for it.
 *
 * <p>What makes "never lost, never twice at once" true: a run is noted on disk before its process
 * starts, its outcome before anything else happens; all of it in this one process. Work that a kill
 * has interrupted is still noted as begun at the next start and is tried again after its back-off.
 * The runs' supervisor is started after this process and ends with it (rest_for_one), so no run
 * outlives what knows of it.
 */
final class WorkScheduler implements GenServer<WorkDesk> {
  /** How long an app that was started for work may take to name its workers. */
  private static final Duration WORKERS_NAMED = Duration.ofSeconds(5);

  /** How long a process may go on after it has finished its work. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  /** A timer that fires a little early must not cost an opportunity. */
  private static final long EARLY_MILLIS = 1_000;

  private final Supplier<Namespace> store;
  private final BiConsumer<Pid, Object> whenReady;
  private final WorkPlatform platform;
  private final Map<String, Behaviour<?>> workers;
  private final Runs runs;
  private final int maxRunning;
  private final Logger log;

  /** A call: true when it was taken. */
  record Schedule(WorkRequest request) {}

  /** A call: true when there was such work. */
  record Cancel(String name) {}

  /** A call from a run: true when the run is not over. */
  record Progress(Ref run, Map<String, String> progress) {}

  /** A call from a run: true when the run is not over. */
  record Finish(Ref run, WorkResult result) {}

  /** A call: what is there, as a list of {@link ScheduledWork}. */
  record Status() {}

  /** A cast: the platform gives an opportunity. */
  record Arrived(WorkPlatform.Opportunity opportunity) {}

  /** A cast: an opportunity's time runs out. */
  record Expiring(WorkPlatform.Opportunity opportunity, Duration left) {}

  /** A cast: a worker was named. */
  record WorkerNamed() {}

  /** A message: the boot is over, there is time to open what is not open yet. */
  private record Open() {}

  private record NoMoreWorkers(OpenOpportunity open) {}

  private record Cut(OpenOpportunity open) {}

  private record Lingers(Run run) {}

  /**
   * @param store opens where the work is kept; called once a start, in this process
   * @param whenReady sends a process a message when the boot is over
   */
  WorkScheduler(
      Supplier<Namespace> store,
      BiConsumer<Pid, Object> whenReady,
      WorkPlatform platform,
      Map<String, Behaviour<?>> workers,
      Address supervisor,
      int maxRunning,
      Logger log) {
    this.store = store;
    this.whenReady = whenReady;
    this.platform = platform;
    this.workers = workers;
    this.runs = new Runs(workers, supervisor, platform, log);
    this.maxRunning = maxRunning;
    this.log = log;
  }

  /**
   * Opening a database takes tens of milliseconds of both cores, for which the app's start need not
   * wait: it is opened when the boot is over, or by the first who needs it. Until then the platform
   * keeps its opportunities, since nobody listens for them.
   */
  @Override
  public Init<WorkDesk> init(Object argument, Self self) {
    whenReady.accept(self.pid(), new Open());
    return Init.ok(new WorkDesk());
  }

  /** Opens what is not open yet; false when it never will be, since the extension stops. */
  private boolean opened(WorkDesk desk, Self self) {
    if (desk.table != null) {
      return true;
    }
    try {
      desk.table = new WorkTable(store.get(), log);
    } catch (ExtensionStopped stopped) {
      // Told to stop before it had begun: nothing is open, nothing is lost.
      return false;
    }
    long now = platform.now();
    for (WorkRow row : new ArrayList<>(desk.table.all())) {
      if (row.begun()) {
        desk.table.put(row.after(WorkResult.RETRY, now));
      }
    }
    plan(desk);
    platform.listen(new PlatformEvents(self.runtime(), self.pid()));
    return true;
  }

  // ---- calls

  @Override
  public Next<WorkDesk> handleCall(Object request, From from, WorkDesk desk, Self self) {
    if (!opened(desk, self)) {
      return Next.stop(ExitReason.SHUTDOWN, desk);
    }
    if (request instanceof Schedule) {
      return Next.reply(schedule(((Schedule) request).request(), desk, self), desk);
    }
    if (request instanceof Cancel) {
      return Next.reply(cancel(((Cancel) request).name(), desk, self), desk);
    }
    if (request instanceof Progress) {
      Progress progress = (Progress) request;
      Run run = desk.unsettled(progress.run());
      if (run != null) {
        desk.table.find(run.work).ifPresent(r -> desk.table.put(r.progress(progress.progress())));
      }
      return Next.reply(run != null, desk);
    }
    if (request instanceof Finish) {
      Run run = desk.unsettled(((Finish) request).run());
      if (run != null) {
        runs.settle(run, ((Finish) request).result(), desk);
        self.sendAfter(LINGER, self.pid(), new Lingers(run));
      }
      return Next.reply(run != null, desk);
    }
    return Next.reply(status(desk), desk);
  }

  private boolean schedule(WorkRequest request, WorkDesk desk, Self self) {
    boolean there = desk.table.find(request.name()).isPresent();
    if (there && !request.replace()) {
      return false;
    }
    if (there) {
      runs.callOff(request.name(), desk, self);
    }
    desk.table.put(WorkRow.first(request, platform.now()));
    plan(desk);
    return true;
  }

  private boolean cancel(String name, WorkDesk desk, Self self) {
    if (!desk.table.find(name).isPresent()) {
      return false;
    }
    desk.table.remove(name);
    runs.callOff(name, desk, self);
    plan(desk);
    return true;
  }

  private static List<ScheduledWork> status(WorkDesk desk) {
    List<ScheduledWork> status = new ArrayList<>();
    for (WorkRow row : desk.table.all()) {
      status.add(
          new ScheduledWork(
              row.name(),
              row.request().worker(),
              row.request().kind(),
              desk.runs.containsKey(row.name()),
              row.attempt(),
              row.due()));
    }
    return status;
  }

  // ---- opportunities

  @Override
  public Next<WorkDesk> handleCast(Object message, WorkDesk desk, Self self) {
    // Before it is open nobody has been given an opportunity: what is cast is a worker's name.
    if (message instanceof Arrived) {
      arrived(((Arrived) message).opportunity(), desk, self);
    } else if (message instanceof Expiring) {
      Expiring expiring = (Expiring) message;
      for (OpenOpportunity open : new ArrayList<>(desk.open)) {
        if (open.opportunity == expiring.opportunity()) {
          warn(open, expiring.left(), desk, self);
        }
      }
    } else {
      for (OpenOpportunity open : new ArrayList<>(desk.open)) {
        fill(open, desk, self);
      }
    }
    return Next.keep();
  }

  private void arrived(WorkPlatform.Opportunity opportunity, WorkDesk desk, Self self) {
    long now = platform.now();
    for (WorkRow row : new ArrayList<>(desk.table.all())) {
      WorkRow kept = row.noLaterThanPromised(now);
      if (kept != row) {
        desk.table.put(kept);
      }
    }
    List<String> begun = opportunity.push().map(push -> desk.table.begin(push, now)).orElse(null);
    OpenOpportunity open = new OpenOpportunity(opportunity, begun);
    desk.open.add(open);
    self.sendAfter(WORKERS_NAMED, self.pid(), new NoMoreWorkers(open));
    fill(open, desk, self);
  }

  /** Begins what the opportunity is for, as far as there is room; ends it when nothing is left. */
  private void fill(OpenOpportunity open, WorkDesk desk, Self self) {
    boolean more = false;
    if (!open.expiring) {
      long now = platform.now() + EARLY_MILLIS;
      for (WorkRow row : new ArrayList<>(desk.table.all())) {
        if (row.due() > now || !open.isFor(row) || desk.runs.containsKey(row.name())) {
          continue;
        }
        if (!workers.containsKey(row.request().worker())) {
          more |= open.waitsForWorkers;
          if (!open.waitsForWorkers) {
            postpone(row, desk);
          }
        } else if (desk.runs.size() >= maxRunning) {
          more = true;
        } else {
          begin(row, open, desk, self);
        }
      }
    }
    if (open.running.isEmpty() && !more) {
      close(open, desk);
    } else {
      plan(desk);
    }
  }

  /** Its code is not there, perhaps no more; not a reason to be woken again and again at once. */
  private void postpone(WorkRow row, WorkDesk desk) {
    log.error(
        "work {} waits for a worker named {}; name it with Background.worker when the app starts",
        row.name(),
        row.request().worker());
    desk.table.put(row.after(WorkResult.RETRY, platform.now()));
  }

  private void close(OpenOpportunity open, WorkDesk desk) {
    if (desk.open.remove(open)) {
      // Giving the opportunity has used up what the platform was told.
      desk.planned = null;
      plan(desk);
      open.opportunity.finished(open.best);
    }
  }

  private void begin(WorkRow row, OpenOpportunity open, WorkDesk desk, Self self) {
    runs.begin(row, desk, self);
    open.tried.add(row.name());
    open.running.add(row.name());
  }

  private void warn(OpenOpportunity open, Duration left, WorkDesk desk, Self self) {
    open.expiring = true;
    open.waitsForWorkers = false;
    // A quarter of the time is ours, to note the outcomes and to tell the platform.
    Duration theirs = left.multipliedBy(3).dividedBy(4);
    for (String work : open.running) {
      Run run = desk.runs.get(work);
      if (run.process != null) {
        self.send(run.process, new WorkExpiring(theirs));
      }
    }
    self.sendAfter(theirs, self.pid(), new Cut(open));
    fill(open, desk, self);
  }

  private void cut(OpenOpportunity open, WorkDesk desk, Self self) {
    for (String work : new ArrayList<>(open.running)) {
      Run run = desk.runs.get(work);
      runs.settle(run, WorkResult.RETRY, desk);
      runs.kill(run, self);
      open.ended(work, WorkResult.RETRY);
    }
    close(open, desk);
  }

  // ---- runs

  @Override
  public Next<WorkDesk> handleInfo(Object message, WorkDesk desk, Self self) {
    if (message instanceof Response) {
      started((Response) message, desk, self);
    } else if (message instanceof Down) {
      Run run = desk.processes.remove(((Down) message).monitor());
      ended(run, ((Down) message).reason(), desk, self);
    } else if (message instanceof NoMoreWorkers) {
      OpenOpportunity open = ((NoMoreWorkers) message).open();
      open.waitsForWorkers = false;
      fill(open, desk, self);
    } else if (message instanceof Cut) {
      cut(((Cut) message).open(), desk, self);
    } else if (message instanceof Lingers) {
      runs.kill(((Lingers) message).run(), self);
    } else if (message instanceof Open) {
      return opened(desk, self) ? Next.keep() : Next.stop(ExitReason.SHUTDOWN, desk);
    } else {
      self.logUnexpected(message);
    }
    return Next.keep();
  }

  private void started(Response response, WorkDesk desk, Self self) {
    Run run = (Run) response.label();
    runs.started(response, desk, self).ifPresent(reason -> ended(run, reason, desk, self));
  }

  /** The process of a run is not there any more. */
  private void ended(Run run, ExitReason reason, WorkDesk desk, Self self) {
    WorkResult result = runs.ended(run, reason, desk);
    for (OpenOpportunity open : new ArrayList<>(desk.open)) {
      if (open.running.contains(run.work)) {
        open.ended(run.work, result);
      }
      fill(open, desk, self);
    }
    plan(desk);
  }

  // ---- the plan

  private void plan(WorkDesk desk) {
    long now = platform.now();
    List<Slot> slots = new ArrayList<>();
    List<WorkRow> rows = new ArrayList<>();
    for (WorkRow row : desk.table.all()) {
      if (!row.isStanding()) {
        // For work that runs too: should the app be killed amid it, the platform still has this.
        long delay =
            row.begun()
                ? row.request().backoff().after(row.attempt()).toMillis()
                : Math.min(Math.max(0, row.due() - now), row.patience());
        Constraints constraints = row.request().constraints();
        slots.add(
            new Slot(row.name(), row.request().kind(), Duration.ofMillis(delay), constraints));
        rows.add(row);
      }
    }
    if (!Objects.equals(rows, desk.planned)) {
      platform.plan(slots);
      desk.planned = rows;
    }
  }

  /** The platform must not wait for what nobody knows of any more: it would end the app. */
  @Override
  public void terminate(ExitReason reason, WorkDesk desk, Self self) {
    for (OpenOpportunity open : desk.open) {
      open.opportunity.finished(WorkResult.RETRY);
    }
  }

  @Override
  public Object formatState(WorkDesk desk) {
    return desk.table == null ? "not opened yet" : status(desk);
  }
}
