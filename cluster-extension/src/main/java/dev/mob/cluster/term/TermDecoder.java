package dev.mob.cluster.term;

import dev.mob.process.Atom;
import dev.mob.process.Pid;
import dev.mob.process.Ref;
import dev.mob.process.Tuple;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads terms. What it returns is immutable, except {@code byte[]}, and shares nothing with the
 * buffer.
 *
 * <p>Safe against hostile bytes: no more memory is set aside than the bytes that are there can
 * fill, recursion and the number of elements are bounded by {@link TermLimits}, and whatever is
 * wrong ends in {@link MalformedTerm}. Holds state while it reads: for one thread at a time.
 */
public final class TermDecoder {
  private static final List<Object> EMPTY_LIST = Collections.emptyList();
  private static final Object[] NO_ELEMENTS = new Object[0];
  private static final Atom[] NO_ATOMS = new Atom[0];

  private final TermLimits limits;
  private final PidFactory pids;
  private final Supplier<TermCodecs> source;
  private final BinaryDecoder binaries = new BinaryDecoder();

  // Of the term that is being read.
  private Atom[] atoms;
  private int atomCount;
  private int elements;
  private TermCodecs codecs;

  public TermDecoder(TermLimits limits, PidFactory pids, TermCodecs codecs) {
    this(limits, pids, () -> codecs);
  }

  /**
   * @param codecs asked for each term, so that they may change
   */
  public TermDecoder(TermLimits limits, PidFactory pids, Supplier<TermCodecs> codecs) {
    this.limits = limits;
    this.pids = pids;
    this.source = codecs;
  }

  /**
   * Reads a version byte and a term, compressed or not: what {@code term_to_binary} makes.
   *
   * @throws MalformedTerm when there is none
   */
  public Object decodeVersioned(ByteBuf in) {
    if (!in.isReadable() || in.readUnsignedByte() != Tag.VERSION) {
      throw new MalformedTerm("a term begins with the version byte 131");
    }
    if (in.isReadable() && in.getUnsignedByte(in.readerIndex()) == Tag.COMPRESSED) {
      in.skipBytes(1);
      ByteBuf plain = CompressedTerm.inflate(in, limits.inflatedBytes());
      Object term = decode(plain, NO_ATOMS, 0);
      if (plain.isReadable()) {
        throw new MalformedTerm(plain.readableBytes() + " bytes follow a compressed term");
      }
      return term;
    }
    return decode(in, NO_ATOMS, 0);
  }

  /**
   * Reads a term that has no version byte.
   *
   * @param atoms what the atom cache references of this message stand for
   * @param atomCount how many of them there are
   * @throws MalformedTerm when there is none
   */
  public Object decode(ByteBuf in, Atom[] atoms, int atomCount) {
    this.atoms = atoms;
    this.atomCount = atomCount;
    this.elements = 0;
    this.codecs = source.get();
    try {
      return read(in, 0);
    } catch (IndexOutOfBoundsException tooShort) {
      throw new MalformedTerm("the term ends before it is complete", tooShort);
    } finally {
      this.atoms = null;
    }
  }

  private Object read(ByteBuf in, int depth) {
    if (depth > limits.depth()) {
      throw new MalformedTerm("a term nests deeper than " + limits.depth() + " levels");
    }
    count(1);
    int tag = in.readUnsignedByte();
    switch (tag) {
      case Tag.SMALL_INTEGER:
        return (long) in.readUnsignedByte();
      case Tag.INTEGER:
        return (long) in.readInt();
      case Tag.NEW_FLOAT:
        return NumberDecoder.readFloat(in);
      case Tag.FLOAT:
        return NumberDecoder.readOldFloat(in);
      case Tag.SMALL_BIG:
        return NumberDecoder.readBig(in, in.readUnsignedByte(), limits.integerBytes());
      case Tag.LARGE_BIG:
        return NumberDecoder.readBig(in, in.readUnsignedInt(), limits.integerBytes());
      case Tag.ATOM_CACHE_REF:
      case Tag.ATOM:
      case Tag.SMALL_ATOM:
      case Tag.ATOM_UTF8:
      case Tag.SMALL_ATOM_UTF8:
        return valueOf(readAtom(in, tag));
      case Tag.SMALL_TUPLE:
        return readTuple(in, in.readUnsignedByte(), depth);
      case Tag.LARGE_TUPLE:
        return readTuple(in, in.readUnsignedInt(), depth);
      case Tag.NIL:
        return EMPTY_LIST;
      case Tag.STRING:
        return readString(in);
      case Tag.LIST:
        return readList(in, depth);
      case Tag.BINARY:
        return binaries.read(in);
      case Tag.BIT_BINARY:
        return BinaryDecoder.readBits(in);
      case Tag.MAP:
        return readMap(in, depth);
      case Tag.PID:
      case Tag.NEW_PID:
        return readPid(in, tag);
      case Tag.PORT:
      case Tag.NEW_PORT:
      case Tag.V4_PORT:
        return readPort(in, tag);
      case Tag.REFERENCE:
      case Tag.NEW_REFERENCE:
      case Tag.NEWER_REFERENCE:
        return readRef(in, tag);
      case Tag.EXPORT:
        return readExport(in, depth);
      case Tag.NEW_FUN:
        return readFun(in, depth);
      default:
        throw new MalformedTerm("tag " + tag + " begins no term");
    }
  }

