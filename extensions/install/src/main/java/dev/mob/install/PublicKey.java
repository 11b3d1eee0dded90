package dev.mob.install;

import dev.mob.install.internal.Hex;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * An Ed25519 public key (RFC 8032): 32 bytes, written as 44 characters of base64. Immutable; equal
 * to another with the same bytes.
 */
public final class PublicKey {
  private static final int LENGTH = 32;

  /** SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes (RFC 8410, section 4). */
  private static final byte[] PREFIX = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  private final byte[] bytes;

  private PublicKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException when it is not 32 bytes in base64, or no point of the curve
   */
  public static PublicKey of(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64.trim());
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "an Ed25519 public key has " + LENGTH + " bytes, and this has " + bytes.length);
    }
    PublicKey key = new PublicKey(bytes);
    try {
      key.toJava();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no Ed25519 public key: " + e.getMessage(), e);
    }
    return key;
  }

  static PublicKey of(java.security.PublicKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded.length != PREFIX.length + LENGTH
        || !Arrays.equals(PREFIX, Arrays.copyOf(encoded, PREFIX.length))) {
      throw new IllegalArgumentException("no Ed25519 public key but one of " + key.getAlgorithm());
    }
    return new PublicKey(Arrays.copyOfRange(encoded, PREFIX.length, encoded.length));
  }

  /** The 32 bytes in base64, as {@code trust.keys} of mob.conf has them. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Short enough to compare by eye: the first 8 bytes of the key's SHA-256 in hexadecimal. */
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Hex.of(Arrays.copyOf(digest, 8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(toJava());
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private java.security.PublicKey toJava() throws GeneralSecurityException {
    byte[] encoded = Arrays.copyOf(PREFIX, PREFIX.length + LENGTH);
    System.arraycopy(bytes, 0, encoded, PREFIX.length, LENGTH);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** {@link #base64}. */
  @Override
  public String toString() {
    return base64();
  }
}
