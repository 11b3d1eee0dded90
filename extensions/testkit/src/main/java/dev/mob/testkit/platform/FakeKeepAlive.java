package dev.mob.testkit.platform;

import dev.mob.background.EndCause;
import dev.mob.background.KeepAliveRefused;
import dev.mob.background.platform.KeepAlivePlatform;
import java.time.Duration;
import java.util.Optional;

/** Keeps the app awake, by its own account, until the test says otherwise. */
public final class FakeKeepAlive implements KeepAlivePlatform {
  private Listener listener;
  private Demand demand;
  private KeepAliveRefused refusal;

  FakeKeepAlive() {}

  /** What the app is kept awake for now; empty when it is not. */
  public synchronized Optional<Demand> held() {
    return Optional.ofNullable(demand);
  }

  /** Refuses from now on, so; {@code null} to agree again. */
  public synchronized void refuse(KeepAliveRefused reason) {
    refusal = reason;
  }

  /** Stops it for a while, as a phone call does. */
  public void interrupt(String cause) {
    listener().interrupted(cause);
  }

  /** Goes on after an interruption. */
  public void resume() {
    listener().resumed();
  }

  /** Warns that it will be ended. */
  public void expire(Duration in) {
    listener().expiring(in);
  }

  /** Ends it. */
  public void end(EndCause cause) {
    synchronized (this) {
      demand = null;
    }
    listener().ended(cause);
  }

  private synchronized Listener listener() {
    if (listener == null) {
      throw new IllegalStateException("nobody listens to the keep-alive platform service");
    }
    return listener;
  }

  @Override
  public synchronized void listen(Listener told) {
    listener = told;
  }

  @Override
  public synchronized void hold(Demand wanted) {
    if (refusal != null) {
      throw refusal;
    }
    demand = wanted;
  }

  @Override
  public synchronized void release() {
    demand = null;
  }
}
