package dev.mob.state.internal;

import dev.mob.state.KeyService;
import dev.mob.state.StateFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the values of one store: AES-256-GCM with a fresh 96-bit nonce for each (NIST SP
 * 800-38D), bound to the value's place so that bytes moved to another key do not open. The data key
 * is stored sealed by the platform's key service.
 *
 * <p>Safe for use from any thread.
 */
public final class Sealing {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  private Sealing(SecretKey key) {
    this.key = key;
  }

  /** Makes a data key and has the platform seal it. */
  public static byte[] newSealedKey(KeyService keys, Path file) {
    byte[] fresh = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(fresh);
    try {
      return keys.seal(keyName(file), fresh);
    } catch (GeneralSecurityException e) {
      throw new StateFailure(
          StateFailure.Kind.IO, "the platform's key service sealed no key for " + file, e);
    } finally {
      Arrays.fill(fresh, (byte) 0);
    }
  }

  /** Opens the data key that {@link #newSealedKey} made. */
  public static Sealing of(KeyService keys, Path file, byte[] sealedKey) {
    try {
      return new Sealing(new SecretKeySpec(keys.open(keyName(file), sealedKey), "AES"));
    } catch (GeneralSecurityException e) {
      throw new StateFailure(
          StateFailure.Kind.KEY_LOST,
          "the platform's key service no longer opens the key of " + file,
          e);
    }
  }

  private static String keyName(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return "mob." + (folder == null ? "" : folder.getFileName() + ".") + file.getFileName();
  }

  public byte[] seal(String namespace, String name, byte[] plain) {
    try {
      byte[] nonce = new byte[NONCE_BYTES];
      random.nextBytes(nonce);
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, namespace, name);
      byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plain.length));
      int length = cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
      return Arrays.copyOf(sealed, NONCE_BYTES + length);
    } catch (GeneralSecurityException e) {
      throw new StateFailure(
          StateFailure.Kind.IO, "this platform does not do " + CIPHER + " with 256 bits", e);
    }
  }

  /**
   * @throws IOException when the bytes were not sealed for this place with this key
   */
  public byte[] open(String namespace, String name, byte[] sealed) throws IOException {
    if (sealed.length < NONCE_BYTES) {
      throw new IOException("too short to be sealed");
    }
    try {
      byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
      return cipher(Cipher.DECRYPT_MODE, nonce, namespace, name)
          .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IOException("not sealed with this key for this place", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String namespace, String name)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD((namespace + '\0' + name).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
