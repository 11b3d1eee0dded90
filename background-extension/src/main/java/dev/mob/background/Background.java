package dev.mob.background;

import dev.mob.process.Behaviour;

/**
 * Keeps the app awake and has work done later. The background extension provides it as a service.
 * May be used from any thread and from processes.
 */
public interface Background {

  /**
   * Keeps the app awake with the type and the reason in mob.conf, until the lease is closed.
   *
   * @throws KeepAliveRefused when the platform does not allow it
   */
  default Lease keepAlive() {
    return keepAlive(KeepAlive.asConfigured());
  }

  /**
   * Keeps the app awake with the type in mob.conf, until the lease is closed.
   *
   * @throws KeepAliveRefused when the platform does not allow it
   */
  default Lease keepAlive(String reason) {
    return keepAlive(KeepAlive.because(reason));
  }

  /** {@link #keepAlive(String)} with a type. */
  default Lease keepAlive(String reason, KeepAliveType type) {
    return keepAlive(KeepAlive.because(reason).type(type));
  }

  /**
   * Keeps the app awake until the lease is closed, its owner has ended or the platform ends it.
   *
   * @throws KeepAliveRefused when the platform does not allow it
   */
  Lease keepAlive(KeepAlive request);

  /**
   * Says how work of a kind is done, until the background extension stops. Works are durable and
   * their code is not: name it on each start of the app, in {@code activate}, before the work that
   * waits for it can run. An extension that may be stopped or updated while the app runs provides a
   * {@link NamedWorker} instead, which goes with it.
   *
   * @param name what {@link WorkRequest#worker} refers to
   * @param behaviour started for each run with a {@link Work} as its argument. It ends by itself,
   *     best after {@link Work#finish}; it hears {@link WorkExpiring} when the time runs out
   * @throws IllegalArgumentException when there is a worker of that name
   */
  void worker(String name, Behaviour<?> behaviour);

  /** A worker that is one function, which must not block for long. */
  void worker(String name, WorkFunction function);

  /**
   * Has work done later. When this has returned the request is durable: it survives a kill and a
   * reboot, until it is done or cancelled.
   *
   * @return false when there was work of that name and the request says to keep that
   */
  boolean schedule(WorkRequest request);

  /** Forgets work and ends it if it runs; false when there was none of that name. */
  boolean cancel(String name);

  /** What is held, waiting and running now. */
  BackgroundStatus status();
}
