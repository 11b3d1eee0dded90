package dev.mob.cluster.term;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Terms as byte arrays: Erlang's {@code term_to_binary/1} and {@code binary_to_term/1}, for files
 * and for protocols that carry terms. No atoms are ever made permanent, so this is safe for bytes
 * of unknown origin.
 */
public final class ExternalTerm {
  private ExternalTerm() {}

  /**
   * The term as bytes, with the version byte.
   *
   * @throws UnencodableTerm when the value is no term
   */
  public static byte[] encode(Object term) {
    ByteBuf out = Unpooled.buffer(256);
    new TermEncoder(TermCodecs.NONE).encodeVersioned(term, out);
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes);
    return bytes;
  }

  /**
   * The term of these bytes, within {@link TermLimits#STANDARD}.
   *
   * @throws MalformedTerm when they are no term, or more than one
   */
  public static Object decode(byte[] bytes) {
    ByteBuf in = Unpooled.wrappedBuffer(bytes);
    Object term =
        new TermDecoder(TermLimits.STANDARD, PidFactory.REMOTE, TermCodecs.NONE)
            .decodeVersioned(in);
    if (in.isReadable()) {
      throw new MalformedTerm(in.readableBytes() + " bytes follow the term");
    }
    return term;
  }
}
