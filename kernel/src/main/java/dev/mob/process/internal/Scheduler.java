package dev.mob.process.internal;

import java.time.Duration;
import java.util.concurrent.ExecutorService;

/** Decides when and on which thread processes run. */
interface Scheduler {

  /** A process has something to do. Called once for each change from idle to runnable. */
  void schedule(ProcessCell process);

  /** A process has used up its turn and has more to do. */
  void yielded(ProcessCell process);

  /**
   * Waits on the present thread until the call is done or the time has passed; other processes go
   * on running.
   *
   * @param caller the process that waits; {@code null} for a plain thread
   * @param nanos how long; {@code Long.MAX_VALUE} for no limit
   */
  void await(CallRequest call, ProcessCell caller, long nanos);

  /** The process that the present thread runs; {@code null} for a plain thread. */
  ProcessCell current();

  /** Who does work that blocks; made once, when there is some. */
  default ExecutorService blockingPool(String name) {
    return BlockingThreads.pool(name);
  }

  boolean suspend(Duration timeout);

  void resume();

  boolean isSuspended();

  /**
   * Replaces the threads, each when it is between two processes: what code that is gone has left in
   * their thread-locals goes with them.
   */
  void renew();

  /** How many threads run or can run processes. */
  int workers();

  /** Ends the threads. Processes that are runnable stay where they are. */
  void close();
}
