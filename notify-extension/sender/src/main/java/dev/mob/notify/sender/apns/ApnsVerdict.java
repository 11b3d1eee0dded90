package dev.mob.notify.sender.apns;

import com.eatthepath.pushy.apns.PushNotificationResponse;
import dev.mob.notify.sender.ApnsEnvironment;
import dev.mob.notify.sender.provider.PushOutcome;
import java.time.Duration;
import java.util.Optional;

/** What an answer of APNs means (Apple, "Handling notification responses from APNs"). */
final class ApnsVerdict {
  private ApnsVerdict() {}

  /** Whether the token may be the other environment's. */
  static boolean maybeOtherEnvironment(PushNotificationResponse<?> response) {
    return response.getRejectionReason().filter("BadDeviceToken"::equals).isPresent();
  }

  /**
   * @param learned the environment that answered, if the registry is to learn it
   * @param after what the answer's Retry-After asks for
   */
  static PushOutcome of(
      PushNotificationResponse<?> response,
      Optional<ApnsEnvironment> learned,
      Optional<Duration> after) {
    if (response.isAccepted()) {
      return new PushOutcome.Sent(response.getApnsUniqueId().map(Object::toString), learned);
    }
    String reason = response.getRejectionReason().orElse("HTTP " + response.getStatusCode());
    return switch (reason) {
      case "Unregistered", "ExpiredToken" ->
          new PushOutcome.InvalidToken(reason, response.getTokenInvalidationTimestamp());
      case "BadDeviceToken", "DeviceTokenNotForTopic" ->
          new PushOutcome.InvalidToken(reason, Optional.empty());
      // Pushy makes a new token with its next connection; too many of them is mended by waiting.
      case "ExpiredProviderToken", "TooManyProviderTokenUpdates" ->
          new PushOutcome.Retry(reason, after, PushOutcome.Scope.PROVIDER);
      case "InvalidProviderToken",
          "MissingProviderToken",
          "BadCertificate",
          "BadCertificateEnvironment",
          "BadEnvironmentKeyInToken",
          "BadEnvironmentKeyIdInToken",
          "UnrelatedKeyIdInToken",
          "Forbidden" ->
          new PushOutcome.Halt(reason);
      default -> byStatus(response, reason, after);
    };
  }

  private static PushOutcome byStatus(
      PushNotificationResponse<?> response, String reason, Optional<Duration> after) {
    int status = response.getStatusCode();
    if (status == 410) {
      return new PushOutcome.InvalidToken(reason, response.getTokenInvalidationTimestamp());
    }
    if (status == 429) {
      // "Too many requests were made consecutively to the same device token."
      return new PushOutcome.Retry(reason, after, PushOutcome.Scope.DEVICE);
    }
    if (status >= 500) {
      return new PushOutcome.Retry(reason, after, PushOutcome.Scope.PROVIDER);
    }
    return new PushOutcome.Refused(reason);
  }
}
