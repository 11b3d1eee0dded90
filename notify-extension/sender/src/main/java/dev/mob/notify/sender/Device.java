package dev.mob.notify.sender;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A registered installation of an app. Immutable.
 *
 * @param token its address
 * @param user whose it is
 * @param tags its tags
 * @param topics what it is subscribed to
 * @param apnsTopic the bundle id where the app has several; APNs only
 * @param apnsEnvironment where its token is valid, if known; APNs only
 * @param webPushKeys the subscription's keys; Web Push only
 * @param seen when the device itself last reported this token; the epoch if it never did
 * @param invalidated when the platform declared the token dead
 */
public record Device(
    DeviceToken token,
    Optional<String> user,
    Set<String> tags,
    Set<String> topics,
    Optional<String> apnsTopic,
    Optional<ApnsEnvironment> apnsEnvironment,
    Optional<WebPushKeys> webPushKeys,
    Instant seen,
    Optional<Instant> invalidated) {

  public Device {
    Objects.requireNonNull(token, "token");
    tags = Set.copyOf(tags);
    topics = Set.copyOf(topics);
  }

  /** Whether the platform still takes messages for it, as far as is known. */
  public boolean valid() {
    return invalidated.isEmpty();
  }
}
