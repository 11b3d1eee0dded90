package dev.mob.host.ios.internal.life;

import dev.mob.background.platform.LifecyclePlatform;
import dev.mob.host.ios.internal.shim.Application;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the app has a reason to run, and has its processes stopped before the system
 * suspends it, which it does without a word: in the background, when the last reason is gone, the
 * app asks for a little time ({@code beginBackgroundTask}), puts itself to sleep and gives the time
 * back. Whatever wakes it later has the processes go on first.
 *
 * <p>All that the lifecycle's listener hears, it hears on one thread, {@code mob-life}. The methods
 * may be called from any thread and do not wait, unless they say so.
 */
public final class Wakefulness implements AutoCloseable {
  /** How long the app stays awake in the background for what may still come. */
  static final Duration GRACE = Duration.ofSeconds(3);

  /** How long putting to sleep may take at most, of what the system gives. */
  private static final Duration LONGEST_SUSPENSION = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Wakefulness.class);

  private final Application application;
  private final Duration grace;
  private final ScheduledThreadPoolExecutor life;

  // The rest is the life thread's alone.
  private LifecyclePlatform.Listener listener;
  private boolean inBackground;
  private boolean suspended;
  private long suspendedAt;
  private int stays;
  private long backgroundTask = Application.NO_TASK;
  private ScheduledFuture<?> sleep;

  public Wakefulness(Application application) {
    this(application, GRACE);
  }

  /**
   * @param grace how long the app stays awake in the background without a reason
   */
  public Wakefulness(Application application, Duration grace) {
    this.application = application;
    this.grace = grace;
    life =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "mob-life");
              thread.setDaemon(true);
              return thread;
            });
    life.setRemoveOnCancelPolicy(true);
    life.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** A reason for the app to run, until its end. */
  public interface Stay {
    /**
     * Ends it; does nothing the second time.
     *
     * @param after runs when the app has time of its own to fall asleep in: what tells the system
     *     that the app is done, after which it may stop at once
     */
    void end(Runnable after);

    /** Ends it; does nothing the second time. */
    default void end() {
      end(() -> {});
    }
  }

  /** Has the app stay awake, and wakes it if it is asleep. */
  public Stay stay() {
    return stayFor(stay -> {});
  }

  /**
   * Has the app stay awake, wakes it if it is asleep, and does something then.
   *
   * @param then runs on the life thread, when processes run
   */
  public Stay stayFor(Consumer<Stay> then) {
    OneStay stay = new OneStay();
    run(
        () -> {
          stays++;
          stay.counted = true;
          wake();
          then.accept(stay);
        });
    return stay;
  }

  private final class OneStay implements Stay {
    // The life thread's.
    private boolean counted;
    private boolean over;

    @Override
    public void end(Runnable after) {
      boolean taken =
          run(
              () -> {
                if (over) {
                  return;
                }
                over = true;
                if (counted) {
                  stays--;
                  sleepLater();
                }
                after.run();
              });
      if (!taken) {
        after.run();
      }
    }
  }

  void listen(LifecyclePlatform.Listener told) {
    run(() -> listener = told);
  }

  void tell(Consumer<LifecyclePlatform.Listener> news) {
    run(
        () -> {
          if (listener != null) {
            news.accept(listener);
          }
        });
  }

  /** The app is in front, or nearly so. */
  void front(Consumer<LifecyclePlatform.Listener> news) {
    run(
        () -> {
          inBackground = false;
          wake();
          if (listener != null) {
            news.accept(listener);
          }
        });
  }

  /** The app is in the background from now on. */
  void background() {
    run(
        () -> {
          if (!inBackground) {
            inBackground = true;
            if (listener != null) {
              listener.background();
            }
          }
          sleepLater();
        });
  }

  private void wake() {
    if (sleep != null) {
      sleep.cancel(false);
      sleep = null;
    }
    if (suspended) {
      suspended = false;
      if (listener != null) {
        listener.resumed(Duration.ofNanos(System.nanoTime() - suspendedAt));
      }
    }
    giveTimeBack();
  }

  /** Puts the app to sleep after the grace, if there is still no reason to run then. */
  private void sleepLater() {
    if (!inBackground || stays > 0 || suspended || sleep != null) {
      return;
    }
    if (backgroundTask == Application.NO_TASK) {
      backgroundTask = application.beginBackgroundTask("dev.mob.sleep");
    }
    // Without a background task the system gives a few seconds from the event on, and no more.
    Duration in = backgroundTask == Application.NO_TASK ? Duration.ZERO : grace;
    sleep =
        life.schedule(
            guarded(
                () -> {
                  sleep = null;
                  sleepNow(timeLeft());
                }),
            in.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private Duration timeLeft() {
    double seconds = Math.max(1, application.backgroundTimeRemaining() - 1);
    return Duration.ofMillis((long) (Math.min(seconds, LONGEST_SUSPENSION.getSeconds()) * 1000));
  }

  private void sleepNow(Duration left) {
    if (inBackground && stays == 0 && !suspended) {
      suspended = true;
      suspendedAt = System.nanoTime();
      if (listener != null) {
        listener.suspending(left);
      }
    }
    giveTimeBack();
  }

  private void giveTimeBack() {
    if (backgroundTask != Application.NO_TASK) {
      application.endBackgroundTask(backgroundTask);
      backgroundTask = Application.NO_TASK;
    }
  }

  /**
   * The system takes the time back. Waits until the app sleeps, for at most that long.
   *
   * @param seconds how long the system's main thread waits
   */
  void expiring(long task, double seconds) {
    Duration left = Duration.ofMillis((long) (seconds * 1000));
    await(
        left,
        () -> {
          if (task == backgroundTask) {
            if (sleep != null) {
              sleep.cancel(false);
              sleep = null;
            }
            sleepNow(left);
          }
          return null;
        });
  }

  /** The app is ended. Waits until the listener has returned, for at most that long. */
  void terminating(double seconds) {
    Duration left = Duration.ofMillis((long) (seconds * 1000));
    await(
        left,
        () -> {
          if (listener != null) {
            listener.terminating(left);
          }
          return null;
        });
  }

  private void await(Duration limit, Callable<Void> work) {
    try {
      life.submit(work).get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("the app was not ready within the {} that the system gives", limit);
    } catch (ExecutionException e) {
      LOG.error("the app did not get ready to sleep", e.getCause());
    } catch (RejectedExecutionException e) {
      LOG.debug("the host has stopped");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean run(Runnable work) {
    try {
      life.execute(guarded(work));
      return true;
    } catch (RejectedExecutionException e) {
      LOG.debug("the host has stopped");
      return false;
    }
  }

  private static Runnable guarded(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException e) {
        LOG.error("a listener of the app's life failed", e);
      }
    };
  }

  /** Tells nothing any more, and gives the system's time back. */
  @Override
  public void close() {
    await(
        LONGEST_SUSPENSION,
        () -> {
          listener = null;
          if (sleep != null) {
            sleep.cancel(false);
            sleep = null;
          }
          giveTimeBack();
          return null;
        });
    life.shutdown();
  }
}
