package dev.mob.cluster.term;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What {@code term_to_binary(Term, [compressed])} makes after its tag: a size and a zlib stream.
 */
final class CompressedTerm {
  private CompressedTerm() {}

  /**
   * Reads the size and what follows it, of which there may be more behind.
   *
   * @param limit how large the term may become, in bytes
   * @throws MalformedTerm when it cannot be read, is larger, or lies about its size
   */
  static ByteBuf inflate(ByteBuf in, int limit) {
    if (in.readableBytes() < 4) {
      throw new MalformedTerm("a compressed term says its size in 4 bytes");
    }
    long size = in.readUnsignedInt();
    if (size > limit) {
      throw new MalformedTerm("a compressed term of " + size + " bytes; the limit is " + limit);
    }
    byte[] deflated = new byte[in.readableBytes()];
    in.getBytes(in.readerIndex(), deflated);
    // Deflate makes at most 1032 bytes of one, so a size beyond that is a lie told to get memory.
    if (size > deflated.length * 1_040L + 64) {
      throw new MalformedTerm("a compressed term that cannot become the size that it says");
    }
    byte[] inflated = new byte[(int) size];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(deflated);
      int at = 0;
      while (at < inflated.length) {
        int count = inflater.inflate(inflated, at, inflated.length - at);
        if (count == 0) {
          throw new MalformedTerm("a compressed term that is shorter than it says");
        }
        at += count;
      }
      // The checksum follows the last byte; reading on makes the inflater consume it.
      if (!inflater.finished() && inflater.inflate(new byte[1]) != 0) {
        throw new MalformedTerm("a compressed term that is longer than it says");
      }
      in.skipBytes(deflated.length - inflater.getRemaining());
    } catch (DataFormatException e) {
      throw new MalformedTerm("a compressed term that zlib cannot read", e);
    } finally {
      inflater.end();
    }
    return Unpooled.wrappedBuffer(inflated);
  }
}
