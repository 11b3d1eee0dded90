package dev.mob.host.android;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The sender's side of RFC 8291, written from the RFC and not from the receiver. */
final class WebPushSender {
  private WebPushSender() {}

  static byte[] seal(String text, byte[] receiver, byte[] auth) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair own = generator.generateKeyPair();
    ECPublicKey ownPublic = (ECPublicKey) own.getPublic();
    byte[] ownPoint = new byte[65];
    ownPoint[0] = 4;
    fill(ownPublic.getW().getAffineX(), ownPoint, 33);
    fill(ownPublic.getW().getAffineY(), ownPoint, 65);
    PublicKey theirs =
        KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(
                    new ECPoint(
                        new BigInteger(1, Arrays.copyOfRange(receiver, 1, 33)),
                        new BigInteger(1, Arrays.copyOfRange(receiver, 33, 65))),
                    ownPublic.getParams()));
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(own.getPrivate());
    agreement.doPhase(theirs, true);

    byte[] keyInfo =
        concat("WebPush: info\0".getBytes(StandardCharsets.US_ASCII), receiver, ownPoint);
    byte[] ikm = hkdf(auth, agreement.generateSecret(), keyInfo, 32);
    byte[] salt = new byte[16];
    Arrays.fill(salt, (byte) 9);
    byte[] key =
        hkdf(salt, ikm, "Content-Encoding: aes128gcm\0".getBytes(StandardCharsets.US_ASCII), 16);
    byte[] nonce =
        hkdf(salt, ikm, "Content-Encoding: nonce\0".getBytes(StandardCharsets.US_ASCII), 12);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    byte[] sealed =
        cipher.doFinal(concat(text.getBytes(StandardCharsets.UTF_8), new byte[] {2, 0, 0}));
    byte[] size = ByteBuffer.allocate(4).putInt(4096).array();
    return concat(salt, size, new byte[] {65}, ownPoint, sealed);
  }

  private static byte[] hkdf(byte[] salt, byte[] input, byte[] info, int length) throws Exception {
    Mac extract = Mac.getInstance("HmacSHA256");
    extract.init(new SecretKeySpec(salt, "HmacSHA256"));
    Mac expand = Mac.getInstance("HmacSHA256");
    expand.init(new SecretKeySpec(extract.doFinal(input), "HmacSHA256"));
    return Arrays.copyOf(expand.doFinal(concat(info, new byte[] {1})), length);
  }

  private static void fill(BigInteger value, byte[] into, int end) {
    byte[] bytes = value.toByteArray();
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, into, end - length, length);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part, 0, part.length);
    }
    return all.toByteArray();
  }
}
