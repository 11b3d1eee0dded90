package dev.mob.background;

/**
 * The right to have the app kept awake, as far as the platform can. The platform's mechanism runs
 * while at least one lease is held. May be used from any thread.
 */
public interface Lease extends AutoCloseable {

  /** Names this lease in {@link LeaseEvent}s; never used twice while the app runs. */
  long id();

  String reason();

  KeepAliveType type();

  /** False once it was closed, its owner has ended, or the platform has ended it. */
  boolean isHeld();

  /** Gives the lease up; does nothing when it is not held any more. Returns at once. */
  @Override
  void close();
}
