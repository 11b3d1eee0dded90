package dev.mob.process.internal;

import dev.mob.process.ExitReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs processes on a few worker threads that steal work from each other, in the manner of Go's and
 * Tokio's schedulers.
 *
 * <p><b>Sleeping and waking.</b> A worker that finds nothing looks around, for some microseconds
 * while that pays, then parks. Whoever adds work wakes one parked worker, unless one is looking
 * around already. Both sides write first and read then (work, then the parked workers; parked, then
 * the work), so either the worker sees the work or the adder sees the worker. When all are parked,
 * nothing runs at all.
 *
 * <p><b>Waiting in calls.</b> A process that waits keeps its thread; a spare worker takes its
 * place, so that as many run as before. There are at most {@code maxBlocked} spares; the call fails
 * when they are used up.
 *
 * <p><b>Callbacks that block.</b> A watchdog thread looks every ten milliseconds while there is
 * work. It frees what waits behind a worker whose turn goes on, lets a spare take the worker's
 * place when nobody else is free, and logs where the callback hangs. It parks, too, when all is
 * quiet.
 */
final class WorkStealing implements Scheduler {
  static final long SPIN_NANOS = 20_000;

  private static final long SPARE_NANOS = 10_000_000_000L;
  private static final int SPARES_KEPT = 2;
  private static final ExitReason TOO_MANY_WAITING =
      ExitReason.of("too_many_processes_wait_in_call");
  private static final ExitReason INTERRUPTED = ExitReason.of("interrupted");

  final RunQueue global = new RunQueue();
  final int parallelism;

  private final ProcessSystem system;
  private final String name;
  private final int maxBlocked;
  private final boolean spins = Runtime.getRuntime().availableProcessors() > 1;
  private final ThreadGroup group;
  private final Watchdog watchdog;
  private final TimerThread timerThread;

  /** All workers, spare ones included; replaced under the lock. */
  private volatile Worker[] workers = new Worker[0];

  /** Workers without work that wait to replace a blocked one. */
  private final List<Worker> spares = new ArrayList<>();

  private int made;

  /** Workers that neither wait in a call nor are spare: the ones that look for work. */
  private final AtomicInteger active = new AtomicInteger();

  private final AtomicInteger parked = new AtomicInteger();
  private final AtomicInteger searching = new AtomicInteger();
  private volatile boolean suspended;
  private volatile boolean closed;

  WorkStealing(ProcessSystem system, String name, int parallelism, int maxBlocked) {
    this.system = system;
    this.name = name;
    this.parallelism = parallelism;
    this.maxBlocked = maxBlocked;
    this.group = new ThreadGroup(name);
    this.watchdog = new Watchdog(this, group, name);
    this.timerThread = new TimerThread(system, group, name);
    synchronized (this) {
      for (int i = 0; i < parallelism; i++) {
        active.incrementAndGet();
        addWorker().start();
      }
    }
    watchdog.start();
    timerThread.start();
  }

  private Worker addWorker() {
    String threadName = name + "-worker-" + ++made;
    Worker worker = CleanThreads.make(() -> new Worker(this, group, threadName));
    Worker[] more = Arrays.copyOf(workers, workers.length + 1);
    more[workers.length] = worker;
    workers = more;
    return worker;
  }

  Worker[] all() {
    return workers;
  }

  // ---- making runnable

  @Override
  public void schedule(ProcessCell process) {
    Thread thread = Thread.currentThread();
    if (thread instanceof Worker && ((Worker) thread).scheduler == this) {
      ((Worker) thread).schedule(process);
    } else {
      global.add(process);
      workAdded();
    }
  }

  @Override
  public void yielded(ProcessCell process) {
    global.add(process);
    workAdded();
  }

  /** Wakes a worker for work that any of them could take. */
  void workAdded() {
    if (parked.get() > 0 && searching.get() == 0) {
      wakeOne();
    }
  }

  private void wakeOne() {
    for (Worker worker : workers) {
      if (worker.parked) {
        synchronized (worker) {
          if (!worker.parked) {
            continue;
          }
          worker.parked = false;
          worker.patience.workCame(System.nanoTime());
          parked.decrementAndGet();
          searching.incrementAndGet();
        }
        LockSupport.unpark(worker);
        watchdog.stir();
        return;
      }
    }
  }

  // ---- the life of a worker

  void work(Worker self) {
    boolean looking = false;
    while (!closed && !self.ended) {
      if (self.outdated) {
        if (looking) {
          looking = false;
          searching.decrementAndGet();
        }
        if (renewed(self)) {
          return;
        }
      }
      ProcessCell process = suspended ? null : self.poll();
      if (process == null && !suspended) {
        process = global.take(self.queue, parallelism);
      }
      if (process == null && !suspended) {
        if (!looking) {
          looking = true;
          searching.incrementAndGet();
        }
        process = search(self);
        if (process != null) {
          self.patience.found();
        }
      }
      if (process == null) {
        if (looking) {
          looking = false;
          searching.decrementAndGet();
        }
        // Woken to look for work, unless the runtime ends.
        looking = park(self);
        continue;
      }
      if (looking) {
        looking = false;
        // The last one to stop looking wakes another if there is more: whoever added it saw one
        // looking and woke nobody.
        if (searching.decrementAndGet() == 0 && (!self.queue.isEmpty() || !global.isEmpty())) {
          workAdded();
        }
      }
      self.turn(process);
      // A worker may sleep for long below, and a frame holds on to what its variables name.
      process = null;
      self.share();
      if (active.get() > parallelism && retire(self)) {
        continue;
      }
    }
    self.handOver();
  }

