package dev.mob.state;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The sealed form that the hosts' {@link KeyService}s have in common: a nonce of 12 bytes, then
 * what AES-GCM makes of the plain text, its tag of 16 bytes included (NIST SP 800-38D). Safe for
 * use from any thread.
 */
public final class AesGcm {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private AesGcm() {}

  /**
   * Seals under a nonce of the cipher's own choice, which is random; the Android Keystore takes no
   * other.
   *
   * @param key an AES key, of 256 bits unless there is a reason
   */
  public static byte[] seal(Key key, byte[] plain) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    byte[] nonce = cipher.getIV();
    byte[] sealed = cipher.doFinal(plain);
    byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
    return all;
  }

  /**
   * Opens what {@link #seal} made.
   *
   * @throws GeneralSecurityException when it is too short, was changed, or was sealed with another
   *     key
   */
  public static byte[] open(Key key, byte[] sealed) throws GeneralSecurityException {
    if (sealed.length < NONCE_BYTES) {
      throw new GeneralSecurityException("too short to be sealed");
    }
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
    return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
  }
}
