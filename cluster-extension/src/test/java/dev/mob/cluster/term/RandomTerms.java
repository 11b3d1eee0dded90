package dev.mob.cluster.term;

import dev.mob.process.Atom;
import dev.mob.process.Ref;
import dev.mob.process.Tuple;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random Java values that are terms, the same for the same seed; and what equality is for them. */
public final class RandomTerms {
  private static final String[] NAMES = {"a", "nil", "Quoted atom", "", "å", "日本語", "ok", "end"};
  private static final String[] TEXTS = {"", "text", "smörgås", "日本", "\uD83D\uDE00", "\"\\\n"};

  private final Random random;

  public RandomTerms(long seed) {
    random = new Random(seed);
  }

  public Object next(int depth) {
    switch (random.nextInt(depth == 0 ? 11 : 16)) {
      case 0:
        return (long) random.nextInt(300) - 20;
      case 1:
        return random.nextLong() >> random.nextInt(64);
      case 2:
        return new BigInteger(64 + random.nextInt(3000), random).setBit(64).negate();
      case 3:
        return random.nextGaussian() * Math.pow(10, random.nextInt(200) - 100);
      case 4:
        return atom();
      case 5:
        return TEXTS[random.nextInt(TEXTS.length)];
      case 6:
        return bytes();
      case 7:
        return random.nextBoolean();
      case 8:
        return new RemotePid(node(), random.nextInt(1 << 28), random.nextInt(1 << 13), creation());
      case 9:
        return Ref.of(node(), creation(), random.nextInt(1 << 18), random.nextInt(), 7);
      case 10:
        return BitString.of(new byte[] {(byte) random.nextInt(), 77}, 1 + random.nextInt(7));
      case 11:
      case 12:
        return Tuple.of(several(depth).toArray());
      case 13:
        return map(depth);
      case 14:
        return ImproperList.of(atom(), Ref.of(node(), creation(), 1, 2, 3));
      default:
        return several(depth);
    }
  }

  private List<Object> several(int depth) {
    int size = random.nextInt(50) == 0 ? 300 : random.nextInt(5);
    List<Object> list = new ArrayList<>();
    boolean small = random.nextInt(4) == 0;
    for (int i = 0; i < size; i++) {
      list.add(small ? (Object) (long) random.nextInt(256) : next(depth - 1));
    }
    return list;
  }

  private Map<Object, Object> map(int depth) {
    Map<Object, Object> map = new LinkedHashMap<>();
    int size = random.nextInt(12);
    for (int i = 0; i < size; i++) {
      map.put(random.nextBoolean() ? (Object) atom() : (Object) ("key" + i), next(depth - 1));
    }
    return map;
  }

  private Atom atom() {
    return Atom.of(NAMES[random.nextInt(NAMES.length)]);
  }

  private byte[] bytes() {
    byte[] bytes = new byte[1 + random.nextInt(30)];
    random.nextBytes(bytes);
    bytes[0] = (byte) 0xFF; // Never UTF-8.
    return bytes;
  }

  private Atom node() {
    return Atom.of(random.nextBoolean() ? "a@b" : "whiteboard@127.0.0.1");
  }

  private int creation() {
    return 4 + random.nextInt(Integer.MAX_VALUE - 4);
  }

  /** Equality of terms; {@code byte[]} is compared by content, which {@code equals} does not. */
  public static boolean same(Object a, Object b) {
    return Tuple.of(arrays(a)).equals(Tuple.of(arrays(b)));
  }

  /** Lists and maps as nested arrays, that tuples compare deeply. */
  private static Object arrays(Object term) {
    if (term instanceof List) {
      return ((List<?>) term).stream().map(RandomTerms::arrays).toArray();
    }
    if (term instanceof Tuple) {
      Object[] elements = ((Tuple) term).toList().stream().map(RandomTerms::arrays).toArray();
      return Tuple.of(elements);
    }
    if (term instanceof Map) {
      Map<String, Object> sorted = new java.util.TreeMap<>();
      ((Map<?, ?>) term).forEach((key, value) -> sorted.put(TermPrinter.print(key), arrays(value)));
      return new Object[] {"map", sorted.keySet().toArray(), sorted.values().toArray()};
    }
    return term;
  }
}
