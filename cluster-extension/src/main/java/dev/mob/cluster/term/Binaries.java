package dev.mob.cluster.term;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads binaries, whichever of their two Java types they came as.
 *
 * <p>Erlang has one type for text and for bytes. The decoder gives a {@code String} where the bytes
 * are well-formed UTF-8, so a binary that is meant as bytes may arrive as a {@code String} by
 * chance: code that wants bytes asks {@link #bytes}.
 */
public final class Binaries {
  private static final int PROBE = 256;

  private Binaries() {}

  /** True when this value is a binary as a term. */
  public static boolean isBinary(Object term) {
    return term instanceof String || term instanceof byte[];
  }

  /**
   * The bytes of a binary. A {@code byte[]} is returned as it is, not copied.
   *
   * @throws IllegalArgumentException when the term is no binary
   */
  public static byte[] bytes(Object term) {
    if (term instanceof byte[]) {
      return (byte[]) term;
    }
    if (term instanceof String) {
      return ((String) term).getBytes(StandardCharsets.UTF_8);
    }
    throw new IllegalArgumentException("not a binary: " + TermPrinter.print(term));
  }

  /**
   * The text of a binary.
   *
   * @throws IllegalArgumentException when the term is no binary, or not UTF-8
   */
  public static String text(Object term) {
    if (term instanceof String) {
      return (String) term;
    }
    throw new IllegalArgumentException("not a UTF-8 binary: " + TermPrinter.print(term));
  }

  /**
   * The Java value of a binary's bytes: their text when they are UTF-8, else themselves.
   *
   * <p>The library's own decoder is several times faster than a loop over bytes, but tells what is
   * malformed only by U+FFFD; so it decodes all that does not look like bytes at its beginning, and
   * the loop has the last word where there is such a character.
   */
  static Object valueOf(byte[] bytes) {
    String text = textOf(bytes, bytes.length);
    return text == null ? bytes : text;
  }

  /** As {@link #valueOf(byte[])}, for the first so many bytes, which are the caller's to reuse. */
  static Object valueOf(byte[] bytes, int length) {
    String text = textOf(bytes, length);
    return text == null ? Arrays.copyOf(bytes, length) : text;
  }

  private static String textOf(byte[] bytes, int length) {
    if (!isUtf8(bytes, length, Math.min(length, PROBE))) {
      return null;
    }
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0 || isUtf8(bytes, length, length) ? text : null;
  }

  /**
   * True when these bytes are well-formed UTF-8 (Unicode Standard, table 3-7): no overlong forms,
   * no surrogates, nothing above U+10FFFF.
   */
  static boolean isUtf8(byte[] bytes) {
    return isUtf8(bytes, bytes.length, bytes.length);
  }

  /** As {@link #isUtf8(byte[])}, for the characters that begin before {@code until}. */
  private static boolean isUtf8(byte[] bytes, int end, int until) {
    int i = 0;
    while (i < until && bytes[i] >= 0) {
      i++;
    }
    while (i < until) {
      int b = bytes[i++];
      if (b >= 0) {
        continue;
      }
      int lead = b & 0xFF;
      int more;
      int low = 0x80;
      int high = 0xBF;
      if (lead >= 0xC2 && lead <= 0xDF) {
        more = 1;
      } else if (lead >= 0xE0 && lead <= 0xEF) {
        more = 2;
        low = lead == 0xE0 ? 0xA0 : 0x80;
        high = lead == 0xED ? 0x9F : 0xBF;
      } else if (lead >= 0xF0 && lead <= 0xF4) {
        more = 3;
        low = lead == 0xF0 ? 0x90 : 0x80;
        high = lead == 0xF4 ? 0x8F : 0xBF;
      } else {
        return false;
      }
      if (end - i < more) {
        return false;
      }
      int second = bytes[i++] & 0xFF;
      if (second < low || second > high) {
        return false;
      }
      for (int k = 1; k < more; k++) {
        if ((bytes[i++] & 0xC0) != 0x80) {
          return false;
        }
      }
    }
    return true;
  }
}
