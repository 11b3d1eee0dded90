/**
 * Brings extensions from repositories into a folder of mob.conf's {@code extension-path}: fetched,
 * held against checksum, signature, trust and limits while they are still data, and put in place by
 * one rename, so that a kill at any moment leaves the old or the new.
 *
 * <p>{@link dev.mob.install.Installer} is the way in. Nothing in this package loads or runs a class
 * of an extension.
 */
package dev.mob.install;
