package dev.mob.kernel.internal.update;

import dev.mob.kernel.internal.update.Carrier.NotPortable;
import java.lang.reflect.Modifier;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Copies the JDK's containers, with what is in them carried over. Kinds that can be made anew stay
 * what they are; those of hidden classes ({@code List.of}, unmodifiable views) become unmodifiable
 * copies. Other values of the JDK's are handed on as they are.
 */
final class Containers {
  private final Carrier carrier;

  Containers(Carrier carrier) {
    this.carrier = carrier;
  }

  Object carry(Object value, int depth) throws NotPortable {
    if (value instanceof Collection) {
      return collection((Collection<?>) value, depth);
    }
    if (value instanceof Map) {
      return map((Map<?, ?>) value, depth);
    }
    if (value instanceof Optional) {
      Optional<?> optional = (Optional<?>) value;
      return optional.isPresent()
          ? Optional.of(carrier.carry(optional.get(), depth + 1))
          : optional;
    }
    if (value instanceof Map.Entry) {
      Map.Entry<?, ?> entry = (Map.Entry<?, ?>) value;
      return new AbstractMap.SimpleEntry<>(
          carrier.carry(entry.getKey(), depth + 1), carrier.carry(entry.getValue(), depth + 1));
    }
    return atomic(value, depth);
  }

  /** Variables are copied, or a change by the new code would be one of the old code's, too. */
  Object atomic(Object value, int depth) throws NotPortable {
    if (value instanceof AtomicLong) {
      return new AtomicLong(((AtomicLong) value).get());
    }
    if (value instanceof AtomicInteger) {
      return new AtomicInteger(((AtomicInteger) value).get());
    }
    if (value instanceof AtomicBoolean) {
      return new AtomicBoolean(((AtomicBoolean) value).get());
    }
    if (value instanceof AtomicReference) {
      Object held = ((AtomicReference<?>) value).get();
      return new AtomicReference<>(carrier.carry(held, depth + 1));
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private Object collection(Collection<?> old, int depth) throws NotPortable {
    List<Object> elements = new ArrayList<>(old.size());
    int i = 0;
    for (Object element : old) {
      try {
        elements.add(carrier.carry(element, depth + 1));
        i++;
      } catch (NotPortable inside) {
        throw inside.in("[" + i + "]");
      }
    }
    if (old instanceof EnumSet) {
      return enums(elements);
    }
    if (old.getClass() == PriorityQueue.class) {
      Comparator<Object> order = order(((PriorityQueue<?>) old).comparator(), depth);
      PriorityQueue<Object> copy = new PriorityQueue<>(Math.max(1, elements.size()), order);
      copy.addAll(elements);
      return copy;
    }
    if (old instanceof SortedSet) {
      Collection<Object> copy = new TreeSet<>(order(((SortedSet<?>) old).comparator(), depth));
      copy.addAll(elements);
      return copy;
    }
    Collection<Object> copy = (Collection<Object>) anew(old);
    if (copy != null) {
      copy.addAll(elements);
      return copy;
    }
    return old instanceof Set
        ? Collections.unmodifiableSet(new LinkedHashSet<>(elements))
        : Collections.unmodifiableList(elements);
  }

  /** Of an enum whose constants have become names this is a plain set. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Object enums(List<Object> elements) {
    for (Object element : elements) {
      if (!(element instanceof Enum)) {
        return new LinkedHashSet<>(elements);
      }
    }
    return elements.isEmpty() ? new HashSet<>() : EnumSet.copyOf((Collection) elements);
  }

  @SuppressWarnings("unchecked")
  private Object map(Map<?, ?> old, int depth) throws NotPortable {
    Map<Object, Object> entries = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : old.entrySet()) {
      try {
        Object key = carrier.carry(entry.getKey(), depth + 1);
        entries.put(key, carrier.carry(entry.getValue(), depth + 1));
      } catch (NotPortable inside) {
        throw inside.in("[" + entry.getKey() + "]");
      }
    }
    if (old instanceof SortedMap) {
      Map<Object, Object> copy = new TreeMap<>(order(((SortedMap<?, ?>) old).comparator(), depth));
      copy.putAll(entries);
      return copy;
    }
    if (old instanceof EnumMap) {
      // The key type of an empty one cannot be read.
      return enumMap(entries);
    }
    Map<Object, Object> copy = (Map<Object, Object>) anew(old);
    if (copy != null) {
      copy.putAll(entries);
      return copy;
    }
    return Collections.unmodifiableMap(entries);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Object enumMap(Map<Object, Object> entries) {
    for (Object key : entries.keySet()) {
      if (!(key instanceof Enum)) {
        return entries;
      }
    }
    return entries.isEmpty() ? new HashMap<>() : new EnumMap((Map) entries);
  }

  @SuppressWarnings("unchecked")
  private Comparator<Object> order(Comparator<?> old, int depth) throws NotPortable {
    return (Comparator<Object>) carrier.comparator(old, depth);
  }

  /** An empty one of the same class; {@code null} when its class is not one that can be made. */
  private static Object anew(Object old) {
    if (!Modifier.isPublic(old.getClass().getModifiers())) {
      return null;
    }
    try {
      return old.getClass().getConstructor().newInstance();
    } catch (ReflectiveOperationException notByItself) {
      return null;
    }
  }
}