  /**
   * Looks around in the other workers' queues; for some microseconds when there are processors and
   * that has lately paid ({@link Patience}). The only process in a queue is left to its owner as
   * long as that gets to it soon: what two workers throw to and fro is slower than what one does
   * alone.
   */
  private ProcessCell search(Worker self) {
    long until = 0;
    for (int round = 0; ; round++) {
      ProcessCell process = global.take(self.queue, parallelism);
      if (process != null) {
        return process;
      }
      Worker[] now = workers;
      int start = now.length == 0 ? 0 : (self.turns + round) % now.length;
      for (int i = 0; i < now.length; i++) {
        Worker victim = now[Math.floorMod(start + i, now.length)];
        if (victim != self) {
          if (spins && self.leaves(victim)) {
            continue;
          }
          process = victim.queue.stealInto(self.queue);
          if (process != null) {
            return process;
          }
        }
      }
      if (!spins || suspended || closed) {
        return null;
      }
      if (round % 16 == 0) {
        long time = System.nanoTime();
        if (until == 0) {
          until = self.patience.begin(time);
        }
        if (time - until >= 0) {
          return null;
        }
      }
    }
  }

  private boolean anyWork() {
    if (!global.isEmpty()) {
      return true;
    }
    for (Worker worker : workers) {
      if (!worker.queue.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Sleeps until woken. Returns true when the waker counted this worker as looking for work. */
  private boolean park(Worker self) {
    self.forgetLoader();
    self.parked = true;
    parked.incrementAndGet();
    if ((!suspended && anyWork()) || closed) {
      return !wakeSelf(self);
    }
    synchronized (this) {
      if (suspended) {
        notifyAll();
      }
    }
    while (self.parked && !self.outdated && !closed) {
      LockSupport.park(this);
    }
    boolean byOther = !wakeSelf(self);
    if (byOther) {
      self.patience.woken();
    }
    return byOther;
  }

  /**
   * By the worker itself: wakes it without a waker; false when a waker was faster and counted it.
   */
  private boolean wakeSelf(Worker self) {
    synchronized (self) {
      if (!self.parked) {
        return false;
      }
      self.parked = false;
      parked.decrementAndGet();
      return true;
    }
  }

  /** Makes a worker a spare when more run than should; false when it is to go on. */
  private boolean retire(Worker self) {
    synchronized (this) {
      if (active.get() <= parallelism || closed) {
        return false;
      }
      active.decrementAndGet();
      self.spare = true;
      spares.add(self);
    }
    self.forgetLoader();
    self.handOver();
    workAdded();
    while (self.spare && !closed) {
      LockSupport.parkNanos(this, SPARE_NANOS);
      synchronized (this) {
        // Nobody needed it for all that time: the thread ends.
        boolean superfluous = self.outdated || spares.size() > SPARES_KEPT;
        if (self.spare && superfluous && spares.remove(self)) {
          removeWorker(self);
          return true;
        }
      }
    }
    return true;
  }

  @Override
  public void renew() {
    Worker[] now = workers;
    for (Worker worker : now) {
      worker.outdated = true;
    }
    for (Worker worker : now) {
      LockSupport.unpark(worker);
    }
  }

  /** By the worker itself, between two turns: a new thread has its place; false when all ends. */
  private boolean renewed(Worker self) {
    synchronized (this) {
      if (closed) {
        return false;
      }
      removeWorker(self);
      addWorker().start();
    }
    self.forgetLoader();
    self.handOver();
    workAdded();
    return true;
  }

  private void removeWorker(Worker gone) {
    List<Worker> left = new ArrayList<>(Arrays.asList(workers));
    left.remove(gone);
    workers = left.toArray(new Worker[0]);
    gone.ended = true;
  }

  /** By the watchdog: lets a spare worker run in place of one whose turn goes on and on. */
  void replaceStuck(Worker worker, int seenTurns) {
    synchronized (worker) {
      if (worker.replaced) {
        return;
      }
      worker.replaced = true;
      active.decrementAndGet();
    }
    boolean replacedByOther = replace();
    // The worker raises its count of turns, then reads the mark: one of the two sees the other.
    if (!replacedByOther || worker.turns != seenTurns) {
      takeBack(worker);
    }
  }

  /** A worker has its place again; there may be one too many then, which retires after its turn. */
  void takeBack(Worker worker) {
    synchronized (worker) {
      if (worker.replaced) {
        worker.replaced = false;
        active.incrementAndGet();
      }
    }
  }

  /** Brings the number of active workers up to what it should be; false when that cannot be. */
  private boolean replace() {
    Worker woken = null;
    synchronized (this) {
      if (closed) {
        return false;
      }
      if (active.get() >= parallelism) {
        return true;
      }
      if (spares.isEmpty()) {
        if (workers.length >= parallelism + maxBlocked) {
          return false;
        }
        active.incrementAndGet();
        addWorker().start();
        return true;
      }
      woken = spares.remove(spares.size() - 1);
      woken.spare = false;
      active.incrementAndGet();
    }
    LockSupport.unpark(woken);
    return true;
  }

  // ---- waiting

  @Override
  public ProcessCell current() {
    Thread thread = Thread.currentThread();
    return thread instanceof Worker && ((Worker) thread).scheduler == this
        ? ((Worker) thread).running
        : null;
  }

  @Override
  public void await(CallRequest call, ProcessCell caller, long nanos) {
    Thread thread = Thread.currentThread();
    long deadline = nanos == Durations.FOREVER ? 0 : system.clock().nanoTime() + nanos;
    Worker worker = caller == null ? null : (Worker) thread;
    if (worker != null) {
      if (worker.answerHere(call, nanos)) {
        return;
      }
      workAdded();
    }
    call.waiter(thread);
    if (spins && spin(call)) {
      return;
    }
    if (worker == null) {
      waitFor(call, null, nanos, deadline);
      return;
    }
    if (!giveUpPlace(worker)) {
      call.fail(TOO_MANY_WAITING);
      return;
    }
    Extras extras = caller.extras();
    extras.hasBlocked = true;
    extras.waitingIn = call;
    extras.waiting = thread;
    try {
      waitFor(call, caller, nanos, deadline);
    } finally {
      extras.waiting = null;
      extras.waitingIn = null;
      takeBack(worker);
    }
  }

  /** By the worker itself, before it waits: hands on its work and its place. */
  private boolean giveUpPlace(Worker worker) {
    worker.handOver();
    // While it moved from queue to queue the work was nowhere: whoever looked has found nothing.
    workAdded();
    synchronized (worker) {
      if (worker.replaced) {
        return true;
      }
      worker.replaced = true;
      active.decrementAndGet();
    }
    if (replace()) {
      return true;
    }
    takeBack(worker);
    return false;
  }

  private static boolean spin(CallRequest call) {
    long until = System.nanoTime() + SPIN_NANOS;
    do {
      for (int i = 0; i < 64; i++) {
        if (call.isDone()) {
          return true;
        }
      }
    } while (System.nanoTime() - until < 0);
    return call.isDone();
  }

  private void waitFor(CallRequest call, ProcessCell caller, long nanos, long deadline) {
    boolean interrupted = false;
    try {
      while (!call.isDone()) {
        if (caller != null) {
          caller.obeyWhileWaiting();
        }
        if (closed) {
          call.fail(ExitReason.SHUTDOWN);
          return;
        }
        if (nanos == Durations.FOREVER) {
          LockSupport.park(call);
        } else {
          long left = deadline - system.clock().nanoTime();
          if (left <= 0) {
            return;
          }
          LockSupport.parkNanos(call, left);
        }
        if (Thread.interrupted()) {
          interrupted = true;
          if (caller == null) {
            call.fail(INTERRUPTED);
            return;
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  // ---- suspend, resume, close

  @Override
  public boolean suspend(Duration timeout) {
    suspended = true;
    long deadline = System.nanoTime() + Durations.nanos(timeout);
    synchronized (this) {
      while (anyRunning()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          wait(Math.min(10, left / 1_000_000 + 1));
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
    }
    return true;
  }

  private boolean anyRunning() {
    for (Worker worker : workers) {
      if (worker.running != null && worker != Thread.currentThread()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void resume() {
    if (!suspended) {
      return;
    }
    suspended = false;
    timerThread.wake();
    for (int i = 0; i < workers.length; i++) {
      wakeOne();
    }
  }

  @Override
  public boolean isSuspended() {
    return suspended;
  }

  boolean isClosed() {
    return closed;
  }

  boolean hasParked() {
    return parked.get() > 0;
  }

  /** By the watchdog, while a worker is stuck: lets nothing wait that another could run. */
  void wakeForWaiting() {
    if (!suspended && anyWork()) {
      workAdded();
    }
  }

  boolean isQuiet() {
    return parked.get() >= active.get();
  }

  void timerIsSooner() {
    TimerThread thread = timerThread;
    if (thread != null) {
      thread.wake();
    }
  }

  @Override
  public int workers() {
    return workers.length;
  }

  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      notifyAll();
    }
    for (Worker worker : workers) {
      LockSupport.unpark(worker);
    }
    watchdog.stir();
    LockSupport.unpark(watchdog);
    timerThread.wake();
    boolean interrupted = false;
    for (Thread each : threads()) {
      try {
        if (each != Thread.currentThread()) {
          each.join(1_000);
        }
      } catch (InterruptedException stop) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Thread> threads() {
    List<Thread> all = new ArrayList<>(Arrays.asList(workers));
    all.add(watchdog);
    all.add(timerThread);
    return all;
  }
}
