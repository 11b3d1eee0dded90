package dev.mob.notify.sender;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A push service that devices hold tokens of. An app has at most one {@link
 * dev.mob.notify.sender.provider.PushProvider} for each.
 */
public enum Platform {
  /** Apple Push Notification service. */
  APNS(1, "apns"),
  /** Firebase Cloud Messaging. */
  FCM(2, "fcm"),
  /** Web Push (RFC 8030), which browsers and UnifiedPush distributors speak. */
  WEB_PUSH(3, "web-push"),
  /** A gateway on the same machine, for development without an account at Apple or Google. */
  LOCAL(4, "local");

  private final int code;
  private final String id;

  Platform(int code, String id) {
    this.code = code;
    this.id = id;
  }

  /** The number that stands for this platform in the database; it never changes. */
  public int code() {
    return code;
  }

  /** The name in JSON, URLs, metrics and configuration: {@code apns}, {@code fcm}, … */
  public String id() {
    return id;
  }

  /**
   * The platform with this {@link #id()}.
   *
   * @throws IllegalArgumentException naming the known ids
   */
  public static Platform ofId(String id) {
    for (Platform platform : values()) {
      if (platform.id.equals(id)) {
        return platform;
      }
    }
    throw new IllegalArgumentException(
        "unknown platform '"
            + id
            + "'; known are "
            + Arrays.stream(values()).map(Platform::id).collect(Collectors.joining(", ")));
  }

  /** The platform with this {@link #code()}. */
  public static Platform ofCode(int code) {
    for (Platform platform : values()) {
      if (platform.code == code) {
        return platform;
      }
    }
    throw new IllegalArgumentException("no platform has the code " + code);
  }
}
