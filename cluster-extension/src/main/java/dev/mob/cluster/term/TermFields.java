package dev.mob.cluster.term;

import dev.mob.process.Atom;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Elements of a tuple as the Java types that codecs have, and back: for codecs, those that are
 * derived and those that are written by hand. What does not fit is refused with an {@link
 * IllegalArgumentException}, or a {@link ClassCastException}; the tuple then stays a tuple.
 */
public final class TermFields {
  private static final Atom NIL = Atom.of("nil");

  private TermFields() {}

  private static long between(Object term, long least, long most) {
    long value = (Long) term;
    if (value < least || value > most) {
      throw new IllegalArgumentException(value + " is not between " + least + " and " + most);
    }
    return value;
  }

  public static long longOf(Object term) {
    return (Long) term;
  }

  public static int intOf(Object term) {
    return (int) between(term, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  public static short shortOf(Object term) {
    return (short) between(term, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  public static byte byteOf(Object term) {
    return (byte) between(term, Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  /** An integer of any size. */
  public static BigInteger bigOf(Object term) {
    return term instanceof Long ? BigInteger.valueOf((Long) term) : (BigInteger) term;
  }

  /** A float; an integer is taken too, for Erlang's arithmetic gives either. */
  public static double doubleOf(Object term) {
    return term instanceof Long ? (double) (Long) term : (Double) term;
  }

  /** The bytes of a binary, whether they look like text or not. */
  public static byte[] bytesOf(Object term) {
    return Binaries.bytes(term);
  }

  /** A list, each element read by this. */
  public static <T> List<T> listOf(Object term, Function<Object, T> element) {
    List<T> list = new ArrayList<>();
    for (Object each : (List<?>) term) {
      list.add(element.apply(each));
    }
    return list;
  }

  /** A list as a set. */
  public static <T> Set<T> setOf(Object term, Function<Object, T> element) {
    return new LinkedHashSet<>(listOf(term, element));
  }

  /** A map, each key and value read by these. */
  public static <K, V> Map<K, V> mapOf(
      Object term, Function<Object, K> key, Function<Object, V> value) {
    Map<K, V> map = new LinkedHashMap<>();
    ((Map<?, ?>) term).forEach((k, v) -> map.put(key.apply(k), value.apply(v)));
    return map;
  }

  /** The atom {@code nil} as empty. */
  public static <T> Optional<T> optionalOf(Object term, Function<Object, T> value) {
    return NIL.equals(term) ? Optional.empty() : Optional.of(value.apply(term));
  }

  /** The atom {@code nil} as {@code null}. */
  public static <T> T nullableOf(Object term, Function<Object, T> value) {
    return term == null || NIL.equals(term) ? null : value.apply(term);
  }

  /** The constant whose name in lower case is this atom. */
  public static <E extends Enum<E>> E enumOf(Object term, Class<E> type) {
    return Enum.valueOf(type, ((Atom) term).name().toUpperCase(Locale.ROOT));
  }

  /** A constant's name in lower case, as an atom. */
  public static Atom atomOf(Enum<?> constant) {
    return Atom.of(constant.name().toLowerCase(Locale.ROOT));
  }

  /** {@code null} as the atom {@code nil}; else what this makes of the value. */
  public static <T> Object termOf(T value, Function<T, Object> write) {
    return value == null ? NIL : write.apply(value);
  }

  /** A list, or a set, each element written by this. */
  public static <T> List<Object> listTerm(Iterable<T> values, Function<T, Object> element) {
    List<Object> list = new ArrayList<>();
    for (T each : values) {
      list.add(element.apply(each));
    }
    return list;
  }

  /** A map, each key and value written by these. */
  public static <K, V> Map<Object, Object> mapTerm(
      Map<K, V> values, Function<K, Object> key, Function<V, Object> value) {
    Map<Object, Object> map = new LinkedHashMap<>();
    values.forEach((k, v) -> map.put(key.apply(k), value.apply(v)));
    return map;
  }
}
