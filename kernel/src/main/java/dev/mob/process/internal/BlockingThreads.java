package dev.mob.process.internal;

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
}
