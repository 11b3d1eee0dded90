package dev.mob.install;

import dev.mob.config.Descriptor;
import dev.mob.config.Trust;
import dev.mob.config.Version;
import dev.mob.install.InstallRefused.Reason;
import dev.mob.packaging.archive.ArchiveLimits;
import dev.mob.packaging.archive.ExtensionArchive;
import dev.mob.packaging.archive.RefusedArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether an archive is what it should be, from whom it should be, before anything of it
 * runs. The order is part of it: first the bytes (checksum, signature), then what they say, so that
 * a stranger's archive is not even opened. Immutable.
 */
public final class Verifier {
  private final Trust trust;
  private final Version kernel;
  private final ArchiveLimits limits;

  /**
   * @param trust whom mob.conf trusts
   * @param kernel the version of the kernel's API that it is to run on
   */
  public Verifier(Trust trust, Version kernel, ArchiveLimits limits) {
    this.trust = trust;
    this.kernel = kernel;
    this.limits = limits;
  }

  /**
   * Verifies a file that nobody else changes meanwhile.
   *
   * @param file the archive
   * @param name what to call it in messages
   * @param listed the sum that a repository gives; empty when it did not come from one
   * @param signature the signature that came with it
   * @throws InstallRefused when anything is wrong
   */
  public Verified verify(
      Path file, String name, Optional<Checksum> listed, Optional<DetachedSignature> signature)
      throws InstallRefused {
    try {
      Checksum checksum = Checksum.of(file);
      if (listed.isPresent() && !listed.get().equals(checksum)) {
        throw new InstallRefused(
            Reason.CHECKSUM,
            name
                + " is not what the repository lists: its SHA-512 is "
                + checksum.abbreviated()
                + "..., listed is "
                + listed.get().abbreviated()
                + "...; it was changed, or damaged on its way");
      }
      Optional<Map.Entry<String, PublicKey>> signer = signer(name, checksum, signature);
      if (signer.isEmpty() && trust.unsigned().isEmpty()) {
        // Without reading it: whatever its id is, mob.conf does not let it pass.
        throw untrusted(name, null, signature);
      }
      ExtensionArchive archive =
          ExtensionArchive.read(file, name, limits)
              .orElseThrow(
                  () ->
                      new RefusedArchive(
                          name + " has no META-INF/mob/extension.conf, and so is no extension"));
      Descriptor descriptor = archive.descriptor();
      if (signer.isEmpty() && !trust.unsigned().contains(descriptor.id())) {
        throw untrusted(name, descriptor.id(), signature);
      }
      archive.checkContent(limits);
      if (!descriptor.kernel().includes(kernel)) {
        throw new InstallRefused(
            Reason.KERNEL,
            descriptor
                + " works with kernel "
                + descriptor.kernel()
                + ", and this kernel is "
                + kernel
                + "; take another version of it");
      }
      return new Verified(
          archive, checksum, signer.map(Map.Entry::getKey), signer.map(Map.Entry::getValue));
    } catch (RefusedArchive e) {
      throw new InstallRefused(Reason.ARCHIVE, e.getMessage(), e);
    } catch (IOException e) {
      throw new InstallRefused(Reason.UNREACHABLE, name + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Who signed it, if that is somebody whom mob.conf trusts. */
  private Optional<Map.Entry<String, PublicKey>> signer(
      String name, Checksum checksum, Optional<DetachedSignature> signature) throws InstallRefused {
    if (signature.isEmpty()) {
      return Optional.empty();
    }
    DetachedSignature given = signature.get();
    if (!given.isAuthentic()) {
      throw new InstallRefused(
          Reason.BAD_SIGNATURE,
          name + " has a signature that the key in it did not make; it was changed");
    }
    if (!given.checksum().equals(checksum)) {
      throw new InstallRefused(
          Reason.BAD_SIGNATURE,
          name
              + " has the signature of another file: it was made for SHA-512 "
              + given.checksum().abbreviated()
              + "..., and this is "
              + checksum.abbreviated()
              + "...");
    }
    for (Map.Entry<String, String> trusted : trust.keys().entrySet()) {
      if (isKey(trusted.getValue(), given.key())) {
        return Optional.of(Map.entry(trusted.getKey(), given.key()));
      }
    }
    return Optional.empty();
  }

  private static boolean isKey(String base64, PublicKey key) {
    try {
      return PublicKey.of(base64).equals(key);
    } catch (IllegalArgumentException noKey) {
      return false;
    }
  }

  private static InstallRefused untrusted(
      String name, String id, Optional<DetachedSignature> signature) {
    if (signature.isPresent()) {
      PublicKey key = signature.get().key();
      return new InstallRefused(
          Reason.UNTRUSTED,
          name
              + " is signed by a key that mob.conf does not trust, fingerprint "
              + key.fingerprint()
              + "; if it is the author's, add to mob.conf: trust.keys { NAME = \""
              + key.base64()
              + "\" }");
    }
    return new InstallRefused(
        Reason.UNSIGNED,
        name
            + " has no signature"
            + (id == null
                ? "; have its author sign it with 'mob extension sign'"
                : "; have its author sign it with 'mob extension sign', or let "
                    + id
                    + " pass without: trust.unsigned = ["
                    + id
                    + "]"));
  }
}