  private void count(int more) {
    elements += more;
    if (elements > limits.elements()) {
      throw new MalformedTerm("a term of more than " + limits.elements() + " elements");
    }
  }

  /** Checks a length from the wire before memory is set aside for it. */
  static int available(ByteBuf in, long length, int bytesEach) {
    if (length * bytesEach > in.readableBytes()) {
      throw new MalformedTerm(
          "a length of " + length + " where " + in.readableBytes() + " bytes are left");
    }
    return (int) length;
  }

  /** As {@link #available}, for elements: they count before they are read. */
  private int elements(ByteBuf in, long length, int bytesEach) {
    int checked = available(in, length, bytesEach);
    if (elements + (long) checked > limits.elements()) {
      count(limits.elements());
    }
    return checked;
  }

  private static Object valueOf(Atom atom) {
    // Only the two words have these lengths and first letters among common atoms; no hash needed.
    if (atom.equals(Atom.TRUE)) {
      return Boolean.TRUE;
    }
    return atom.equals(Atom.FALSE) ? Boolean.FALSE : atom;
  }

  private Atom readAtom(ByteBuf in) {
    return readAtom(in, in.readUnsignedByte());
  }

  private Atom readAtom(ByteBuf in, int tag) {
    switch (tag) {
      case Tag.ATOM_CACHE_REF:
        int reference = in.readUnsignedByte();
        if (reference >= atomCount) {
          throw new MalformedTerm(
              "atom reference " + reference + " in a message with " + atomCount);
        }
        return atoms[reference];
      case Tag.SMALL_ATOM:
        return readAtomName(in, in.readUnsignedByte(), false);
      case Tag.SMALL_ATOM_UTF8:
        return readAtomName(in, in.readUnsignedByte(), true);
      case Tag.ATOM:
        return readAtomName(in, in.readUnsignedShort(), false);
      case Tag.ATOM_UTF8:
        return readAtomName(in, in.readUnsignedShort(), true);
      default:
        throw new MalformedTerm("tag " + tag + " where an atom should be");
    }
  }

