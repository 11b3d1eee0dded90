package dev.mob.host.ios.internal.life;

import dev.mob.background.LaunchReason;
import dev.mob.background.platform.LifecyclePlatform;
import dev.mob.host.ios.internal.shim.Application;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where the app is, from the application's notifications and from its scenes': apps that are built
 * with scenes hear of both, and agree with themselves here. Active is an app with one active scene;
 * in the background is one all of whose scenes are there.
 *
 * <p>Safe for use from any thread.
 */
public final class AppLife implements LifecyclePlatform {
  /** {@link Application#launchReason}. */
  private static final int BY_PUSH = 1;

  private static final int IN_BACKGROUND = 2;

  /** A scene that was disconnected. */
  static final int GONE = -1;

  private final Application application;
  private final Wakefulness wakefulness;
  private final Runnable onMove;
  private final Map<String, Integer> scenes = new HashMap<>();
  private int state;

  /**
   * @param onMove runs whenever the app comes to the front or leaves it
   */
  public AppLife(Application application, Wakefulness wakefulness, Runnable onMove) {
    this.application = application;
    this.wakefulness = wakefulness;
    this.onMove = onMove;
    this.state = application.state();
  }

  @Override
  public LaunchReason launchReason() {
    return switch (application.launchReason()) {
      case BY_PUSH -> LaunchReason.PUSH;
      case IN_BACKGROUND -> LaunchReason.WORK;
      default -> LaunchReason.COLD;
    };
  }

  @Override
  public synchronized void listen(Listener listener) {
    int now = state;
    wakefulness.listen(listener);
    tell(now);
  }

  /** The application's own state. */
  public synchronized void application(int now) {
    // With scenes the application's notifications come as well; the scenes say more.
    enter(scenes.isEmpty() ? now : ofScenes());
  }

  /** One scene's state. */
  public synchronized void scene(String scene, int now) {
    if (now == GONE) {
      scenes.remove(scene);
    } else {
      scenes.put(scene, now);
    }
    enter(scenes.isEmpty() ? Application.BACKGROUND : ofScenes());
  }

  private int ofScenes() {
    int front = Application.BACKGROUND;
    for (int one : scenes.values()) {
      front = Math.min(front, one);
    }
    return front;
  }

  private void enter(int next) {
    if (next == state) {
      return;
    }
    state = next;
    onMove.run();
    tell(next);
  }

  private void tell(int now) {
    switch (now) {
      case Application.ACTIVE -> wakefulness.front(Listener::active);
      case Application.INACTIVE -> wakefulness.front(Listener::inactive);
      default -> wakefulness.background();
    }
  }

  /** Whether the app is in front, used or not. */
  public synchronized boolean inFront() {
    return state != Application.BACKGROUND;
  }

  public void memoryWarning() {
    wakefulness.tell(Listener::memoryWarning);
  }

  public void lowPower(boolean on) {
    Consumer<Listener> news = listener -> listener.lowPower(on);
    wakefulness.tell(news);
  }

  /** Waits for the listener, for at most that long. */
  public void terminating(double seconds) {
    wakefulness.terminating(seconds);
  }

  /** Waits until the app sleeps, for at most that long. */
  public void backgroundTaskExpiring(long task, double seconds) {
    wakefulness.expiring(task, seconds);
  }
}
