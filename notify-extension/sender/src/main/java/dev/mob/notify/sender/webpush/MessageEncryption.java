package dev.mob.notify.sender.webpush;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Message encryption for Web Push (RFC 8291) in the content coding {@code aes128gcm} (RFC 8188):
 * one record, a new key pair and salt for each message. Safe for use by several threads.
 */
final class MessageEncryption {
  /** Header (16 salt, 4 record size, 1 length, 65 key), delimiter and tag. */
  static final int OVERHEAD = 16 + 4 + 1 + 65 + 1 + 16;

  private static final int RECORD_SIZE = 4096;

  private final SecureRandom random = new SecureRandom();

  /**
   * @param plaintext what the device shall read
   * @param userAgentKey the subscription's {@code p256dh}
   * @param authSecret the subscription's {@code auth}, 16 bytes
   * @return the request's body
   */
  byte[] encrypt(byte[] plaintext, byte[] userAgentKey, byte[] authSecret)
      throws GeneralSecurityException {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    return encrypt(plaintext, userAgentKey, authSecret, P256.generate(), salt);
  }

  /** With a given key pair and salt, as RFC 8291's example needs. */
  byte[] encrypt(byte[] plaintext, byte[] userAgentKey, byte[] authSecret, KeyPair own, byte[] salt)
      throws GeneralSecurityException {
    byte[] ownKey = P256.point((ECPublicKey) own.getPublic());
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(own.getPrivate());
    agreement.doPhase(P256.publicKey(userAgentKey), true);
    // RFC 8291, section 3.4.
    byte[] keyInfo = concat(ascii("WebPush: info\0"), userAgentKey, ownKey);
    byte[] ikm = expand(hmac(authSecret, agreement.generateSecret()), keyInfo, 32);
    byte[] prk = hmac(salt, ikm);
    byte[] key = expand(prk, ascii("Content-Encoding: aes128gcm\0"), 16);
    byte[] nonce = expand(prk, ascii("Content-Encoding: nonce\0"), 12);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    // 2 marks the last record (RFC 8188, section 2).
    byte[] sealed = cipher.doFinal(concat(plaintext, new byte[] {2}));
    return ByteBuffer.allocate(16 + 4 + 1 + ownKey.length + sealed.length)
        .put(salt)
        .putInt(RECORD_SIZE)
        .put((byte) ownKey.length)
        .put(ownKey)
        .put(sealed)
        .array();
  }

  private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }

  /** HKDF-Expand (RFC 5869) for up to one block. */
  private static byte[] expand(byte[] prk, byte[] info, int length)
      throws GeneralSecurityException {
    return Arrays.copyOf(hmac(prk, concat(info, new byte[] {1})), length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] concat(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
