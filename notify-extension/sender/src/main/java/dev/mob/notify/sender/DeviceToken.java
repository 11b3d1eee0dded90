package dev.mob.notify.sender;

import java.util.Objects;

/**
 * The address of one installation of an app.
 *
 * @param platform the service that issued it
 * @param value the APNs device token in hexadecimal, the FCM registration token, or the Web Push
 *     endpoint's URL
 */
public record DeviceToken(Platform platform, String value) {
  public DeviceToken {
    Objects.requireNonNull(platform, "platform");
    Objects.requireNonNull(value, "value");
  }

  public static DeviceToken apns(String token) {
    return new DeviceToken(Platform.APNS, token);
  }

  public static DeviceToken fcm(String token) {
    return new DeviceToken(Platform.FCM, token);
  }

  public static DeviceToken webPush(String endpoint) {
    return new DeviceToken(Platform.WEB_PUSH, endpoint);
  }

  /** Shows the platform and the token's beginning: a whole token is enough to disturb a person. */
  @Override
  public String toString() {
    String shown = value.length() <= 12 ? value : value.substring(0, 12) + "…";
    return platform.id() + ":" + shown;
  }
}
