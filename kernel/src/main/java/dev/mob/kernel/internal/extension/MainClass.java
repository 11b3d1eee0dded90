package dev.mob.kernel.internal.extension;

import dev.mob.config.Descriptor;
import dev.mob.extension.Extension;
import java.lang.reflect.InvocationTargetException;
import org.osgi.framework.Bundle;

/** The class that a descriptor names. */
final class MainClass {
  private MainClass() {}

  /**
   * Makes an instance of it.
   *
   * @throws IllegalStateException when the class is not there or is no extension; the message says
   *     what to mend
   */
  static Extension instantiate(Bundle bundle, Descriptor descriptor) throws Exception {
    String name = descriptor.mainClass().get();
    Class<?> type;
    try {
      type = bundle.loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "class " + name + ", which the descriptor of " + descriptor.id() + " names, is not there",
          e);
    }
    if (!Extension.class.isAssignableFrom(type)) {
      throw new IllegalStateException(
          "class "
              + name
              + " does not implement "
              + Extension.class.getName()
              + (implementsCopy(type)
                  ? " of the kernel but a copy of it in the extension's own jar; leave the kernel's"
                      + " classes out of the jar and import their packages"
                  : ""));
    }
    try {
      return (Extension) type.getConstructor().newInstance();
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      throw new IllegalStateException(
          "class "
              + name
              + " needs to be public, not abstract, with a public constructor without"
              + " parameters",
          e);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception) {
        throw (Exception) e.getCause();
      }
      throw e;
    }
  }

  private static boolean implementsCopy(Class<?> type) {
    for (Class<?> implemented : type.getInterfaces()) {
      if (implemented.getName().equals(Extension.class.getName())) {
        return true;
      }
    }
    return false;
  }
}