  /**
   * Reads the text of an atom, which the distribution header has too.
   *
   * @throws MalformedTerm when it is longer than an atom can be, or not well-formed
   * @throws IndexOutOfBoundsException when the bytes are not there
   */
  public static Atom readAtomName(ByteBuf in, int length, boolean utf8) {
    byte[] bytes = new byte[available(in, length, 1)];
    in.readBytes(bytes);
    if (utf8 && !Binaries.isUtf8(bytes)) {
      throw new MalformedTerm("an atom that is not UTF-8");
    }
    String name = new String(bytes, utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    try {
      return Atom.of(name);
    } catch (IllegalArgumentException tooLong) {
      throw new MalformedTerm(tooLong.getMessage(), tooLong);
    }
  }

  private Object readTuple(ByteBuf in, long size, int depth) {
    Object[] array = readElements(in, elements(in, size, 1), depth);
    Tuple tuple = Tuple.of(array);
    return codecs.isEmpty() ? tuple : codecs.fromTerm(tuple);
  }

  private Object[] readElements(ByteBuf in, int size, int depth) {
    if (size == 0) {
      return NO_ELEMENTS;
    }
    Object[] array = new Object[size];
    for (int i = 0; i < size; i++) {
      array[i] = read(in, depth + 1);
    }
    return array;
  }

  private Object readString(ByteBuf in) {
    int size = elements(in, in.readUnsignedShort(), 1);
    count(size);
    if (size == 0) {
      return EMPTY_LIST;
    }
    byte[] bytes = new byte[size];
    in.readBytes(bytes);
    return new ByteList(bytes);
  }

  private Object readList(ByteBuf in, int depth) {
    int size = elements(in, in.readUnsignedInt(), 1);
    List<Object> heads =
        size == 0
            ? EMPTY_LIST
            : Collections.unmodifiableList(Arrays.asList(readElements(in, size, depth)));
    if (in.getUnsignedByte(in.readerIndex()) == Tag.NIL) {
      in.skipBytes(1);
      return heads;
    }
    Object tail = read(in, depth + 1);
    if (size == 0) {
      return tail;
    }
    return join(heads, tail);
  }

  /** A list in the tail's place is the rest of the list: Erlang never writes that, but reads it. */
  private static Object join(List<Object> heads, Object tail) {
    if (tail instanceof List) {
      return Collections.unmodifiableList(Arrays.asList(concat(heads, (List<?>) tail)));
    }
    if (tail instanceof ImproperList) {
      ImproperList rest = (ImproperList) tail;
      return ImproperList.of(Arrays.asList(concat(heads, rest.heads())), rest.tail());
    }
    return ImproperList.of(heads, tail);
  }

  private static Object[] concat(List<?> first, List<?> second) {
    Object[] all = first.toArray(new Object[first.size() + second.size()]);
    for (int i = 0; i < second.size(); i++) {
      all[first.size() + i] = second.get(i);
    }
    return all;
  }

  private Object readMap(ByteBuf in, int depth) {
    long size = in.readUnsignedInt();
    elements(in, size * 2, 1);
    Object[] pairs = readElements(in, (int) size * 2, depth);
    return pairs.length == 0 ? Collections.emptyMap() : new TermMap(pairs);
  }

  private Pid readPid(ByteBuf in) {
    return readPid(in, in.readUnsignedByte());
  }

  private Pid readPid(ByteBuf in, int tag) {
    if (tag != Tag.PID && tag != Tag.NEW_PID) {
      throw new MalformedTerm("tag " + tag + " where a pid should be");
    }
    Atom node = readAtom(in);
    int id = in.readInt();
    int serial = in.readInt();
    int creation = tag == Tag.PID ? in.readUnsignedByte() : in.readInt();
    return pids.pid(node, id, serial, creation);
  }

  private Object readPort(ByteBuf in, int tag) {
    Atom node = readAtom(in);
    long id = tag == Tag.V4_PORT ? in.readLong() : in.readUnsignedInt();
    return new Port(node, id, tag == Tag.PORT ? in.readUnsignedByte() : in.readInt());
  }

  private Object readRef(ByteBuf in, int tag) {
    if (tag == Tag.REFERENCE) {
      Atom node = readAtom(in);
      int id = in.readInt();
      return Ref.of(node, in.readUnsignedByte(), id);
    }
    int length = in.readUnsignedShort();
    if (length < 1 || length > 5) {
      throw new MalformedTerm("a reference of " + length + " words; there are 1 to 5");
    }
    Atom node = readAtom(in);
    int creation = tag == Tag.NEW_REFERENCE ? in.readUnsignedByte() : in.readInt();
    int[] words = new int[length];
    for (int i = 0; i < length; i++) {
      words[i] = in.readInt();
    }
    return Ref.of(node, creation, words);
  }

  private Object readExport(ByteBuf in, int depth) {
    Atom module = readAtom(in);
    Atom function = readAtom(in);
    Object arity = read(in, depth + 1);
    if (!(arity instanceof Long) || (Long) arity < 0 || (Long) arity > 255) {
      throw new MalformedTerm("a function whose arity is not 0 to 255");
    }
    return new Export(module, function, ((Long) arity).intValue());
  }

  private Object readFun(ByteBuf in, int depth) {
    in.skipBytes(4); // The size of all this; each part says its own.
    int arity = in.readUnsignedByte();
    byte[] uniq = new byte[16];
    in.readBytes(uniq);
    int index = in.readInt();
    long freeCount = in.readUnsignedInt();
    Atom module = readAtom(in);
    long oldIndex = readInteger(in, depth);
    long oldUniq = readInteger(in, depth);
    Pid creator = readPid(in);
    Object[] free = readElements(in, elements(in, freeCount, 1), depth);
    return new Fun(
        arity,
        uniq,
        index,
        module,
        oldIndex,
        oldUniq,
        creator,
        Collections.unmodifiableList(Arrays.asList(free)));
  }

  private long readInteger(ByteBuf in, int depth) {
    Object value = read(in, depth + 1);
    if (!(value instanceof Long)) {
      throw new MalformedTerm("a fun whose index or uniq is no integer");
    }
    return (Long) value;
  }
}
