package dev.mob.install;

import dev.mob.packaging.archive.ExtensionArchive;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An extension that is in the folder.
 *
 * @param file its archive
 * @param archive what that says of itself
 * @param checksum of the archive as it is now
 * @param receipt what was known when it was installed; empty when it was put there by hand, or
 *     changed since
 * @param changed whether something was installed there once, and these bytes are other ones
 */
public record Installed(
    Path file,
    ExtensionArchive archive,
    Checksum checksum,
    Optional<Receipt> receipt,
    boolean changed) {

  public String id() {
    return archive.descriptor().id();
  }
}
