package dev.mob.cluster.term;

import dev.mob.process.Address;
import dev.mob.process.Atom;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.Ref;
import dev.mob.process.Tuple;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes Java values as terms. Immutable; safe for any thread.
 *
 * <p>Writes the newest tags that all of OTP 25 to 28 read.
 */
public final class TermEncoder {
  /** Deeper than this a value is taken for one that contains itself. */
  private static final int MAX_DEPTH = 1_000;

  private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
  private static final int MAX_STRING = 65_535;

  /** From here on the library's encoder is faster than Netty's, a copy more or not. */
  private static final int LONG_STRING = 256;

  private final Supplier<TermCodecs> codecs;

  public TermEncoder(TermCodecs codecs) {
    this(() -> codecs);
  }

  /**
   * @param codecs asked whenever a value needs one, so that they may change
   */
  public TermEncoder(Supplier<TermCodecs> codecs) {
    this.codecs = codecs;
  }

  /** Writes the version byte and the term: what {@code term_to_binary/1} makes. */
  public void encodeVersioned(Object term, ByteBuf out) {
    out.writeByte(Tag.VERSION);
    encode(term, out, null);
  }

  /**
   * Writes the term without a version byte.
   *
   * @param atoms where atoms are collected, so that references are written in their place; {@code
   *     null} to write them in full
   * @throws UnencodableTerm when the value, or one in it, is no term
   */
  public void encode(Object term, ByteBuf out, AtomReferences atoms) {
    write(term, out, atoms, 0);
  }

  private void write(Object term, ByteBuf out, AtomReferences atoms, int depth) {
    if (depth > MAX_DEPTH) {
      throw new UnencodableTerm(
          "a value nests deeper than " + MAX_DEPTH + " levels; does it contain itself?");
    }
    if (term instanceof Atom) {
      writeAtom((Atom) term, out, atoms);
    } else if (term instanceof Long) {
      writeLong((Long) term, out);
    } else if (term instanceof String) {
      writeString((String) term, out);
    } else if (term instanceof Tuple) {
      writeTuple((Tuple) term, out, atoms, depth);
    } else if (term instanceof Pid) {
      writePid((Pid) term, out, atoms);
    } else if (term instanceof Ref) {
      writeRef((Ref) term, out, atoms);
    } else if (term instanceof List) {
      writeList((List<?>) term, out, atoms, depth);
    } else if (term instanceof Map) {
      writeMap((Map<?, ?>) term, out, atoms, depth);
    } else if (term instanceof byte[]) {
      byte[] bytes = (byte[]) term;
      out.writeByte(Tag.BINARY).writeInt(bytes.length).writeBytes(bytes);
    } else if (term instanceof Boolean) {
      writeAtom(Atom.of((Boolean) term), out, atoms);
    } else if (term instanceof Number) {
      writeNumber((Number) term, out);
    } else if (term == null) {
      writeAtom(Atom.NIL, out, atoms);
    } else {
      writeRare(term, out, atoms, depth);
    }
  }

  private void writeRare(Object term, ByteBuf out, AtomReferences atoms, int depth) {
    if (term instanceof ImproperList) {
      ImproperList list = (ImproperList) term;
      out.writeByte(Tag.LIST).writeInt(list.heads().size());
      for (Object head : list.heads()) {
        write(head, out, atoms, depth + 1);
      }
      write(list.tail(), out, atoms, depth + 1);
    } else if (term instanceof BitString) {
      BitString bits = (BitString) term;
      out.writeByte(Tag.BIT_BINARY).writeInt(bits.bytes().length).writeByte(bits.lastBits());
      out.writeBytes(bits.bytes());
    } else if (term instanceof Port) {
      writePort((Port) term, out, atoms);
    } else if (term instanceof Export) {
      Export export = (Export) term;
      out.writeByte(Tag.EXPORT);
      writeAtom(export.module(), out, atoms);
      writeAtom(export.function(), out, atoms);
      writeLong(export.arity(), out);
    } else if (term instanceof Fun) {
      writeFun((Fun) term, out, atoms, depth);
    } else if (term instanceof ExitReason) {
      write(((ExitReason) term).term(), out, atoms, depth + 1);
    } else if (term instanceof ProcessName) {
      ProcessName name = (ProcessName) term;
      Object address = name.node() == null ? name.name() : Tuple.of(name.name(), name.node());
      write(address, out, atoms, depth + 1);
    } else {
      Tuple tuple = codecs.get().toTerm(term);
      if (tuple == null) {
        throw unencodable(term);
      }
      writeTuple(tuple, out, atoms, depth);
    }
  }

