package dev.mob.cluster.handshake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The secret that all nodes of a cluster know. Never printed. */
public final class Cookie {
  private static final int DIGEST_LENGTH = 16;

  private final byte[] secret;

  private Cookie(byte[] secret) {
    this.secret = secret;
  }

  /**
   * @throws IllegalArgumentException when it is empty or longer than 255 characters
   */
  public static Cookie of(String secret) {
    if (secret.isEmpty() || secret.length() > 255) {
      throw new IllegalArgumentException("a cookie has 1 to 255 characters");
    }
    return new Cookie(secret.getBytes(StandardCharsets.UTF_8));
  }

  /** The proof that one knows the secret: MD5 of the cookie and the challenge in decimal. */
  byte[] digest(int challenge) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(secret);
      md5.update(Integer.toUnsignedString(challenge).getBytes(StandardCharsets.US_ASCII));
      return md5.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this platform has no MD5, which the handshake needs", e);
    }
  }

  /** Checks a proof in a time that does not depend on where it is wrong. */
  boolean proves(int challenge, byte[] proof) {
    return proof.length == DIGEST_LENGTH && MessageDigest.isEqual(digest(challenge), proof);
  }

  @Override
  public String toString() {
    return "Cookie[secret]";
  }
}
