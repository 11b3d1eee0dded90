package dev.mob.process.internal;

import dev.mob.process.Behaviour;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * A thread that runs processes.
 *
 * <p>What a running process makes runnable goes into the slot {@code next} and runs right after it
 * on the same worker, while its message is still in the cache; no other worker is woken for it.
 * What was in the slot before moves to the worker's queue, from which others steal; they are woken
 * when more than one waits there, or one for long. After {@link #STREAK} runs from the slot the
 * queue has its turn, so two processes that talk only to each other starve nobody.
 */
final class Worker extends Thread {
  /** How many messages a process may handle in one turn. */
  static final int BUDGET = 256;

  private static final int STREAK = 64;
  private static final int DEEPEST = 4;
  private static final int TURNS_INSIDE = 4;
  private static final long SHORT_NANOS = 1_000_000_000L;
  private static final int GLOBAL_EVERY = 61;

  /**
   * How often a lone process is seen to wait before it is stolen: a few times what a turn takes.
   */
  private static final int LONE_LOOKS = 64;

  /**
   * How long one process may wait before another worker is woken for it: about what waking costs.
   */
  private static final long PATIENCE_NANOS = 10_000;

  private static final AtomicReferenceFieldUpdater<Worker, ProcessCell> NEXT =
      AtomicReferenceFieldUpdater.newUpdater(Worker.class, ProcessCell.class, "next");

  final WorkStealing scheduler;
  final LocalQueue queue = new LocalQueue();
  private volatile ProcessCell next;

  /** The process that runs now; {@code null} between turns. */
  volatile ProcessCell running;

  /**
   * Counts turns, for the watchdog: while it stands still, one turn goes on. Written by the owner.
   */
  volatile int turns;

  /**
   * Set while a spare worker has this one's place, because it waits in a call or its callback
   * blocks. Changed under this worker's monitor.
   */
  volatile boolean replaced;

  /** Set while the thread is parked for want of work; cleared by whoever wakes it. */
  volatile boolean parked;

  /** Set while the worker waits to replace another; changed under the scheduler's monitor. */
  volatile boolean spare;

  /** Set when a new thread is to have this one's place. */
  volatile boolean outdated;

  /** Set when the worker is not needed any more. */
  volatile boolean ended;

  /** How long the thread looks for work before it parks. */
  final Patience patience = new Patience(WorkStealing.SPIN_NANOS);

  /** How many calls are being answered inside each other. */
  private int depth;

  private int streak;
  private int tick;

  /** Whether, which and since when one process waits in the queue: see {@link #share}. */
  private boolean waits;

  private int waiting;
  private long waitsSince;

  /** Whose lone process this worker watches while it looks for work, which, and how often seen. */
  private Worker watched;

  private int lone;
  private int looks;
  private final ClassLoader ownLoader;
  private ClassLoader loader;

  Worker(WorkStealing scheduler, ThreadGroup group, String name) {
    super(group, null, name);
    this.scheduler = scheduler;
    setDaemon(true);
    // Not the maker's: it may be a worker in the middle of an extension's callback.
    this.ownLoader = Worker.class.getClassLoader();
    setContextClassLoader(ownLoader);
    this.loader = ownLoader;
  }

  @Override
  public void run() {
    scheduler.work(this);
  }

  /** Runs one turn of one process. */
  void turn(ProcessCell process) {
    useLoaderOf(process);
    running = process;
    if (scheduler.isSuspended()) {
      // Suspending writes its mark, then looks who runs; here it is the other way round.
      running = null;
      scheduler.global.add(process);
      return;
    }
    boolean again = process.turn(BUDGET);
    running = null;
    turns = turns + 1;
    if (replaced) {
      scheduler.takeBack(this);
    }
    if (again) {
      enqueue(process);
      scheduler.workAdded();
    }
  }

  private void useLoaderOf(ProcessCell process) {
    Behaviour<?> code = process.behaviour();
    if (code != null) {
      ClassLoader wanted = code.getClass().getClassLoader();
      if (wanted != loader) {
        loader = wanted;
        setContextClassLoader(wanted);
      }
    }
  }

  /**
   * By the owner, whose process waits for this call: runs the callee here, inside the call, if it
   * has just become runnable and is known to be quick. Returns true when the call has its outcome.
   *
   * <p>The caller would wait for the callee anyway, so nothing is held up that is not held up by
   * the call itself. What is given up is that the time-out strikes on time if the callee, quick so
   * far, takes long for once: it is looked at when the callee's callback returns. A process that
   * ever held its worker for long is not run like this again, nor is any for a time-out below a
   * second.
   */
  boolean answerHere(CallRequest call, long nanos) {
    ProcessCell callee = takeNext();
    if (callee == null) {
      return call.isDone();
    }
    if (depth == DEEPEST || nanos < SHORT_NANOS || !callee.answersQuickly(call)) {
      enqueue(callee);
      return call.isDone();
    }
    ProcessCell caller = running;
    boolean again = true;
    depth++;
    try {
      useLoaderOf(callee);
      running = callee;
      for (int turn = 0; again && turn < TURNS_INSIDE && !call.isDone(); turn++) {
        again = callee.turn(1);
        turns = turns + 1;
      }
    } finally {
      running = caller;
      depth--;
      useLoaderOf(caller);
    }
    if (again) {
      enqueue(callee);
    }
    return call.isDone();
  }

  /** By the owner, before it sleeps: holds on to nothing of the code that it ran last. */
  void forgetLoader() {
    if (loader != ownLoader) {
      loader = ownLoader;
      setContextClassLoader(ownLoader);
    }
  }

  /**
   * By the owner: a process has become runnable. When it is the only one beside the slot nobody is
   * woken yet: processes that hand work to and fro are faster on one worker, and {@link #share}
   * looks after the turn whether it still waits.
   */
  void schedule(ProcessCell process) {
    ProcessCell displaced = NEXT.getAndSet(this, process);
    if (displaced != null) {
      boolean alone = queue.isEmpty();
      enqueue(displaced);
      if (!alone) {
        scheduler.workAdded();
      }
    }
  }

  /** By the owner, between turns: has another worker come for what has waited here for a while. */
  void share() {
    if (queue.isEmpty()) {
      waits = false;
      return;
    }
    if (!scheduler.hasParked()) {
      return;
    }
    int oldest = queue.oldest();
    long now = System.nanoTime();
    if (queue.size() > 1) {
      waits = false;
      scheduler.workAdded();
    } else if (!waits || oldest != waiting) {
      waits = true;
      waiting = oldest;
      waitsSince = now;
    } else if (now - waitsSince > PATIENCE_NANOS) {
      waitsSince = now;
      scheduler.workAdded();
    }
  }

  /**
   * By the owner, while it looks around: whether another worker is left alone with the only process
   * in its queue, which has not been seen to wait there for long. One worker is watched at a time.
   *
   * <p>The looks are counted from one search to the next: on a slow VM a search is over after a
   * few, and a worker that forgot them would look for as long as the other one's callback blocks.
   */
  boolean leaves(Worker other) {
    if (other.queue.size() != 1) {
      return false;
    }
    int oldest = other.queue.oldest();
    if (watched == other && lone == oldest) {
      return ++looks < LONE_LOOKS;
    }
    if (watched == null || watched == other || watched.queue.isEmpty()) {
      watched = other;
      lone = oldest;
      looks = 0;
    }
    return true;
  }

  /** By the owner: puts a process at the end of the queue. */
  void enqueue(ProcessCell process) {
    if (queue.hasRoom()) {
      queue.add(process);
    } else {
      scheduler.global.add(process);
    }
  }

  /** By the owner: what to run now; {@code null} when there is nothing here. */
  ProcessCell poll() {
    if (++tick % GLOBAL_EVERY == 0) {
      ProcessCell process = scheduler.global.take(queue, scheduler.parallelism);
      if (process != null) {
        return process;
      }
    }
    if (next != null) {
      if (streak < STREAK || queue.isEmpty()) {
        ProcessCell process = NEXT.getAndSet(this, null);
        if (process != null) {
          streak++;
          return process;
        }
      } else {
        ProcessCell process = NEXT.getAndSet(this, null);
        if (process != null) {
          enqueue(process);
        }
      }
    }
    streak = 0;
    return queue.poll();
  }

  /** By anyone: takes what is in the slot. */
  ProcessCell takeNext() {
    return next == null ? null : NEXT.getAndSet(this, null);
  }

  boolean hasNext() {
    return next != null;
  }

  /** By the owner, when it stops working: leaves nothing behind. */
  void handOver() {
    ProcessCell process = takeNext();
    if (process != null) {
      scheduler.global.add(process);
    }
    for (process = queue.poll(); process != null; process = queue.poll()) {
      scheduler.global.add(process);
    }
  }
}
