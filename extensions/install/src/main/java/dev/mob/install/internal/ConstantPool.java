package dev.mob.install.internal;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * What a class file refers to, read from its constant pool (JVM specification, section 4.4) without
 * loading it.
 */
public final class ConstantPool {
  private static final int MAGIC = 0xCAFEBABE;

  private final Set<String> classes = new HashSet<>();
  private final Set<String> methods = new HashSet<>();

  private ConstantPool() {}

  /**
   * Reads one.
   *
   * @throws IOException when it is no class file
   */
  public static ConstantPool of(byte[] classFile) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    if (in.readInt() != MAGIC) {
      throw new IOException("no class file");
    }
    in.readInt(); // Its version.
    int count = in.readUnsignedShort();
    Object[] pool = new Object[count];
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> pool[i] = in.readUTF();
        case 3, 4 -> in.readInt();
        case 5, 6 -> {
          in.readLong();
          i++; // These take two places.
        }
        case 7 -> pool[i] = new int[] {tag, in.readUnsignedShort()};
        case 8, 16, 19, 20 -> in.readUnsignedShort();
        case 9, 10, 11, 12 ->
            pool[i] = new int[] {tag, in.readUnsignedShort(), in.readUnsignedShort()};
        case 15 -> {
          in.readUnsignedByte();
          in.readUnsignedShort();
        }
        case 17, 18 -> in.readInt();
        default -> throw new IOException("a class file with the unknown constant " + tag);
      }
    }
    ConstantPool read = new ConstantPool();
    for (Object each : pool) {
      if (each instanceof int[] entry && entry[0] == 7) {
        read.classes.add(text(pool, entry[1]));
      } else if (each instanceof int[] entry && (entry[0] == 10 || entry[0] == 11)) {
        read.methods.add(className(pool, entry[1]) + "." + nameOf(pool, entry[2]));
      }
    }
    return read;
  }

  /** The classes that it names, such as {@code java/net/Socket}. */
  public Set<String> classes() {
    return classes;
  }

  /** The methods that it calls, such as {@code java/lang/System.exit}. */
  public Set<String> methods() {
    return methods;
  }

  private static String className(Object[] pool, int index) throws IOException {
    return text(pool, entry(pool, index)[1]);
  }

  private static String nameOf(Object[] pool, int index) throws IOException {
    return text(pool, entry(pool, index)[1]);
  }

  private static int[] entry(Object[] pool, int index) throws IOException {
    if (index < pool.length && pool[index] instanceof int[] entry) {
      return entry;
    }
    throw new IOException("a damaged class file");
  }

  private static String text(Object[] pool, int index) throws IOException {
    if (index < pool.length && pool[index] instanceof String text) {
      return text;
    }
    throw new IOException("a damaged class file");
  }
}
