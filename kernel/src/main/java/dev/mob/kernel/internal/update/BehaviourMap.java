package dev.mob.kernel.internal.update;

import dev.mob.kernel.internal.update.Carrier.NotPortable;
import dev.mob.process.Behaviour;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Finds the new code for processes that the new version does not declare itself: children of
 * dynamic supervisors, and what processes spawn. A behaviour that is a record, an enum constant or
 * an object without fields can be made again from its class's name; one with other fields cannot,
 * for nobody knows what they should be. For one thread at a time.
 */
final class BehaviourMap {
  private final Carrier carrier;
  private final Map<Behaviour<?>, Behaviour<?>> known = new IdentityHashMap<>();

  BehaviourMap(Carrier carrier) {
    this.carrier = carrier;
  }

  Behaviour<?> of(Behaviour<?> old) throws NotPortable {
    Behaviour<?> found = known.get(old);
    if (found == null) {
      found = carrier.isOld(old.codeClass()) ? find(old) : old;
      known.put(old, found);
    }
    return found;
  }

  private Behaviour<?> find(Behaviour<?> old) throws NotPortable {
    Class<?> type = old.getClass();
    if (!carrier.isOld(type)) {
      throw notFound(type.getName() + " wraps code of the extension's", "");
    }
    if (old instanceof Enum) {
      Class<?> declared = ((Enum<?>) old).getDeclaringClass();
      Class<?> next = counterpart(declared);
      for (Object constant : next.isEnum() ? next.getEnumConstants() : new Object[0]) {
        if (((Enum<?>) constant).name().equals(((Enum<?>) old).name())) {
          return behaviour(constant, type);
        }
      }
      throw notFound(type.getName() + " has no constant " + old + " in the new version", "");
    }
    if (type.getName().contains("$$Lambda") || type.isSynthetic() || type.isAnonymousClass()) {
      throw notFound(type.getName() + " is a lambda or has no name", "make it a class, or ");
    }
    Class<?> next = counterpart(type);
    if (Records.isRecord(type)) {
      try {
        return behaviour(new Records(carrier).carry(old, 0), type);
      } catch (NotPortable inside) {
        throw inside.in("the behaviour " + type.getName());
      }
    }
    for (Class<?> each = type; carrier.isOld(each); each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          throw notFound(
              type.getName() + " has the field " + field.getName(), "make it a record, or ");
        }
      }
    }
    return behaviour(make(next), type);
  }

  private Class<?> counterpart(Class<?> old) throws NotPortable {
    Class<?> next = carrier.counterpart(old);
    if (next == null) {
      throw notFound("the new version has no class " + old.getName(), "");
    }
    return next;
  }

  private static Behaviour<?> behaviour(Object made, Class<?> old) throws NotPortable {
    if (made instanceof Behaviour) {
      return (Behaviour<?>) made;
    }
    throw notFound(old.getName() + " has other components in the new version", "");
  }

  private static Object make(Class<?> type) throws NotPortable {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
      throw notFound(
          type.getName() + " has no constructor without parameters in the new version", "");
    } catch (InvocationTargetException e) {
      throw notFound("the constructor of " + type.getName() + " threw " + e.getCause(), "");
    }
  }

  private static NotPortable notFound(String why, String mend) {
    return new NotPortable(
        why
            + ", so its new code cannot be found by its name; "
            + mend
            + "declare the child in activate");
  }
}
