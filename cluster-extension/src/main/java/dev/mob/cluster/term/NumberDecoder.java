package dev.mob.cluster.term;

import io.netty.buffer.ByteBuf;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Reads floats and integers that do not fit 32 bits. */
final class NumberDecoder {
  private NumberDecoder() {}

  /** A float of 8 bytes, which Erlang has no infinities of. */
  static Object readFloat(ByteBuf in) {
    return finite(in.readDouble());
  }

  private static Object finite(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new MalformedTerm("a float that is not finite");
    }
    return value;
  }

  /** FLOAT_EXT: 31 bytes of text, as {@code sprintf("%.20e")} makes it. */
  static Object readOldFloat(ByteBuf in) {
    String text = in.readCharSequence(31, StandardCharsets.ISO_8859_1).toString();
    int end = text.indexOf('\0');
    try {
      return finite(Double.parseDouble(end < 0 ? text : text.substring(0, end)));
    } catch (NumberFormatException e) {
      throw new MalformedTerm("a float in text that is none", e);
    }
  }

  /**
   * An integer: its sign and its magnitude, the least byte first.
   *
   * @param size how many bytes it says that it has
   * @param limit how many it may have
   */
  static Object readBig(ByteBuf in, long size, int limit) {
    if (size > limit) {
      throw new MalformedTerm("an integer of " + size + " bytes; the limit is " + limit);
    }
    int sign = in.readUnsignedByte();
    int length = TermDecoder.available(in, size, 1);
    byte[] magnitude = new byte[length];
    for (int i = length - 1; i >= 0; i--) {
      magnitude[i] = in.readByte();
    }
    BigInteger value = new BigInteger(sign == 0 ? 1 : -1, magnitude);
    if (value.bitLength() < 64) {
      return value.longValue();
    }
    return value;
  }
}
