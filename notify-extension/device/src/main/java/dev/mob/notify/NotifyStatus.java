package dev.mob.notify;

import java.util.List;
import java.util.Optional;

/**
 * What the extension holds and has done. The counts are durable: they go on after a restart.
 *
 * @param token the token that the platform gave last
 * @param failure why there is none
 * @param subscribers who is subscribed now
 * @param waiting how many notifications are not acknowledged yet
 * @param scheduled how many local notifications are scheduled
 * @param receipts how many receipts wait to be brought to the server
 * @param counts what has happened so far
 */
public record NotifyStatus(
    PushPermission permission,
    Optional<PushToken> token,
    Optional<RegistrationFailure> failure,
    List<String> subscribers,
    int waiting,
    int scheduled,
    int receipts,
    Counts counts) {

  /**
   * What has happened since the app was installed.
   *
   * @param received messages that the platform has handed over
   * @param acknowledged notifications that all their subscribers have handled
   * @param duplicates messages that had been received before
   * @param retries deliveries that failed and were, or will be, tried again
   * @param overflowed notifications dropped because too many waited
   * @param givenUp notifications dropped because their handler failed too often
   * @param overdue windows of silent pushes that ended before their handler
   */
  public record Counts(
      long received,
      long acknowledged,
      long duplicates,
      long retries,
      long overflowed,
      long givenUp,
      long overdue) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

    /** Notifications that no handler has acknowledged and none will. */
    public long dropped() {
      return overflowed + givenUp;
    }
  }
}
