package dev.mob.host.ios.internal.storage;

import dev.mob.host.ios.internal.shim.Keychain;
import dev.mob.host.ios.internal.shim.ShimFailure;
import dev.mob.state.AesGcm;
import dev.mob.state.KeyService;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys in the keychain, one item each, readable after the first unlock and on this device alone: a
 * restore on another phone does not bring them along. Seals with AES-256-GCM.
 *
 * <p>Safe for use from any thread.
 */
public final class KeychainKeys implements KeyService {
  private static final int KEY_BYTES = 32;

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
    return AesGcm.seal(aes(keyOrNew(keyName)), plain);
  }

  @Override
  public byte[] open(String keyName, byte[] sealed) throws GeneralSecurityException {
    byte[] key = find(keyName);
    if (key == null) {
      throw new GeneralSecurityException(
          "the keychain has no key " + keyName + "; the state was made on another device");
    }
    return AesGcm.open(aes(key), sealed);
  }

  private static SecretKeySpec aes(byte[] key) {
    return new SecretKeySpec(key, "AES");
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
