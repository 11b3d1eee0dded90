package dev.mob.background.internal;

import dev.mob.background.Background;
import dev.mob.background.BackgroundStatus;
import dev.mob.background.KeepAlive;
import dev.mob.background.KeepAliveRefused;
import dev.mob.background.Lease;
import dev.mob.background.NamedWorker;
import dev.mob.background.WorkFunction;
import dev.mob.background.WorkRequest;
import dev.mob.process.Address;
import dev.mob.process.Behaviour;
import dev.mob.process.ProcessRuntime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The service that others find; asks the keeper of leases and the scheduler. */
final class BackgroundService implements Background {
  private final ProcessRuntime runtime;
  private final LeaseBook book;
  private final Address keeper;
  private final Address scheduler;
  private final KeepAliveSettings settings;
  private final Map<String, Behaviour<?>> workers = new ConcurrentHashMap<>();

  BackgroundService(
      ProcessRuntime runtime,
      LeaseBook book,
      Address keeper,
      Address scheduler,
      KeepAliveSettings settings) {
    this.runtime = runtime;
    this.book = book;
    this.keeper = keeper;
    this.scheduler = scheduler;
    this.settings = settings;
  }

  /** The workers that were named, for the scheduler; readable from any thread. */
  Map<String, Behaviour<?>> workers() {
    return workers;
  }

  @Override
  public Lease keepAlive(KeepAlive request) {
    KeepAlive typed = settings.complete(request);
    Object answer = runtime.call(keeper, new LeaseKeeper.Take(typed));
    if (answer instanceof KeepAliveRefused) {
      throw (KeepAliveRefused) answer;
    }
    return new HeldLease((Long) answer, typed, book, runtime, keeper);
  }

  @Override
  public void worker(String name, Behaviour<?> behaviour) {
    if (workers.putIfAbsent(name, Objects.requireNonNull(behaviour, "behaviour")) != null) {
      throw new IllegalArgumentException("there is a worker named " + name + " already");
    }
    runtime.cast(scheduler, new WorkScheduler.WorkerNamed());
  }

  @Override
  public void worker(String name, WorkFunction function) {
    worker(name, FunctionWorkers.of(function));
  }

  /** Takes over a worker that an extension provides, in the place of one of that name. */
  void provided(NamedWorker worker) {
    workers.put(worker.name(), worker.behaviour());
    runtime.cast(scheduler, new WorkScheduler.WorkerNamed());
  }

  /** Its extension has gone; another of that name that came since stays. */
  void withdrawn(NamedWorker worker) {
    workers.remove(worker.name(), worker.behaviour());
  }

  @Override
  public boolean schedule(WorkRequest request) {
    return (Boolean) runtime.call(scheduler, new WorkScheduler.Schedule(request));
  }

  @Override
  public boolean cancel(String name) {
    return (Boolean) runtime.call(scheduler, new WorkScheduler.Cancel(name));
  }

  @Override
  @SuppressWarnings("unchecked")
  public BackgroundStatus status() {
    return new BackgroundStatus(
        book.status(),
        (List<BackgroundStatus.ScheduledWork>) runtime.call(scheduler, new WorkScheduler.Status()));
  }
}
