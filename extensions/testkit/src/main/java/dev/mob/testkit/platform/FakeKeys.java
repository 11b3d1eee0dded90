package dev.mob.testkit.platform;

import dev.mob.state.KeyService;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** Seals with AES-GCM under keys in memory, which the test can lose. */
public final class FakeKeys implements KeyService {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, SecretKey> keys = new HashMap<>();

  /** A keystore without keys. */
  public FakeKeys() {}

  /** Forgets all keys, as a restore on another phone does. */
  public synchronized void lose() {
    keys.clear();
  }

  @Override
  public synchronized byte[] seal(String keyName, byte[] plain) throws GeneralSecurityException {
    SecretKey key = keys.get(keyName);
    if (key == null) {
      KeyGenerator generator = KeyGenerator.getInstance("AES");
      generator.init(256);
      key = generator.generateKey();
      keys.put(keyName, key);
    }
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(plain);
    return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
  }

  @Override
  public synchronized byte[] open(String keyName, byte[] sealed) throws GeneralSecurityException {
    SecretKey key = keys.get(keyName);
    if (key == null || sealed.length < NONCE_BYTES) {
      throw new GeneralSecurityException("there is no key " + keyName + " that sealed this");
    }
    byte[] nonce = java.util.Arrays.copyOf(sealed, NONCE_BYTES);
    return cipher(Cipher.DECRYPT_MODE, key, nonce)
        .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }
}
