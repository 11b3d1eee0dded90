package dev.mob.host.android.background;

import android.content.ComponentName;
import android.content.Context;
import android.content.Intent;
import android.os.Looper;
import dev.mob.background.EndCause;
import dev.mob.background.KeepAliveRefused;
import dev.mob.background.KeepAliveRefused.Reason;
import dev.mob.background.platform.KeepAlivePlatform;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps the app awake by one foreground service (developer.android.com, "Foreground services").
 *
 * <p>The service comes and goes on the main thread, while leases are held and released on others.
 * What is wanted is one field; the service, once it has started, does what is wanted then. A
 * service that was asked for must show its notification once even when nobody wants it any more: to
 * stop it before is an exception that kills the app.
 *
 * <p>Safe for use from any thread. On the main thread {@link #hold} cannot wait for the service and
 * returns when Android has taken the request; a refusal after that comes as {@code ended}.
 */
public final class AndroidKeepAlive implements KeepAlivePlatform {
  /** Android gives a service as long to show its notification before it kills the app. */
  private static final long START_SECONDS = 10;

  /** Shown for a moment by a service that is no longer wanted when it starts. */
  private static final String ENDING = "";

  private final Context context;
  private final Class<?> serviceClass;
  private final Declared declared;
  private Listener listener;
  private Demand wanted;
  private ForegroundService running;
  private Starting starting;

  /**
   * A service that was asked for.
   *
   * @param isAwaited whether whoever asked waits for the outcome
   */
  private record Starting(CompletableFuture<Void> outcome, boolean isAwaited) {}

  /**
   * @param serviceClass the service that calls {@link #started}
   */
  public AndroidKeepAlive(Context context, Class<?> serviceClass) {
    this.context = context;
    this.serviceClass = serviceClass;
    this.declared = new Declared(context, new ComponentName(context, serviceClass));
  }

  @Override
  public synchronized void listen(Listener told) {
    listener = Objects.requireNonNull(told, "told");
  }

  @Override
  public void hold(Demand demand) {
    declared.require(demand.types());
    ForegroundService service;
    Demand before;
    synchronized (this) {
      service = running;
      before = wanted;
      wanted = demand;
      if (service == null && starting == null) {
        starting = new Starting(new CompletableFuture<>(), !isMainThread());
      }
    }
    try {
      if (service != null) {
        service.show(demand);
      } else {
        start();
      }
    } catch (RuntimeException e) {
      synchronized (this) {
        wanted = before;
      }
      throw e instanceof KeepAliveRefused ? e : Refusals.of(e);
    }
  }

  private static boolean isMainThread() {
    return Looper.myLooper() == Looper.getMainLooper();
  }

  private void start() {
    Starting asked;
    synchronized (this) {
      asked = starting;
    }
    if (asked == null) {
      return; // it has started meanwhile, with what is wanted
    }
    try {
      context.startForegroundService(new Intent(context, serviceClass));
    } catch (RuntimeException e) {
      asked.outcome().completeExceptionally(e);
      synchronized (this) {
        starting = null;
      }
      throw e;
    }
    if (!isMainThread()) {
      await(asked.outcome());
    }
  }

  private static void await(CompletableFuture<Void> outcome) {
    try {
      outcome.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw (RuntimeException) e.getCause();
    } catch (TimeoutException e) {
      throw new KeepAliveRefused(
          Reason.BACKGROUND_START,
          "Android did not start the service within " + START_SECONDS + " s",
          "try again; the main thread may be busy");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeepAliveRefused(
          Reason.BACKGROUND_START, "interrupted while the service started", "try again");
    }
  }

  @Override
  public void release() {
    ForegroundService service;
    synchronized (this) {
      wanted = null;
      service = running;
      running = null;
    }
    if (service != null) {
      service.leave();
    }
  }

  /** The service has been started: it goes to the foreground, and out again if nobody wants it. */
  public void started(ForegroundService service) {
    Demand demand;
    Starting asked;
    synchronized (this) {
      demand = wanted;
      asked = starting;
      starting = null;
    }
    try {
      service.show(demand == null ? declared.any(ENDING) : demand);
    } catch (RuntimeException e) {
      service.leave();
      refused(e, asked);
      return;
    }
    boolean stays;
    synchronized (this) {
      stays = wanted != null;
      running = stays ? service : null;
    }
    if (!stays) {
      service.leave();
    }
    if (asked != null) {
      asked.outcome().complete(null);
    }
  }

  /** Whoever waits gets what was thrown; when nobody does, the lease has ended. */
  private void refused(RuntimeException e, Starting asked) {
    Listener told;
    synchronized (this) {
      wanted = null;
      running = null;
      told = listener;
    }
    if (asked != null) {
      asked.outcome().completeExceptionally(e);
    }
    if ((asked == null || !asked.isAwaited()) && told != null) {
      told.ended(EndCause.STOPPED_BY_SYSTEM);
    }
  }

  /** The service ends without having been released. */
  public void ended(ForegroundService service, EndCause cause) {
    Listener told;
    synchronized (this) {
      if (running != service) {
        return;
      }
      running = null;
      wanted = null;
      told = listener;
    }
    if (told != null) {
      told.ended(cause);
    }
  }

  /** Whether the service is in the foreground now. */
  public synchronized boolean isHeld() {
    return running != null;
  }
}
