package dev.mob.kernel.internal.update;

import dev.mob.process.Behaviour;
import dev.mob.process.Down;
import dev.mob.process.Exit;
import dev.mob.process.ExitReason;
import dev.mob.process.Response;
import dev.mob.process.Tuple;
import java.lang.reflect.Array;
import java.util.Map;

/**
 * Carries values from one version of an extension's code to another, whose classes have the same
 * names and another class loader.
 *
 * <p>What both versions see alike goes over as it is: values of the JDK's, the kernel's and other
 * extensions' classes. Collections, maps and arrays are copied, for the old version may have to go
 * on with its own. Of the extension's own classes only data can go: a record or an enum constant
 * becomes the one of the same name if that has the same shape; else a record becomes the map of its
 * components and an enum constant its name. Everything else of the old code's would keep its class
 * loader, and is refused with the way that leads to it.
 *
 * <p>For one thread at a time.
 */
final class Carrier {
  private static final int DEEPEST = 500;

  private final ClassLoader from;
  private final ClassLoader to;
  private final Map<?, ?> stands;
  private final BehaviourMap behaviours;
  private final Records records;
  private final Containers containers = new Containers(this);

  /**
   * @param stands by identity, what stands in the new version for an object of the old one, such as
   *     its context
   */
  Carrier(ClassLoader from, ClassLoader to, Map<?, ?> stands) {
    this.from = from;
    this.to = to;
    this.stands = stands;
    this.behaviours = new BehaviourMap(this);
    this.records = new Records(this);
  }

  /** A value cannot go over. Its message begins with the way to the part that cannot. */
  static final class NotPortable extends Exception {
    private final String way;
    private final String why;

    NotPortable(String why) {
      this("", why);
    }

    private NotPortable(String way, String why) {
      super(way + why);
      this.way = way;
      this.why = why;
    }

    /** The same, seen from what holds the value; made only when something cannot go over. */
    NotPortable in(String step) {
      return new NotPortable(step + way, why);
    }
  }

  /**
   * @param what names the value in the message of an exception
   */
  Object carry(Object value, String what) throws NotPortable {
    try {
      return carry(value, 0);
    } catch (NotPortable inside) {
      throw inside.in(what);
    }
  }

  Behaviour<?> behaviour(Behaviour<?> old) throws NotPortable {
    return behaviours.of(old);
  }

  boolean isOld(Class<?> type) {
    return type.getClassLoader() == from;
  }

  /** The class of the same name in the new code; {@code null} when it has none. */
  Class<?> counterpart(Class<?> old) {
    try {
      Class<?> found = Class.forName(old.getName(), false, to);
      return found.getClassLoader() == from ? null : found;
    } catch (ClassNotFoundException | LinkageError none) {
      return null;
    }
  }

  /** Called for each message that waits: cheap for what goes over as it is. */
  Object carry(Object value, int depth) throws NotPortable {
    if (value == null || value instanceof String || value instanceof Long) {
      return value;
    }
    if (value instanceof Tuple) {
      return tuple((Tuple) value, depth);
    }
    if (depth > DEEPEST) {
      throw new NotPortable(" is nested more than " + DEEPEST + " deep");
    }
    Object stand = stands.get(value);
    if (stand != null) {
      return stand;
    }
    Class<?> type = value.getClass();
    if (type.isArray()) {
      return array(value, depth);
    }
    if (isOld(type)) {
      return own(value, type, depth);
    }
    if (type.getClassLoader() == to && Records.isRecord(type)) {
      return records.carry(value, depth);
    }
    if (type.getClassLoader() == null) {
      return value instanceof Class ? type((Class<?>) value) : containers.carry(value, depth);
    }
    return kernels(value, depth);
  }

  private Object tuple(Tuple tuple, int depth) throws NotPortable {
    Object[] elements = null;
    for (int i = 0; i < tuple.size(); i++) {
      Object old = tuple.get(i);
      Object carried;
      try {
        carried = carry(old, depth + 1);
      } catch (NotPortable inside) {
        throw inside.in(", element " + i);
      }
      if (carried != old && elements == null) {
        elements = tuple.toList().toArray();
      }
      if (elements != null) {
        elements[i] = carried;
      }
    }
    return elements == null ? tuple : Tuple.of(elements);
  }

  private Object type(Class<?> type) {
    Class<?> next = isOld(type) ? counterpart(type) : type;
    return next == null ? type : next;
  }

  /** A value of one of the extension's own classes. */
  private Object own(Object value, Class<?> type, int depth) throws NotPortable {
    if (value instanceof Behaviour) {
      return behaviours.of((Behaviour<?>) value);
    }
    if (value instanceof Enum) {
      return constant((Enum<?>) value);
    }
    if (Records.isRecord(type)) {
      return records.carry(value, depth);
    }
    throw new NotPortable(
        " is a "
            + type.getName()
            + ", which only the old code knows; make it a record, or give data in its place from"
            + " exportState");
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private Object constant(Enum<?> old) {
    Class<?> next = counterpart(old.getDeclaringClass());
    if (next != null && next.isEnum()) {
      try {
        return Enum.valueOf((Class<? extends Enum>) next, old.name());
      } catch (IllegalArgumentException gone) {
        return old.name();
      }
    }
    return old.name();
  }

  /** Values of the kernel's that hold others. */
  private Object kernels(Object value, int depth) throws NotPortable {
    if (value instanceof ExitReason) {
      return reason((ExitReason) value, depth);
    }
    if (value instanceof Down) {
      Down down = (Down) value;
      return new Down(down.monitor(), down.process(), reason(down.reason(), depth));
    }
    if (value instanceof Exit) {
      return new Exit(((Exit) value).from(), reason(((Exit) value).reason(), depth));
    }
    if (value instanceof Response) {
      Response response = (Response) value;
      return new Response(
          response.request(),
          carry(response.label(), depth + 1),
          carry(response.reply(), depth + 1),
          reason(response.failure(), depth));
    }
    return value;
  }

  /** An exception keeps the code that threw it, even one of the JDK's: only its words go over. */
  private ExitReason reason(ExitReason reason, int depth) throws NotPortable {
    if (reason == null) {
      return null;
    }
    Object term = carry(reason.term(), depth + 1);
    return term == reason.term() && reason.cause() == null ? reason : ExitReason.of(term);
  }

  private Object array(Object array, int depth) throws NotPortable {
    Class<?> element = array.getClass().getComponentType();
    Class<?> next = isOld(element) ? counterpart(element) : element;
    int length = Array.getLength(array);
    Object copy = Array.newInstance(next == null ? Object.class : next, length);
    if (element.isPrimitive()) {
      System.arraycopy(array, 0, copy, 0, length);
      return copy;
    }
    for (int i = 0; i < length; i++) {
      try {
        Object carried = carry(Array.get(array, i), depth + 1);
        if (carried != null && !copy.getClass().getComponentType().isInstance(carried)) {
          throw new NotPortable(" has another shape in the new code; give data from exportState");
        }
        Array.set(copy, i, carried);
      } catch (NotPortable inside) {
        throw inside.in("[" + i + "]");
      }
    }
    return copy;
  }

  /** {@code null} for none; one of the old code's has to be one that can be found again. */
  Object comparator(Object comparator, int depth) throws NotPortable {
    try {
      return carry(comparator, depth + 1);
    } catch (NotPortable inside) {
      throw inside.in(", its comparator");
    }
  }
}
