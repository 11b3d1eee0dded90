package dev.mob.notify.sender.testing;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mob.notify.sender.WebPushKeys;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A browser's half of Web Push, written from RFC 8291 and RFC 8292 and not from our half. */
public final class UserAgent {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private final KeyPair pair;
  private final byte[] auth = new byte[16];

  public UserAgent() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    new SecureRandom().nextBytes(auth);
  }

  public WebPushKeys keys() {
    return new WebPushKeys(ENCODER.encodeToString(ownPoint()), ENCODER.encodeToString(auth));
  }

  private byte[] ownPoint() {
    ECPoint point = ((ECPublicKey) pair.getPublic()).getW();
    return ByteBuffer.allocate(65)
        .put((byte) 4)
        .put(fixed(point.getAffineX()))
        .put(fixed(point.getAffineY()))
        .array();
  }

  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] result = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, result, 32 - length, length);
    return result;
  }

  public String decrypt(byte[] body) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(body);
      byte[] salt = new byte[16];
      buffer.get(salt);
      int recordSize = buffer.getInt();
      byte[] serverPoint = new byte[buffer.get()];
      buffer.get(serverPoint);
      byte[] sealed = new byte[buffer.remaining()];
      buffer.get(sealed);
      if (sealed.length > recordSize) {
        throw new IllegalArgumentException("more than one record");
      }
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(pair.getPrivate());
      agreement.doPhase(publicKey(serverPoint), true);
      byte[] prkKey = hmac(auth, agreement.generateSecret());
      byte[] ikm =
          hmac(
              prkKey,
              join(
                  "WebPush: info\0".getBytes(StandardCharsets.US_ASCII),
                  ownPoint(),
                  serverPoint,
                  new byte[] {1}));
      byte[] prk = hmac(salt, ikm);
      byte[] key = Arrays.copyOf(hmac(prk, info("Content-Encoding: aes128gcm")), 16);
      byte[] nonce = Arrays.copyOf(hmac(prk, info("Content-Encoding: nonce")), 12);
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      byte[] padded = cipher.doFinal(sealed);
      int end = padded.length - 1;
      while (padded[end] == 0) {
        end--;
      }
      if (padded[end] != 2) {
        throw new IllegalArgumentException("not the last record");
      }
      return new String(padded, 0, end, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Checks a VAPID header as a push service does; answers its claims. */
  public static Map<String, Object> verifyVapid(String header, String publicKey) {
    Matcher matcher = Pattern.compile("vapid t=([^.]+\\.[^.]+)\\.([^,]+), k=(.+)").matcher(header);
    if (!matcher.matches() || !matcher.group(3).equals(publicKey)) {
      throw new IllegalArgumentException("not a VAPID header of this key: " + header);
    }
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initVerify(publicKey(DECODER.decode(publicKey)));
      signature.update(matcher.group(1).getBytes(StandardCharsets.US_ASCII));
      if (!signature.verify(DECODER.decode(matcher.group(2)))) {
        throw new IllegalArgumentException("wrong signature");
      }
      String claims =
          new String(DECODER.decode(matcher.group(1).split("\\.")[1]), StandardCharsets.UTF_8);
      JsonObject json = JsonParser.parseString(claims).getAsJsonObject();
      return Map.of(
          "aud", json.get("aud").getAsString(),
          "sub", json.get("sub").getAsString(),
          "exp", json.get("exp").getAsLong());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECPublicKey publicKey(byte[] point) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    ECPublicKey any = (ECPublicKey) generator.generateKeyPair().getPublic();
    return (ECPublicKey)
        KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(
                    new ECPoint(
                        new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                        new BigInteger(1, Arrays.copyOfRange(point, 33, 65))),
                    any.getParams()));
  }

  private static byte[] info(String text) {
    return join(text.getBytes(StandardCharsets.US_ASCII), new byte[] {0}, new byte[] {1});
  }

  private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }

  private static byte[] join(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
