package dev.mob.kernel.internal.framework;

import java.util.HashSet;
import java.util.Set;

/**
 * Sees what every bundle could import, and nothing else of the host: Java's classes, and the
 * packages that the system bundle exports beside them.
 */
final class ApiLoader extends ClassLoader {
  private final Set<String> packages = new HashSet<>(SystemPackages.given());
  private final ClassLoader kernel;

  ApiLoader() {
    // The system loader's parent has all of Java and nothing of a class path.
    super(ClassLoader.getSystemClassLoader().getParent());
    this.kernel = ApiLoader.class.getClassLoader();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    int dot = name.lastIndexOf('.');
    if (dot > 0 && packages.contains(name.substring(0, dot))) {
      return kernel.loadClass(name);
    }
    return super.loadClass(name, resolve);
  }
}
