package dev.mob.host.android.storage;

import android.security.keystore.KeyGenParameterSpec;
import android.security.keystore.KeyProperties;
import dev.mob.state.AesGcm;
import dev.mob.state.KeyService;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

/**
 * Keys of the Android Keystore (developer.android.com, "Android Keystore system"): they never leave
 * it, in hardware where the device has some, and are gone when the app is uninstalled. They may be
 * used while the device is locked, since state is also written in the background.
 *
 * <p>Safe for use from any thread; the Keystore is another process, so each call takes
 * milliseconds.
 */
public final class KeystoreKeys implements KeyService {
  private static final String PROVIDER = "AndroidKeyStore";
  private static final String PREFIX = "dev.mob.";
  private static final int KEY_BITS = 256;

  @Override
  public byte[] seal(String keyName, byte[] plain) throws GeneralSecurityException {
    return AesGcm.seal(keyOrNew(keyName), plain);
  }

  @Override
  public byte[] open(String keyName, byte[] sealed) throws GeneralSecurityException {
    Key key = store().getKey(PREFIX + keyName, null);
    if (key == null) {
      throw new GeneralSecurityException(
          "the Keystore has no key "
              + keyName
              + "; it stays behind when an app moves to another"
              + " device");
    }
    return AesGcm.open(key, sealed);
  }

  private synchronized Key keyOrNew(String name) throws GeneralSecurityException {
    Key there = store().getKey(PREFIX + name, null);
    return there == null ? newKey(PREFIX + name) : there;
  }

  private static SecretKey newKey(String alias) throws GeneralSecurityException {
    KeyGenerator generator = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, PROVIDER);
    generator.init(
        new KeyGenParameterSpec.Builder(
                alias, KeyProperties.PURPOSE_ENCRYPT | KeyProperties.PURPOSE_DECRYPT)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .setKeySize(KEY_BITS)
            .build());
    return generator.generateKey();
  }

  private static KeyStore store() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance(PROVIDER);
      store.load(null);
      return store;
    } catch (IOException e) {
      throw new GeneralSecurityException("the Android Keystore cannot be opened", e);
    }
  }
}
