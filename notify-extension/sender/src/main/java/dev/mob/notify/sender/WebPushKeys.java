package dev.mob.notify.sender;

import java.util.Objects;

/**
 * A push subscription's keys as a browser or UnifiedPush distributor gives them ({@code
 * PushSubscription.toJSON().keys}).
 *
 * @param p256dh the user agent's public key, an uncompressed P-256 point in base64url
 * @param auth the authentication secret, 16 bytes in base64url
 */
public record WebPushKeys(String p256dh, String auth) {
  public WebPushKeys {
    Objects.requireNonNull(p256dh, "p256dh");
    Objects.requireNonNull(auth, "auth");
  }

  /** Without the keys: the secret is one. */
  @Override
  public String toString() {
    return "WebPushKeys[…]";
  }
}
