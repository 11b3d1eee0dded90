package dev.mob.cluster.term;

import io.netty.buffer.ByteBuf;

/** Reads binaries and bit strings. For one thread at a time. */
final class BinaryDecoder {
  private static final int MAX_SCRATCH = 128 * 1024;

  /** Where binaries are looked at before it is known what becomes of them. */
  private byte[] scratch = new byte[256];

  /** A binary: text where its bytes are UTF-8, else those bytes. */
  Object read(ByteBuf in) {
    int length = TermDecoder.available(in, in.readUnsignedInt(), 1);
    if (length > MAX_SCRATCH) {
      byte[] bytes = new byte[length];
      in.readBytes(bytes);
      return Binaries.valueOf(bytes);
    }
    if (length > scratch.length) {
      scratch = new byte[Math.min(MAX_SCRATCH, Math.max(length, 2 * scratch.length))];
    }
    in.readBytes(scratch, 0, length);
    return Binaries.valueOf(scratch, length);
  }

  /** A bit string; a binary where its last byte is whole. */
  static Object readBits(ByteBuf in) {
    long size = in.readUnsignedInt();
    int lastBits = in.readUnsignedByte();
    byte[] bytes = new byte[TermDecoder.available(in, size, 1)];
    in.readBytes(bytes);
    if (lastBits == 8 || (bytes.length == 0 && lastBits == 0)) {
      return Binaries.valueOf(bytes);
    }
    if (bytes.length == 0 || lastBits < 1 || lastBits > 8) {
      throw new MalformedTerm(
          "a bit string of " + bytes.length + " bytes with " + lastBits + " bits in the last");
    }
    return BitString.of(bytes, lastBits);
  }
}
