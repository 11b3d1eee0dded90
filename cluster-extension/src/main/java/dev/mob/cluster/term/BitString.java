package dev.mob.cluster.term;

import java.util.Arrays;

/**
 * A sequence of bits whose number is no multiple of eight, such as {@code <<5:3>>}. (With whole
 * bytes it is a binary: {@code String} or {@code byte[]}.) Immutable; compared by content.
 */
public final class BitString {
  private final byte[] bytes;
  private final int lastBits;

  private BitString(byte[] bytes, int lastBits) {
    this.bytes = bytes;
    this.lastBits = lastBits;
  }

  /**
   * The bit string of all of these bytes but the last, and of the highest bits of the last.
   *
   * @param bytes at least one; copied
   * @param lastBits how many bits of the last byte belong to it: 1 to 7
   */
  public static BitString of(byte[] bytes, int lastBits) {
    if (bytes.length == 0 || lastBits < 1 || lastBits > 7) {
      throw new IllegalArgumentException(
          "a bit string has at least one byte and 1 to 7 bits in the last, not "
              + bytes.length
              + " bytes and "
              + lastBits
              + " bits");
    }
    byte[] copy = bytes.clone();
    copy[copy.length - 1] &= (byte) (0xFF << (8 - lastBits));
    return new BitString(copy, lastBits);
  }

  /** The number of bits. */
  public long bitLength() {
    return (bytes.length - 1) * 8L + lastBits;
  }

  /** How many of the last byte's highest bits belong to it: 1 to 7. */
  public int lastBits() {
    return lastBits;
  }

  /** A copy of the bytes; the unused bits of the last are 0. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BitString
        && lastBits == ((BitString) other).lastBits
        && Arrays.equals(bytes, ((BitString) other).bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes) * 31 + lastBits;
  }

  @Override
  public String toString() {
    return TermPrinter.print(this);
  }
}
