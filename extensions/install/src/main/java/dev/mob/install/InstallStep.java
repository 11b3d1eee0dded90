package dev.mob.install;

/**
 * What an {@link Installer} has just done to the disk, in the order in which it does it. Told to
 * whoever wants to show progress; a kill after any of them leaves the old or the new.
 */
public enum InstallStep {
  /** The archive was copied into a staging folder. */
  STAGED,
  /** It was verified there; from here on it is known to be good. */
  VERIFIED,
  /** What it is and whence it came was written beside it. */
  RECORDED,
  /** It was moved into the store, beside the one that is installed. */
  STORED,
  /** A copy was made next to the place where it will be. */
  COPIED,
  /** The copy was renamed to its place: now it is installed. */
  COMMITTED,
  /** Its file was taken from its place: now it is removed. */
  UNLINKED,
  /** What is no longer needed was deleted. */
  CLEANED
}
