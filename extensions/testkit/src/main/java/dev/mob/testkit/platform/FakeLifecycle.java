package dev.mob.testkit.platform;

import dev.mob.background.LaunchReason;
import dev.mob.background.platform.LifecyclePlatform;
import java.util.function.Consumer;

/** An app in front, until the test moves it. */
public final class FakeLifecycle implements LifecyclePlatform {
  private Listener listener;
  private Consumer<Listener> place = Listener::active;
  private LaunchReason reason = LaunchReason.COLD;

  FakeLifecycle() {}

  /** Why the app was started, as the extension is told. */
  public synchronized void launchedFor(LaunchReason why) {
    reason = why;
  }

  /** In front, and used. */
  public void active() {
    move(Listener::active);
  }

  /** In front, and covered by something. */
  public void inactive() {
    move(Listener::inactive);
  }

  /** Not seen any more. */
  public void background() {
    move(Listener::background);
  }

  /** Tells anything else, such as {@code listener -> listener.memoryWarning()}. */
  public void tell(Consumer<Listener> event) {
    Listener told;
    synchronized (this) {
      told = listener;
    }
    if (told != null) {
      event.accept(told);
    }
  }

  private void move(Consumer<Listener> where) {
    synchronized (this) {
      place = where;
    }
    tell(where);
  }

  @Override
  public synchronized LaunchReason launchReason() {
    return reason;
  }

  @Override
  public void listen(Listener told) {
    Consumer<Listener> now;
    synchronized (this) {
      listener = told;
      now = place;
    }
    now.accept(told);
  }
}
