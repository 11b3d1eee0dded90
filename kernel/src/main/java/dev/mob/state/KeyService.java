package dev.mob.state;

import dev.mob.config.Permission;
import dev.mob.host.PlatformService;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * Seals a few bytes with a key that never leaves the platform: Android's Keystore, iOS's Keychain,
 * a file with tight permissions on a JVM. A {@link StateStore} seals its own data key with it,
 * once; the values are encrypted with that one, so the platform is not asked for each of them.
 */
public interface KeyService extends PlatformService {

  @Override
  default Optional<Permission> permission() {
    return Optional.of(Permission.STORAGE);
  }

  /**
   * Encrypts and authenticates, making the key of that name if there is none.
   *
   * @throws GeneralSecurityException when the platform refuses
   */
  byte[] seal(String keyName, byte[] plain) throws GeneralSecurityException;

  /**
   * Decrypts what {@link #seal} gave.
   *
   * @throws GeneralSecurityException when the key is gone, such as after a restore on another
   *     phone, or the bytes were changed
   */
  byte[] open(String keyName, byte[] sealed) throws GeneralSecurityException;
}
