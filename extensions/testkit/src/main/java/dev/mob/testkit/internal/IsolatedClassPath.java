package dev.mob.testkit.internal;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Predicate;

/**
 * The class path of this JVM once more, with classes of its own: what an extension loads through it
 * can be collected when nobody holds it any more, as the classes of a bundle can.
 */
public final class IsolatedClassPath extends URLClassLoader {
  private static final List<String> API =
      List.of(
          "dev.mob.config.",
          "dev.mob.extension.",
          "dev.mob.host.",
          "dev.mob.process.",
          "dev.mob.state.",
          "dev.mob.kernel.",
          "org.slf4j.");

  private final Predicate<String> shared;

  static {
    registerAsParallelCapable();
  }

  /**
   * @param shared the names of further classes that are the application's
   */
  public IsolatedClassPath(ClassLoader application, Predicate<String> shared) {
    super("isolated", urls(), application);
    this.shared = shared;
  }

  private static URL[] urls() {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.isEmpty()) {
        urls.add(url(Path.of(entry)));
      }
    }
    return urls.toArray(new URL[0]);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(path + " cannot be on a class path", e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (API.stream().anyMatch(name::startsWith) || shared.test(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        try {
          loaded = findClass(name);
        } catch (ClassNotFoundException notHere) {
          return super.loadClass(name, resolve);
        }
      }
      return loaded;
    }
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return findResources(name);
  }

  @Override
  public URL getResource(String name) {
    return findResource(name);
  }
}
