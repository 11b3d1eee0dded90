package dev.mob.notify.sender;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Hears what happens in a {@link PushService}, after it is on disk. Called by one thread at a time;
 * while it has not returned, nothing more is claimed than what was in flight, so a slow listener
 * slows sending rather than filling memory. An exception is logged and otherwise ignored. What a
 * crash swallowed can be read again: {@link PushDevices#invalidatedSince}, {@link
 * PushSender#receipts}.
 */
public interface PushListener {

  /** Attempts that ended, with their outcome: sent, failed, expired, or waiting to be retried. */
  default void attempted(List<Attempt> attempts) {}

  /** A device has told what became of a message there, for the first time. */
  default void reported(Report report) {}

  /** The platform declared a token dead; the registry no longer sends to it. */
  default void tokenInvalidated(String app, DeviceToken token, String reason) {}

  /**
   * A provider stopped taking messages for a reason that retrying does not mend, such as refused
   * credentials. Its messages wait on disk; one is tried now and then to see whether it is mended.
   */
  default void alarm(String app, Platform platform, String reason) {}

  /**
   * What a device tells of a message.
   *
   * @param app the app's name
   * @param message the message's id
   * @param device the device
   * @param event what has happened there
   * @param at when it was noted here
   */
  record Report(String app, UUID message, DeviceToken device, DeviceReport event, Instant at) {}

  /**
   * One attempt to deliver.
   *
   * @param app the app's name
   * @param message the message's id
   * @param device the device
   * @param state what the delivery is now
   * @param attempt the attempt's number, from 1
   * @param reason why it was not sent; empty when it was
   * @param at when
   */
  record Attempt(
      String app,
      UUID message,
      DeviceToken device,
      DeliveryState state,
      int attempt,
      String reason,
      Instant at) {}
}
