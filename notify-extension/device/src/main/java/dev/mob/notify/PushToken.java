package dev.mob.notify;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The address at which a server reaches this app on this device. The app sends it to its server,
 * which hands it to the sender ({@code docs/push-sender.md}, "Recipients").
 *
 * @param platform the push service, in the sender's words: {@code apns}, {@code fcm}, {@code
 *     web-push}, {@code local}
 * @param value APNs' device token in hexadecimal, FCM's registration token, Web Push's endpoint
 * @param details what else the sender needs: {@code environment} ({@code production}, {@code
 *     sandbox}) for APNs, {@code p256dh} and {@code auth} for Web Push
 */
public record PushToken(String platform, String value, Map<String, String> details) {
  public PushToken {
    Objects.requireNonNull(platform, "platform");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a token of " + platform + " is not empty");
    }
    details = Collections.unmodifiableMap(new TreeMap<>(details));
  }

  public static PushToken of(String platform, String value) {
    return new PushToken(platform, value, Collections.<String, String>emptyMap());
  }

  /** A token is an address that others can send to: logs show its beginning. */
  @Override
  public String toString() {
    return platform + ":" + (value.length() <= 12 ? value : value.substring(0, 8) + "…");
  }
}
