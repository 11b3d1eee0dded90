package dev.mob.cluster.link;

import dev.mob.cluster.term.TermDecoder;
import dev.mob.process.Atom;
import io.netty.buffer.ByteBuf;

/**
 * The atoms that the peer has sent so far, in their places: 8 segments of 256 (ERTS User's Guide,
 * "Distribution Header"). One a link; event loop only.
 */
final class InboundAtoms {
  static final int SIZE = 2_048;
  private static final int NEW_ENTRY = 8;

  private final Atom[] cache = new Atom[SIZE];

  /**
   * Reads the part of a header that begins with the number of references, and learns new atoms.
   *
   * @param atoms receives what the references of this message stand for; 255 places
   * @return how many there are
   */
  int read(ByteBuf in, Atom[] atoms) {
    int count = in.readUnsignedByte();
    if (count == 0) {
      return 0;
    }
    int flags = in.readerIndex();
    in.skipBytes(count / 2 + 1);
    boolean longAtoms = (halfByte(in, flags, count) & 1) != 0;
    for (int i = 0; i < count; i++) {
      int half = halfByte(in, flags, i);
      int place = (half & 7) << 8 | in.readUnsignedByte();
      if ((half & NEW_ENTRY) != 0) {
        int length = longAtoms ? in.readUnsignedShort() : in.readUnsignedByte();
        cache[place] = TermDecoder.readAtomName(in, length, true);
      } else if (cache[place] == null) {
        throw new MalformedSignal("a reference to an atom that was never sent");
      }
      atoms[i] = cache[place];
    }
    return count;
  }

  private static int halfByte(ByteBuf in, int flags, int index) {
    int both = in.getUnsignedByte(flags + index / 2);
    return (index & 1) == 0 ? both & 15 : both >>> 4;
  }
}
