package dev.mob.cluster.link;

import dev.mob.cluster.term.AtomReferences;
import dev.mob.process.Atom;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The atoms that the peer knows from us, and those of the message that is being written.
 *
 * <p>As in ERTS an atom has one possible place, by its hash. When two atoms of one message want the
 * same place, the second is written in full. One a link; the caller holds the link's lock.
 */
final class OutboundAtoms implements AtomReferences {
  private static final int MAX_REFERENCES = 255;

  private final Atom[] cache = new Atom[InboundAtoms.SIZE];

  /** For each place, the message in which it was last used, and the reference to it there. */
  private final int[] usedIn = new int[InboundAtoms.SIZE];

  private final short[] reference = new short[InboundAtoms.SIZE];

  private final short[] places = new short[MAX_REFERENCES];
  private final boolean[] isNew = new boolean[MAX_REFERENCES];
  private int count;
  private int message;

  /** Begins a message. */
  void begin() {
    count = 0;
    if (++message == 0) {
      Arrays.fill(usedIn, 0);
      message = 1;
    }
  }

  @Override
  public int reference(Atom atom) {
    int hash = atom.hashCode();
    int place = (hash ^ hash >>> 11 ^ hash >>> 22) & (InboundAtoms.SIZE - 1);
    Atom cached = cache[place];
    boolean known = cached != null && (cached == atom || cached.equals(atom));
    if (usedIn[place] == message) {
      return known ? reference[place] : -1;
    }
    if (count == MAX_REFERENCES) {
      return -1;
    }
    usedIn[place] = message;
    reference[place] = (short) count;
    places[count] = (short) place;
    isNew[count] = !known;
    cache[place] = atom;
    return count++;
  }

  /** The message is not sent after all: forgets what only it would have told the peer. */
  void abandon() {
    for (int i = 0; i < count; i++) {
      if (isNew[i]) {
        cache[places[i]] = null;
      }
    }
    count = 0;
  }

  /** Writes the number of references and what they stand for. */
  void write(ByteBuf out) {
    out.writeByte(count);
    if (count == 0) {
      return;
    }
    int flags = out.writerIndex();
    out.writeZero(count / 2 + 1);
    boolean longAtoms = false;
    for (int i = 0; i < count && !longAtoms; i++) {
      // Up to 63 UTF-16 units are at most 252 bytes.
      longAtoms = isNew[i] && cache[places[i]].name().length() > 63;
    }
    for (int i = 0; i < count; i++) {
      setHalfByte(out, flags, i, places[i] >>> 8 | (isNew[i] ? 8 : 0));
      out.writeByte(places[i]);
      if (isNew[i]) {
        byte[] name = cache[places[i]].name().getBytes(StandardCharsets.UTF_8);
        if (longAtoms) {
          out.writeShort(name.length);
        } else {
          out.writeByte(name.length);
        }
        out.writeBytes(name);
      }
    }
    if (longAtoms) {
      setHalfByte(out, flags, count, 1);
    }
  }

  private static void setHalfByte(ByteBuf out, int flags, int index, int value) {
    int at = flags + index / 2;
    int old = out.getByte(at);
    out.setByte(at, (index & 1) == 0 ? old | value : old | value << 4);
  }
}