  private static UnencodableTerm unencodable(Object term) {
    String type = term.getClass().getName();
    return new UnencodableTerm(
        term instanceof Address
            ? type + " is an address that has a meaning on this node only; send its pid"
            : type + " has no form as a term; register a TermCodec for it");
  }

  private void writeTuple(Tuple tuple, ByteBuf out, AtomReferences atoms, int depth) {
    int size = tuple.size();
    if (size <= 255) {
      out.writeByte(Tag.SMALL_TUPLE).writeByte(size);
    } else {
      out.writeByte(Tag.LARGE_TUPLE).writeInt(size);
    }
    for (int i = 0; i < size; i++) {
      write(tuple.get(i), out, atoms, depth + 1);
    }
  }

  private void writeList(List<?> list, ByteBuf out, AtomReferences atoms, int depth) {
    int size = list.size();
    if (size == 0) {
      out.writeByte(Tag.NIL);
      return;
    }
    if (list instanceof ByteList) {
      out.writeByte(Tag.STRING).writeShort(size).writeBytes(((ByteList) list).bytes());
      return;
    }
    int start = out.writerIndex();
    if (size <= MAX_STRING && writeAsString(list, size, out)) {
      return;
    }
    out.writerIndex(start);
    out.writeByte(Tag.LIST).writeInt(size);
    for (Object element : list) {
      write(element, out, atoms, depth + 1);
    }
    out.writeByte(Tag.NIL);
  }

  /** Tries the short form for a list of small integers; false when it is no such list. */
  private static boolean writeAsString(List<?> list, int size, ByteBuf out) {
    if (!isByte(list.get(0))) {
      return false;
    }
    out.writeByte(Tag.STRING).writeShort(size);
    for (Object element : list) {
      if (!isByte(element)) {
        return false;
      }
      out.writeByte(((Number) element).intValue());
    }
    return true;
  }

  private static boolean isByte(Object element) {
    if (!(element instanceof Long || element instanceof Integer)) {
      return false;
    }
    long value = ((Number) element).longValue();
    return value >= 0 && value <= 255;
  }

  private void writeMap(Map<?, ?> map, ByteBuf out, AtomReferences atoms, int depth) {
    out.writeByte(Tag.MAP).writeInt(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      write(entry.getKey(), out, atoms, depth + 1);
      write(entry.getValue(), out, atoms, depth + 1);
    }
  }

