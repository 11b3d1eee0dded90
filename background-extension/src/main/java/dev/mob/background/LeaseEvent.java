package dev.mob.background;

import java.time.Duration;

/** What happens to a lease; comes as a message to whoever the lease names. */
public sealed interface LeaseEvent {

  /** The {@link Lease#id()}. */
  long lease();

  /** The lease is held and the platform's mechanism runs. */
  record Started(long lease) implements LeaseEvent {}

  /**
   * The platform has stopped the mechanism for a while, such as for a phone call; the app may be
   * suspended until {@link Resumed}.
   *
   * @param cause in the platform's words
   */
  record Interrupted(long lease, String cause) implements LeaseEvent {}

  /** The mechanism runs again. */
  record Resumed(long lease) implements LeaseEvent {}

  /**
   * The platform will end the mechanism; finish what must be finished.
   *
   * @param in how long is left
   */
  record Expiring(long lease, Duration in) implements LeaseEvent {}

  /** The lease is not held any more; take a new one to go on. The last event of a lease. */
  record Ended(long lease, EndCause cause) implements LeaseEvent {}
}
