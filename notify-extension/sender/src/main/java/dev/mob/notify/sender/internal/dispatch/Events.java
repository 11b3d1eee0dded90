package dev.mob.notify.sender.internal.dispatch;

import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.PushListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the listeners on a thread of their own. What waits for them is bounded by the callers. */
public final class Events {
  private static final Logger log = LoggerFactory.getLogger(Events.class);

  private final List<PushListener> listeners;
  private final ExecutorService thread;

  public Events(List<PushListener> listeners, String name) {
    this.listeners = new CopyOnWriteArrayList<>(listeners);
    this.thread = Executors.newSingleThreadExecutor(task -> new Thread(task, name));
  }

  public void add(PushListener listener) {
    listeners.add(listener);
  }

  public void remove(PushListener listener) {
    listeners.remove(listener);
  }

  /** Tells every listener, then runs {@code then}; at once when there is nobody to tell. */
  void tell(Consumer<PushListener> event, Runnable then) {
    if (listeners.isEmpty()) {
      then.run();
      return;
    }
    try {
      thread.execute(
          () -> {
            for (PushListener listener : listeners) {
              try {
                event.accept(listener);
              } catch (RuntimeException e) {
                log.error("a push listener failed", e);
              }
            }
            then.run();
          });
    } catch (RejectedExecutionException e) {
      log.debug("the push service is closed; listeners were not told");
      then.run();
    }
  }

  void alarm(String app, Platform platform, String reason) {
    log.error(
        "{}: {} refuses our credentials ({}); its messages wait until this is mended",
        app,
        platform.id(),
        reason);
    tell(listener -> listener.alarm(app, platform, reason), () -> {});
  }

  /** A device has told something new; on disk already. */
  public void reported(PushListener.Report report) {
    tell(listener -> listener.reported(report), () -> {});
  }

  /** Lets the listeners hear what was told, for up to ten seconds. */
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        log.warn("a push listener does not return; it is interrupted");
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
