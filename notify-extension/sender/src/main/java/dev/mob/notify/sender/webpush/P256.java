package dev.mob.notify.sender.webpush;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.util.Arrays;

/** Keys on the curve P-256 as Web Push writes them: uncompressed points and bare scalars. */
final class P256 {
  private static final String CURVE = "secp256r1";
  private static final int FIELD = 32;

  private P256() {}

  static KeyPair generate() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(CURVE));
    return generator.generateKeyPair();
  }

  /**
   * The public key of an uncompressed point.
   *
   * @throws IllegalArgumentException when it is none, or not on the curve: using such a point would
   *     give our private key away bit by bit
   */
  static ECPublicKey publicKey(byte[] point) throws GeneralSecurityException {
    if (point.length != 1 + 2 * FIELD || point[0] != 4) {
      throw new IllegalArgumentException(
          "a P-256 public key is an uncompressed point of 65 bytes, not " + point.length);
    }
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + FIELD));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + FIELD, point.length));
    ECParameterSpec parameters = parameters();
    if (!onCurve(x, y, parameters.getCurve())) {
      throw new IllegalArgumentException("the public key is not a point of P-256");
    }
    return (ECPublicKey)
        KeyFactory.getInstance("EC")
            .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), parameters));
  }

  static ECPrivateKey privateKey(byte[] scalar) throws GeneralSecurityException {
    return (ECPrivateKey)
        KeyFactory.getInstance("EC")
            .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, scalar), parameters()));
  }

  /** The uncompressed point of a public key. */
  static byte[] point(ECPublicKey key) {
    byte[] point = new byte[1 + 2 * FIELD];
    point[0] = 4;
    put(key.getW().getAffineX(), point, 1);
    put(key.getW().getAffineY(), point, 1 + FIELD);
    return point;
  }

  /** The scalar of a private key. */
  static byte[] scalar(ECPrivateKey key) {
    byte[] scalar = new byte[FIELD];
    put(key.getS(), scalar, 0);
    return scalar;
  }

  private static void put(BigInteger number, byte[] target, int offset) {
    byte[] bytes = number.toByteArray();
    int skip = Math.max(0, bytes.length - FIELD);
    int length = bytes.length - skip;
    System.arraycopy(bytes, skip, target, offset + FIELD - length, length);
  }

  private static boolean onCurve(BigInteger x, BigInteger y, EllipticCurve curve) {
    BigInteger p = ((java.security.spec.ECFieldFp) curve.getField()).getP();
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
    return y.pow(2).mod(p).equals(right);
  }

  private static ECParameterSpec parameters() throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(CURVE));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }
}
