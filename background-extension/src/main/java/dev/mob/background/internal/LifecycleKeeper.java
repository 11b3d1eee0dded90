package dev.mob.background.internal;

import dev.mob.background.AppState;
import dev.mob.background.LaunchReason;
import dev.mob.background.Lifecycle;
import dev.mob.background.LifecycleEvent;
import dev.mob.background.platform.LifecyclePlatform;
import dev.mob.extension.Registration;
import dev.mob.extension.SuspendListener;
import dev.mob.process.CallFailed;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Ref;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Turns what the platform tells into events for processes, and stops and starts the process runtime
 * with the app.
 *
 * <p>A suspension goes like this, within half of the time that the platform gives: subscribers get
 * {@link LifecycleEvent.AboutToSuspend} and are waited for; the {@link SuspendListener}s close what
 * does not survive; the runtime stops all processes; the listeners hear that nothing moves any
 * more, which is when states are written.
 *
 * <p>No process: it stops the processes. The platform calls it from one thread at a time; the rest
 * may be called from any thread.
 */
final class LifecycleKeeper implements Lifecycle, LifecyclePlatform.Listener {
  private final ProcessRuntime runtime;
  private final LaunchReason launchReason;
  private final Supplier<List<SuspendListener>> listeners;
  private final Logger log;
  private final List<Pid> subscribers = new CopyOnWriteArrayList<>();
  private volatile AppState state = AppState.LAUNCHING;

  LifecycleKeeper(
      ProcessRuntime runtime,
      LaunchReason launchReason,
      Supplier<List<SuspendListener>> listeners,
      Logger log) {
    this.runtime = runtime;
    this.launchReason = launchReason;
    this.listeners = listeners;
    this.log = log;
  }

  @Override
  public AppState state() {
    return state;
  }

  @Override
  public LaunchReason launchReason() {
    return launchReason;
  }

  @Override
  public Registration subscribe(Pid process) {
    runtime.send(process, new LifecycleEvent.Launching(launchReason));
    LifecycleEvent now = presentState();
    if (now != null) {
      runtime.send(process, now);
    }
    subscribers.add(process);
    Ref monitor = runtime.monitor(process, down -> subscribers.remove(process));
    return () -> {
      runtime.demonitor(monitor);
      subscribers.remove(process);
    };
  }

  private LifecycleEvent presentState() {
    return switch (state) {
      case ACTIVE -> new LifecycleEvent.Active();
      case INACTIVE -> new LifecycleEvent.Inactive();
      case BACKGROUND -> new LifecycleEvent.Background();
      default -> null;
    };
  }

  @Override
  public void active() {
    enter(AppState.ACTIVE, new LifecycleEvent.Active());
  }

  @Override
  public void inactive() {
    enter(AppState.INACTIVE, new LifecycleEvent.Inactive());
  }

  @Override
  public void background() {
    enter(AppState.BACKGROUND, new LifecycleEvent.Background());
  }

  private void enter(AppState next, LifecycleEvent event) {
    state = next;
    publish(event);
  }

  @Override
  public void suspending(Duration left) {
    stop(AppState.SUSPENDED, new LifecycleEvent.AboutToSuspend(left), left);
  }

  @Override
  public void terminating(Duration left) {
    stop(AppState.TERMINATING, new LifecycleEvent.Terminating(left), left);
  }

  @Override
  public void stopping(Duration left) {
    long deadline = runtime.clock().nanoTime() + left.toNanos() / 2;
    state = AppState.TERMINATING;
    publish(new LifecycleEvent.Terminating(left));
    awaitSubscribers(deadline);
  }

  private void stop(AppState next, LifecycleEvent event, Duration left) {
    long deadline = runtime.clock().nanoTime() + left.toNanos() / 2;
    publish(event);
    awaitSubscribers(deadline);
    List<SuspendListener> closing = listeners.get();
    for (SuspendListener listener : closing) {
      guarded("suspending", () -> listener.suspending(until(deadline)));
    }
    if (!runtime.suspend(until(deadline))) {
      log.warn("a process was still in a callback when the app was suspended; it should not block");
    }
    state = next;
    for (SuspendListener listener : closing) {
      guarded("suspended", listener::suspended);
    }
  }

  @Override
  public void resumed(Duration slept) {
    for (SuspendListener listener : listeners.get()) {
      guarded("resuming", () -> listener.resuming(slept));
    }
    state = AppState.BACKGROUND;
    // Before the runtime goes on: a timer that is due by now comes after the news of the sleep.
    publish(new LifecycleEvent.Resumed(slept));
    runtime.resume();
  }

  @Override
  public void memoryWarning() {
    publish(new LifecycleEvent.MemoryWarning());
  }

  @Override
  public void lowPower(boolean on) {
    publish(new LifecycleEvent.LowPower(on));
  }

  private void publish(LifecycleEvent event) {
    for (Pid subscriber : subscribers) {
      runtime.send(subscriber, event);
    }
  }

  /** A system request waits its turn in the mailbox: answered, the event before it is handled. */
  private void awaitSubscribers(long deadline) {
    for (Pid subscriber : subscribers) {
      try {
        runtime.sys().getState(subscriber, until(deadline));
      } catch (CallFailed e) {
        log.warn("{} did not get ready in time: {}", subscriber, e.reason());
      }
    }
  }

  private Duration until(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - runtime.clock().nanoTime()));
  }

  private void guarded(String what, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      // The phone does not wait: the others must hear of it too.
      log.error("a listener failed at {}", what, e);
    }
  }
}
