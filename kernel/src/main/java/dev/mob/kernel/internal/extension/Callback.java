package dev.mob.kernel.internal.extension;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One call of extension code, on a thread of its own, so that code that blocks holds nobody up:
 * when its time is over the thread is interrupted, and when it does not obey it is left behind. It
 * is a daemon and can register nothing any more.
 */
final class Callback {
  /** How long an interrupted thread gets to obey. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final Thread thread;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Throwable thrown;
  private volatile boolean ended;
  private volatile boolean cancelled;

  private Callback(String name, ClassLoader loader, Code code) {
    thread =
        new Thread(name) {
          @Override
          public void run() {
            try {
              code.run();
            } catch (Throwable e) {
              thrown = e;
            } finally {
              ended = true;
              over.countDown();
            }
          }
        };
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
  }

  /** Code that may throw anything. */
  @FunctionalInterface
  interface Code {
    void run() throws Exception;
  }

  /** How a call ended. */
  enum Outcome {
    RETURNED,
    THREW,
    /** It was stopped before its time was over. */
    CANCELLED,
    /** Its time was over; the thread has ended since. */
    INTERRUPTED,
    /** Its time was over, and its thread goes on. */
    ABANDONED
  }

  /** Starts a call. */
  static Callback start(String name, ClassLoader loader, Code code) {
    Callback callback = new Callback(name, loader, code);
    callback.thread.start();
    return callback;
  }

  /** Waits for the end of the call, interrupts it when the time is over, and says how it ended. */
  Outcome await(Duration limit) {
    boolean inTime = awaitUninterruptibly(limit);
    if (inTime && ended) {
      return thrown == null ? Outcome.RETURNED : Outcome.THREW;
    }
    StackTraceElement[] stack = thread.getStackTrace();
    thread.interrupt();
    boolean obeyed = joinUninterruptibly(GRACE);
    if (thrown == null || !obeyed) {
      // Where it was is what its author needs to know.
      Exception where = new Exception("was here when its time was over");
      where.setStackTrace(stack);
      thrown = where;
    }
    if (cancelled) {
      return Outcome.CANCELLED;
    }
    return obeyed ? Outcome.INTERRUPTED : Outcome.ABANDONED;
  }

  /** Ends the wait at once. */
  void cancel() {
    cancelled = true;
    over.countDown();
  }

  /** What the call threw, or where it was when it was interrupted. */
  Throwable thrown() {
    return thrown;
  }

  String threadName() {
    return thread.getName();
  }

  private boolean awaitUninterruptibly(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return over.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean joinUninterruptibly(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      for (long left = limit.toMillis(); left > 0 && thread.isAlive(); ) {
        try {
          thread.join(left);
        } catch (InterruptedException e) {
          interrupted = true;
        }
        left = (deadline - System.nanoTime()) / 1_000_000;
      }
      return !thread.isAlive();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
