package dev.mob.state;

/**
 * The limits of a {@link StateStore} and whether it is encrypted. Immutable.
 *
 * @param maxValueBytes how large one encoded value may be
 * @param maxFileBytes how large the file may grow
 * @param keys encrypts the values; {@code null} to keep them as they are. Keys and namespaces are
 *     never encrypted
 */
public record StateOptions(int maxValueBytes, long maxFileBytes, KeyService keys) {
  private static final int SMALLEST_FILE = 64 * 1024;

  /** A value may have 1 MiB, the file 64 MiB; not encrypted. */
  public static final StateOptions STANDARD =
      new StateOptions(1024 * 1024, 64L * 1024 * 1024, null);

  public StateOptions {
    if (maxValueBytes < 1) {
      throw new IllegalArgumentException("a value has 1 byte or more, not " + maxValueBytes);
    }
    if (maxFileBytes < SMALLEST_FILE) {
      throw new IllegalArgumentException(
          "a file may grow to " + SMALLEST_FILE + " bytes or more, not " + maxFileBytes);
    }
  }

  public StateOptions maxValueBytes(int bytes) {
    return new StateOptions(bytes, maxFileBytes, keys);
  }

  public StateOptions maxFileBytes(long bytes) {
    return new StateOptions(maxValueBytes, bytes, keys);
  }

  /** Encrypts the values with AES-256-GCM under a key that the platform's key service seals. */
  public StateOptions encryptedBy(KeyService service) {
    return new StateOptions(maxValueBytes, maxFileBytes, service);
  }
}
