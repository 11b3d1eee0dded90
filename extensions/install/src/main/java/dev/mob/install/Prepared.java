package dev.mob.install;

import dev.mob.config.Permission;
import dev.mob.config.Version;
import dev.mob.install.internal.FolderLock;
import dev.mob.packaging.archive.ExtensionArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An archive that was verified and is ready to be put in place; nothing is installed yet. Holds the
 * folder's lock until it is closed: whoever prepares it closes it. For use by one thread.
 *
 * <p>A hot update {@linkplain #commitAfter commits after} the running kernel has taken the file.
 */
public final class Prepared implements AutoCloseable {
  private final Installer installer;
  private final FolderLock lock;
  private final ExtensionArchive archive;
  private final Checksum checksum;
  private final Optional<String> signer;
  private final Optional<PublicKey> key;
  private final Optional<Installed> replaces;
  private final String origin;
  private final List<String> warnings;
  private boolean done;

  Prepared(
      Installer installer,
      FolderLock lock,
      Verified verified,
      Optional<Installed> replaces,
      String origin,
      List<String> warnings) {
    this.installer = installer;
    this.lock = lock;
    this.archive = verified.archive();
    this.checksum = verified.checksum();
    this.signer = verified.signer();
    this.key = verified.key();
    this.replaces = replaces;
    this.origin = origin;
    this.warnings = warnings;
  }

  public String id() {
    return archive.descriptor().id();
  }

  public Version version() {
    return archive.descriptor().version();
  }

  /** What the archive says of itself. */
  public ExtensionArchive archive() {
    return archive;
  }

  /** The verified bytes; there until this is committed or closed. */
  public Path file() {
    return archive.file();
  }

  public Checksum checksum() {
    return checksum;
  }

  /** The name that mob.conf gives to the key that signed it; empty when it is unsigned. */
  public Optional<String> signer() {
    return signer;
  }

  Optional<PublicKey> key() {
    return key;
  }

  /** What is installed under this id now. */
  public Optional<Installed> replaces() {
    return replaces;
  }

  String origin() {
    return origin;
  }

  /** What is no reason to refuse it, and worth knowing. */
  public List<String> warnings() {
    return warnings;
  }

  /** The permissions that it declares and the one that it replaces did not. */
  public Set<Permission> grown() {
    Set<Permission> grown = EnumSet.noneOf(Permission.class);
    grown.addAll(archive.descriptor().permissions());
    replaces.ifPresent(old -> grown.removeAll(old.archive().descriptor().permissions()));
    return Collections.unmodifiableSet(grown);
  }

  /** The permissions that it declares and mob.conf does not grant. */
  public Set<Permission> notGranted() {
    Set<Permission> missing = EnumSet.noneOf(Permission.class);
    missing.addAll(archive.descriptor().permissions());
    missing.removeAll(installer.trust().grantedTo(id()).orElse(Set.of()));
    return Collections.unmodifiableSet(missing);
  }

  /**
   * Puts it in place, by one rename; what was there is kept for {@link Installer#rollback}.
   *
   * @throws IOException when the disk fails; then what was installed still is
   */
  public Installed commit() throws IOException {
    return commitAfter(file -> true).orElseThrow();
  }

  /**
   * Has somebody try the new archive, such as a running kernel that updates itself, and puts it in
   * place if that went well. Everything that will be known of it is on the disk before: whoever
   * tries it may put the bytes in place too, and may be killed while doing so.
   *
   * @param trial gets the verified archive's file, which stays for as long as it runs; says whether
   *     it went well
   * @return what is installed now; empty when the trial did not go well, and nothing has changed
   * @throws IOException when the disk fails; then what was installed still is
   */
  public Optional<Installed> commitAfter(Predicate<Path> trial) throws IOException {
    if (done) {
      throw new IllegalStateException("this was committed or closed before");
    }
    Optional<Installed> installed = installer.commit(this, trial);
    close();
    return installed;
  }

  /** Lets go of the folder, and of what is not committed. */
  @Override
  public void close() throws IOException {
    if (!done) {
      done = true;
      try (lock) {
        installer.discard();
      }
    }
  }
}
