package dev.mob.process.internal;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads for work that blocks: many, because they mostly wait; none while there is none. */
final class BlockingThreads {
  private static final int MOST = 64;

  private BlockingThreads() {}

  static ExecutorService pool(String name) {
    AtomicInteger made = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            MOST,
            MOST,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              String threadName = name + "-blocking-" + made.incrementAndGet();
              Thread thread = CleanThreads.make(() -> new Thread(work, threadName));
              thread.setDaemon(true);
              thread.setContextClassLoader(BlockingThreads.class.getClassLoader());
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** No threads: the work is done by whoever submits it, so that a simulation has but one. */
  static ExecutorService none() {
    return new AbstractExecutorService() {
      private volatile boolean shutdown;

      @Override
      public void execute(Runnable work) {
        work.run();
      }

      @Override
      public void shutdown() {
        shutdown = true;
      }

      @Override
      public List<Runnable> shutdownNow() {
        shutdown();
        return Collections.emptyList();
      }

      @Override
      public boolean isShutdown() {
        return shutdown;
      }

      @Override
      public boolean isTerminated() {
        return shutdown;
      }

      @Override
      public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutdown;
      }
    };
  }
}