  private static void writeNumber(Number number, ByteBuf out) {
    if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
      writeLong(number.longValue(), out);
    } else if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        throw new UnencodableTerm(value + " is no term: Erlang's floats are finite");
      }
      out.writeByte(Tag.NEW_FLOAT).writeDouble(value);
    } else if (number instanceof BigInteger) {
      writeBig((BigInteger) number, out);
    } else {
      throw unencodable(number);
    }
  }

  private static void writeLong(long value, ByteBuf out) {
    if (value >= 0 && value <= 255) {
      out.writeByte(Tag.SMALL_INTEGER).writeByte((int) value);
    } else if (value == (int) value) {
      out.writeByte(Tag.INTEGER).writeInt((int) value);
    } else {
      // The magnitude of Long.MIN_VALUE is right as an unsigned number.
      long magnitude = value < 0 ? -value : value;
      int length = 8 - Long.numberOfLeadingZeros(magnitude) / 8;
      out.writeByte(Tag.SMALL_BIG).writeByte(length).writeByte(value < 0 ? 1 : 0);
      for (int i = 0; i < length; i++) {
        out.writeByte((int) (magnitude >>> (8 * i)));
      }
    }
  }

  private static void writeBig(BigInteger value, ByteBuf out) {
    if (value.bitLength() < 64) {
      writeLong(value.longValue(), out);
      return;
    }
    byte[] magnitude = value.abs().toByteArray();
    int first = magnitude[0] == 0 ? 1 : 0;
    int length = magnitude.length - first;
    if (length <= 255) {
      out.writeByte(Tag.SMALL_BIG).writeByte(length);
    } else {
      out.writeByte(Tag.LARGE_BIG).writeInt(length);
    }
    out.writeByte(value.signum() < 0 ? 1 : 0);
    for (int i = magnitude.length - 1; i >= first; i--) {
      out.writeByte(magnitude[i]);
    }
  }

  private static void writeString(String text, ByteBuf out) {
    // A lone surrogate, which UTF-8 cannot say, becomes '?' either way.
    out.writeByte(Tag.BINARY);
    if (text.length() > LONG_STRING) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(utf8.length).writeBytes(utf8);
      return;
    }
    int at = out.writerIndex();
    out.writeInt(0);
    int length = ByteBufUtil.writeUtf8(out, text);
    out.setInt(at, length);
  }

  static void writeAtom(Atom atom, ByteBuf out, AtomReferences atoms) {
    if (atoms != null) {
      int reference = atoms.reference(atom);
      if (reference >= 0) {
        out.writeByte(Tag.ATOM_CACHE_REF).writeByte(reference);
        return;
      }
    }
    String name = atom.name();
    if (name.length() <= 63) {
      int at = out.writerIndex() + 1;
      out.writeByte(Tag.SMALL_ATOM_UTF8).writeByte(0);
      out.setByte(at, ByteBufUtil.writeUtf8(out, name));
      return;
    }
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    if (utf8.length <= 255) {
      out.writeByte(Tag.SMALL_ATOM_UTF8).writeByte(utf8.length);
    } else {
      out.writeByte(Tag.ATOM_UTF8).writeShort(utf8.length);
    }
    out.writeBytes(utf8);
  }

  private static void writePid(Pid pid, ByteBuf out, AtomReferences atoms) {
    out.writeByte(Tag.NEW_PID);
    writeAtom(pid.node(), out, atoms);
    out.writeInt(pid.id()).writeInt(pid.serial()).writeInt(pid.creation());
  }

  private static void writeRef(Ref ref, ByteBuf out, AtomReferences atoms) {
    out.writeByte(Tag.NEWER_REFERENCE).writeShort(ref.wordCount());
    writeAtom(ref.node(), out, atoms);
    out.writeInt(ref.creation());
    for (int i = 0; i < ref.wordCount(); i++) {
      out.writeInt(ref.word(i));
    }
  }

  private static void writePort(Port port, ByteBuf out, AtomReferences atoms) {
    boolean small = port.id() >>> 28 == 0;
    out.writeByte(small ? Tag.NEW_PORT : Tag.V4_PORT);
    writeAtom(port.node(), out, atoms);
    if (small) {
      out.writeInt((int) port.id());
    } else {
      out.writeLong(port.id());
    }
    out.writeInt(port.creation());
  }

  private void writeFun(Fun fun, ByteBuf out, AtomReferences atoms, int depth) {
    out.writeByte(Tag.NEW_FUN);
    int start = out.writerIndex();
    out.writeInt(0).writeByte(fun.arity()).writeBytes(fun.uniq()).writeInt(fun.index());
    out.writeInt(fun.free().size());
    writeAtom(fun.module(), out, atoms);
    writeLong(fun.oldIndex(), out);
    writeLong(fun.oldUniq(), out);
    writePid(fun.creator(), out, atoms);
    for (Object value : fun.free()) {
      write(value, out, atoms, depth + 1);
    }
    out.setInt(start, out.writerIndex() - start);
  }
}
