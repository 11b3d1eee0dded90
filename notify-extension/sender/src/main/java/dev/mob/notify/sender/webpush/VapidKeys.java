package dev.mob.notify.sender.webpush;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.Objects;

/**
 * The key pair by which push services know an application server (RFC 8292). Made once and kept:
 * subscriptions are bound to the public key.
 *
 * @param publicKey an uncompressed P-256 point in base64url; what {@code
 *     pushManager.subscribe({applicationServerKey})} takes
 * @param privateKey the scalar in base64url; a secret
 */
public record VapidKeys(String publicKey, String privateKey) {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  public VapidKeys {
    Objects.requireNonNull(publicKey, "publicKey");
    Objects.requireNonNull(privateKey, "privateKey");
  }

  /** A new pair. */
  public static VapidKeys generate() {
    try {
      KeyPair pair = P256.generate();
      return new VapidKeys(
          BASE64.encodeToString(P256.point((ECPublicKey) pair.getPublic())),
          BASE64.encodeToString(P256.scalar((ECPrivateKey) pair.getPrivate())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks the curve P-256", e);
    }
  }

  /** Without the private key. */
  @Override
  public String toString() {
    return "VapidKeys[" + publicKey + "]";
  }
}
