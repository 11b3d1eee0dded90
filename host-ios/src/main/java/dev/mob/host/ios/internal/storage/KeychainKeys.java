package dev.mob.host.ios.internal.storage;

import dev.mob.host.ios.internal.shim.Keychain;
import dev.mob.host.ios.internal.shim.ShimFailure;
import dev.mob.state.KeyService;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys in the keychain, one item each, readable after the first unlock and on this device alone: a
 * restore on another phone does not bring them along. Seals with AES-256-GCM.
 *
 * <p>Safe for use from any thread.
 */
public final class KeychainKeys implements KeyService {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Keychain keychain;
  private final String service;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param service {@code kSecAttrService} of the items
   */
  public KeychainKeys(Keychain keychain, String service) {
    this.keychain = keychain;
    this.service = service;
  }

  @Override
  public byte[] seal(String keyName, byte[] plain) throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, keyOrNew(keyName), nonce).doFinal(plain);
    byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
    return all;
  }

  @Override
  public byte[] open(String keyName, byte[] sealed) throws GeneralSecurityException {
    if (sealed.length < NONCE_BYTES) {
      throw new GeneralSecurityException("too short to be sealed");
    }
    byte[] key = find(keyName);
    if (key == null) {
      throw new GeneralSecurityException(
          "the keychain has no key " + keyName + "; the state was made on another device");
    }
    return cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealed, NONCE_BYTES))
        .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  private byte[] keyOrNew(String name) throws GeneralSecurityException {
    byte[] there = find(name);
    if (there != null) {
      return there;
    }
    byte[] fresh = new byte[KEY_BYTES];
    random.nextBytes(fresh);
    try {
      keychain.add(service, name, fresh);
      return fresh;
    } catch (ShimFailure e) {
      if (e.code() == Keychain.DUPLICATE) {
        // Another thread was faster.
        return find(name);
      }
      throw new GeneralSecurityException("the keychain takes no key " + name, e);
    }
  }

  private byte[] find(String name) throws GeneralSecurityException {
    try {
      return keychain.find(service, name);
    } catch (ShimFailure e) {
      throw new GeneralSecurityException("the keychain does not give the key " + name, e);
    }
  }
}
