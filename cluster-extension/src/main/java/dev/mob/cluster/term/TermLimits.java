package dev.mob.cluster.term;

/**
 * How large a term from a peer may be. A term beyond a limit is {@link MalformedTerm}; it is found
 * out before memory is set aside for it.
 *
 * @param depth how deep tuples, lists, maps and funs may nest; the decoder recurses, so this also
 *     bounds its stack (about 300 bytes a level)
 * @param elements how many terms there may be in one, counting each element of each collection
 * @param integerBytes how long an integer may be, in bytes
 * @param inflatedBytes how large a compressed term may become
 */
public record TermLimits(int depth, int elements, int integerBytes, int inflatedBytes) {
  /** 256 levels, ten million elements, integers of 64 KiB, 64 MiB inflated. */
  public static final TermLimits STANDARD =
      new TermLimits(256, 10_000_000, 64 * 1024, 64 * 1024 * 1024);

  public TermLimits {
    if (depth < 1 || depth > 1_000) {
      throw new IllegalArgumentException("depth is 1 to 1000, not " + depth);
    }
    if (elements < 1 || integerBytes < 8 || inflatedBytes < 1) {
      throw new IllegalArgumentException(
          "elements and inflated-bytes are at least 1, integer-bytes at least 8");
    }
  }

  public TermLimits withDepth(int value) {
    return new TermLimits(value, elements, integerBytes, inflatedBytes);
  }

  public TermLimits withElements(int value) {
    return new TermLimits(depth, value, integerBytes, inflatedBytes);
  }

  public TermLimits withIntegerBytes(int value) {
    return new TermLimits(depth, elements, value, inflatedBytes);
  }

  public TermLimits withInflatedBytes(int value) {
    return new TermLimits(depth, elements, integerBytes, value);
  }
}
