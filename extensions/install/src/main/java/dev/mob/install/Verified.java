package dev.mob.install;

import dev.mob.packaging.archive.ExtensionArchive;
import java.util.Optional;

/**
 * An archive that passed every check.
 *
 * @param archive what it says of itself
 * @param checksum of its bytes
 * @param signer the name that mob.conf gives to the key that signed it
 * @param key that key; empty when it was let pass without a trusted signature
 */
public record Verified(
    ExtensionArchive archive,
    Checksum checksum,
    Optional<String> signer,
    Optional<PublicKey> key) {}
