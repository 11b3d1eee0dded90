package dev.mob.host.jvm.storage;

import dev.mob.state.AesGcm;
import dev.mob.state.KeyService;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys on a machine that has no keystore of its own: one file a key, which the owner alone may
 * read. It keeps a copied state file closed; it does not guard against who can read this user's
 * files.
 *
 * <p>Safe for use from any thread and by several processes.
 */
public final class FileKeys implements KeyService {
  private static final int KEY_BYTES = 32;

  private final Path folder;

  /**
   * @param folder where the key files are; made when the first key is
   */
  public FileKeys(Path folder) {
    this.folder = folder;
  }

  @Override
  public byte[] seal(String keyName, byte[] plain) throws GeneralSecurityException {
    return AesGcm.seal(aes(keyOrNew(keyName)), plain);
  }

  @Override
  public byte[] open(String keyName, byte[] sealed) throws GeneralSecurityException {
    return AesGcm.open(aes(key(keyName)), sealed);
  }

  private static SecretKeySpec aes(byte[] key) {
    return new SecretKeySpec(key, "AES");
  }

  private byte[] keyOrNew(String name) throws GeneralSecurityException {
    try {
      Files.createDirectories(folder);
      byte[] fresh = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(fresh);
      // Written whole beside it, then linked to its name: another process sees all of it or none.
      Path whole = Files.createTempFile(folder, "key", ".new", ownerOnly());
      try {
        Files.write(whole, fresh, StandardOpenOption.TRUNCATE_EXISTING);
        Files.createLink(file(name), whole);
      } catch (FileAlreadyExistsException there) {
        return key(name);
      } finally {
        Files.delete(whole);
      }
      return fresh;
    } catch (IOException e) {
      throw new GeneralSecurityException("no key can be kept in " + folder, e);
    }
  }

  private byte[] key(String name) throws GeneralSecurityException {
    try {
      return Files.readAllBytes(file(name));
    } catch (IOException e) {
      throw new GeneralSecurityException("the key " + file(name) + " cannot be read", e);
    }
  }

  private Path file(String name) {
    return folder.resolve(name.replaceAll("[^A-Za-z0-9.-]", "_") + ".key");
  }

  private static FileAttribute<?>[] ownerOnly() {
    Set<String> views = FileSystems.getDefault().supportedFileAttributeViews();
    return views.contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
