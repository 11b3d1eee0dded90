package dev.mob.kernel.internal;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does what a failure calls for, one thing after the other, off the processes' workers. Has a
 * thread only while there is something to do.
 */
final class Repairs {
  private final ThreadPoolExecutor thread;

  Repairs() {
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread made = new Thread(work, "mob-kernel");
              made.setDaemon(true);
              return made;
            });
    thread.allowCoreThreadTimeOut(true);
  }

  void submit(Runnable work) {
    try {
      thread.execute(work);
    } catch (RejectedExecutionException closed) {
      // The kernel has stopped: nothing is left to repair.
    }
  }

  void close() {
    thread.shutdown();
  }
}
