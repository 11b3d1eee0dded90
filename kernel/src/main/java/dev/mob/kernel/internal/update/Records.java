package dev.mob.kernel.internal.update;

import dev.mob.kernel.internal.update.Carrier.NotPortable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Carries records over, component by component. For one thread at a time. */
final class Records {
  private final Carrier carrier;
  private final Map<Class<?>, Shape> shapes = new IdentityHashMap<>();

  /** A record's components, and the constructor that makes the new one; {@code null} for none. */
  private record Shape(List<Field> components, Constructor<?> made) {}

  Records(Carrier carrier) {
    this.carrier = carrier;
  }

  /** Android has no {@code Class.isRecord}. */
  static boolean isRecord(Class<?> type) {
    Class<?> above = type.getSuperclass();
    return above != null && above.getName().equals("java.lang.Record");
  }

  /** The record of the same name and shape, or the map of its components. */
  Object carry(Object record, int depth) throws NotPortable {
    Shape shape = shape(record.getClass());
    List<Field> components = shape.components();
    Object[] values = new Object[components.size()];
    boolean fits = shape.made() != null;
    boolean same = true;
    for (int i = 0; i < values.length; i++) {
      Object old = get(components.get(i), record);
      try {
        values[i] = carrier.carry(old, depth + 1);
      } catch (NotPortable inside) {
        throw inside.in("." + components.get(i).getName());
      }
      same &= values[i] == old;
      fits = fits && fits(shape.made().getParameterTypes()[i], values[i]);
    }
    if (same && !carrier.isOld(record.getClass())) {
      return record;
    }
    if (fits) {
      return make(shape.made(), values);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      map.put(components.get(i).getName(), values[i]);
    }
    return Collections.unmodifiableMap(map);
  }

  private Shape shape(Class<?> old) {
    Shape known = shapes.get(old);
    if (known != null) {
      return known;
    }
    List<Field> components = components(old);
    Class<?> next = carrier.isOld(old) ? carrier.counterpart(old) : old;
    Constructor<?> made = null;
    if (next != null && isRecord(next) && alike(components, components(next))) {
      Class<?>[] types = new Class<?>[components.size()];
      List<Field> nexts = components(next);
      for (int i = 0; i < types.length; i++) {
        types[i] = nexts.get(i).getType();
      }
      try {
        made = next.getDeclaredConstructor(types);
        made.setAccessible(true);
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException(next + " is a record without its constructor", e);
      }
    }
    Shape shape = new Shape(components, made);
    shapes.put(old, shape);
    return shape;
  }

  private static List<Field> components(Class<?> record) {
    List<Field> components = new ArrayList<>();
    for (Field field : record.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
        field.setAccessible(true);
        components.add(field);
      }
    }
    return components;
  }

  private static boolean alike(List<Field> some, List<Field> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!some.get(i).getName().equals(others.get(i).getName())
          || !some.get(i).getType().getName().equals(others.get(i).getType().getName())) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(Class<?> type, Object value) {
    return type.isPrimitive() || value == null || type.isInstance(value);
  }

  private static Object get(Field component, Object record) {
    try {
      return component.get(record);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }

  private static Object make(Constructor<?> made, Object[] values) throws NotPortable {
    try {
      return made.newInstance(values);
    } catch (InvocationTargetException refused) {
      throw new NotPortable(
          " is refused by the constructor of "
              + made.getDeclaringClass().getName()
              + ": "
              + refused.getCause());
    } catch (InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException(made + " cannot be called", e);
    }
  }
}
