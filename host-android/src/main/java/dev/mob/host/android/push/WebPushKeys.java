package dev.mob.host.android.push;

import android.content.SharedPreferences;
import android.util.Base64;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * This device's key of Web Push, and what is encrypted to it: RFC 8291 (the key agreement) and RFC
 * 8188 ({@code aes128gcm}, of which Web Push uses one record).
 */
final class WebPushKeys {
  private static final int POINT = 65;
  private static final int COORDINATE = 32;
  private static final int SALT = 16;
  private static final int SECRET = 16;
  private static final int TAG_BITS = 128;
  private static final String PRIVATE = "private-key";
  private static final String PUBLIC = "public-key";
  private static final String AUTH = "auth-secret";

  private final SharedPreferences notes;

  /**
   * @param notes the app's own, which no other app reads
   */
  WebPushKeys(SharedPreferences notes) {
    this.notes = notes;
  }

  /** The point that senders encrypt to, in URL-safe Base64. */
  synchronized String publicKey() throws GeneralSecurityException {
    return base64(point(ours()));
  }

  /** The secret that senders mix in, in URL-safe Base64. */
  synchronized String secret() throws GeneralSecurityException {
    ours();
    return notes.getString(AUTH, "");
  }

  /** What a sender has encrypted. */
  synchronized byte[] decrypt(byte[] message) throws GeneralSecurityException {
    if (message == null || message.length < SALT + 5 + POINT + TAG_BITS / 8) {
      throw new GeneralSecurityException("too short for an encrypted message");
    }
    ByteBuffer in = ByteBuffer.wrap(message);
    byte[] salt = take(in, SALT);
    in.getInt(); // the record size; there is one record
    byte[] sender = take(in, in.get() & 0xff);
    byte[] sealed = take(in, in.remaining());
    ECPublicKey ours = ours();
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(privateKey());
    agreement.doPhase(KeyFactory.getInstance("EC").generatePublic(spec(sender, ours)), true);
    byte[] info = joined(text("WebPush: info\0"), point(ours), sender);
    byte[] auth = Base64.decode(notes.getString(AUTH, ""), Base64.URL_SAFE);
    byte[] input = expand(mac(auth, agreement.generateSecret()), info, 32);
    byte[] pseudorandom = mac(salt, input);
    byte[] key = expand(pseudorandom, text("Content-Encoding: aes128gcm\0"), 16);
    byte[] nonce = expand(pseudorandom, text("Content-Encoding: nonce\0"), 12);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    return unpadded(cipher.doFinal(sealed));
  }

  /** RFC 8188: zeros behind a 2, which marks the last record. */
  private static byte[] unpadded(byte[] plain) throws GeneralSecurityException {
    int end = plain.length - 1;
    while (end >= 0 && plain[end] == 0) {
      end--;
    }
    if (end < 0 || plain[end] != 2) {
      throw new GeneralSecurityException("the message is not one whole record");
    }
    return Arrays.copyOf(plain, end);
  }

  private ECPublicKey ours() throws GeneralSecurityException {
    String known = notes.getString(PUBLIC, null);
    if (known != null) {
      return (ECPublicKey)
          KeyFactory.getInstance("EC")
              .generatePublic(new X509EncodedKeySpec(Base64.decode(known, Base64.DEFAULT)));
    }
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    byte[] secret = new byte[SECRET];
    new SecureRandom().nextBytes(secret);
    notes
        .edit()
        .putString(PRIVATE, Base64.encodeToString(pair.getPrivate().getEncoded(), Base64.DEFAULT))
        .putString(PUBLIC, Base64.encodeToString(pair.getPublic().getEncoded(), Base64.DEFAULT))
        .putString(AUTH, base64(secret))
        .apply();
    return (ECPublicKey) pair.getPublic();
  }

  private PrivateKey privateKey() throws GeneralSecurityException {
    return KeyFactory.getInstance("EC")
        .generatePrivate(
            new PKCS8EncodedKeySpec(Base64.decode(notes.getString(PRIVATE, ""), Base64.DEFAULT)));
  }

  private static ECPublicKeySpec spec(byte[] point, ECPublicKey curve)
      throws GeneralSecurityException {
    if (point.length != POINT || point[0] != 4) {
      throw new GeneralSecurityException("the sender's key is no uncompressed point");
    }
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + COORDINATE));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + COORDINATE, POINT));
    return new ECPublicKeySpec(new ECPoint(x, y), curve.getParams());
  }

  private static byte[] point(ECPublicKey key) {
    byte[] point = new byte[POINT];
    point[0] = 4;
    coordinate(key.getW().getAffineX(), point, 1);
    coordinate(key.getW().getAffineY(), point, 1 + COORDINATE);
    return point;
  }

  private static void coordinate(BigInteger value, byte[] into, int at) {
    byte[] bytes = value.toByteArray();
    int length = Math.min(bytes.length, COORDINATE); // without the sign's zero
    System.arraycopy(bytes, bytes.length - length, into, at + COORDINATE - length, length);
  }

  /** HKDF's expansion to at most one block (RFC 5869). */
  private static byte[] expand(byte[] key, byte[] info, int length)
      throws GeneralSecurityException {
    return Arrays.copyOf(mac(key, joined(info, new byte[] {1})), length);
  }

  private static byte[] mac(byte[] key, byte[] data) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(data);
  }

  private static byte[] joined(byte[]... parts) {
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

  private static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.encodeToString(bytes, Base64.URL_SAFE | Base64.NO_PADDING | Base64.NO_WRAP);
  }
}
