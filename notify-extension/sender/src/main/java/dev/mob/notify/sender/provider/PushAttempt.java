package dev.mob.notify.sender.provider;

import dev.mob.notify.sender.ApnsEnvironment;
import dev.mob.notify.sender.PushMessage;
import dev.mob.notify.sender.WebPushKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One message to one device, once.
 *
 * @param messageId the message's id, which travels to the device as {@code mob_id}
 * @param deliveryId the id of this message at this device; the same at each attempt
 * @param message what to send
 * @param token the device's token
 * @param apnsTopic the device's bundle id, where it differs from the app's
 * @param apnsEnvironment where the token is valid, if known
 * @param webPushKeys the subscription's keys, for Web Push
 * @param accepted when the message was accepted
 * @param expires when the platform shall give it up; equal to {@code now} means: try once
 * @param now the time of this attempt by the sender's clock
 */
public record PushAttempt(
    UUID messageId,
    UUID deliveryId,
    PushMessage message,
    String token,
    Optional<String> apnsTopic,
    Optional<ApnsEnvironment> apnsEnvironment,
    Optional<WebPushKeys> webPushKeys,
    Instant accepted,
    Instant expires,
    Instant now) {

  /** What is left of the time to live, never negative; zero means: now or never. */
  public Duration timeToLive() {
    Duration left = Duration.between(now, expires);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
