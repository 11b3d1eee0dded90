package dev.mob.packaging.archive;

/**
 * How much an archive may be. What a zip file says of its own sizes is not believed: bytes are
 * counted as they come out.
 *
 * @param fileBytes the most bytes of the file itself
 * @param entries the most entries, those of nested jars counted too
 * @param unpackedBytes the most bytes that all entries have when unpacked, those of nested jars
 *     counted too
 * @param ratio how many times larger than packed an entry of more than 1 MiB may be when unpacked;
 *     class files reach 4, text reaches 20, DEFLATE can reach 1032
 */
public record ArchiveLimits(long fileBytes, int entries, long unpackedBytes, int ratio) {

  /** 256 MiB packed, 1 GiB unpacked, 65,536 entries, 200 times larger. */
  public static final ArchiveLimits STANDARD =
      new ArchiveLimits(256L << 20, 1 << 16, 1L << 30, 200);
}
