package dev.mob.packaging.archive;

/**
 * What has come out of one archive and of the jars nested in it, held against the limits. For use
 * by one thread.
 */
final class Tally {
  private final String archive;
  private final ArchiveLimits limits;
  private int entries;
  private long bytes;

  Tally(String archive, ArchiveLimits limits) {
    this.archive = archive;
    this.limits = limits;
  }

  ArchiveLimits limits() {
    return limits;
  }

  void addEntries(int count) throws RefusedArchive {
    entries += count;
    if (entries > limits.entries()) {
      throw new RefusedArchive(
          archive
              + " has more than "
              + limits.entries()
              + " entries, those of its libraries counted too");
    }
  }

  void addBytes(int count) throws RefusedArchive {
    bytes += count;
    if (bytes > limits.unpackedBytes()) {
      throw new RefusedArchive(
          archive
              + " unpacks to more than "
              + limits.unpackedBytes()
              + " bytes, its libraries counted too");
    }
  }
}
