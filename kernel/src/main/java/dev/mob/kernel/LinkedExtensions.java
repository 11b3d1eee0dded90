package dev.mob.kernel;

import dev.mob.config.DescriptorReader;
import dev.mob.kernel.internal.LinkedIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;

/**
 * Where the extensions that are linked into an app are: their descriptors, and the class loader
 * that has their classes. Immutable.
 */
public final class LinkedExtensions {
  private static final LinkedExtensions NONE =
      new LinkedExtensions(LinkedExtensions.class.getClassLoader(), Collections.emptyList());

  private final ClassLoader loader;
  private final List<URL> descriptors;

  private LinkedExtensions(ClassLoader loader, List<URL> descriptors) {
    this.loader = Objects.requireNonNull(loader, "loader");
    this.descriptors = Collections.unmodifiableList(descriptors);
  }

  /** None: extensions come from the extension path alone. */
  public static LinkedExtensions none() {
    return NONE;
  }

  /**
   * Those whose jars are on a class loader's class path: each has a {@link
   * DescriptorReader#LOCATION}. Opens every jar of the class path.
   *
   * @throws UncheckedIOException when the class path cannot be read
   */
  public static LinkedExtensions onClassPath(ClassLoader loader) {
    try {
      List<URL> found = new ArrayList<>();
      Enumeration<URL> urls = loader.getResources(DescriptorReader.LOCATION);
      while (urls.hasMoreElements()) {
        URL url = urls.nextElement();
        if (!found.contains(url)) {
          found.add(url);
        }
      }
      return new LinkedExtensions(loader, found);
    } catch (IOException e) {
      throw new UncheckedIOException("the class path cannot be searched for extensions", e);
    }
  }

  /**
   * Those that an index names, for apps whose jars were merged into one (a dex file, a static
   * image): there only one file could be called {@link DescriptorReader#LOCATION}, so a build step
   * ({@link #writeIndex}) has given each descriptor a name of its own.
   *
   * @throws UncheckedIOException when there is no index, or it names something that is not there
   */
  public static LinkedExtensions indexed(ClassLoader loader) {
    return new LinkedExtensions(loader, LinkedIndex.read(loader));
  }

  /**
   * Writes an index of these, with a copy of each descriptor, as resources for {@link #indexed}: a
   * step of an app's build, before its jars are merged.
   *
   * @param resources the root of a resource folder; made when it is not there
   * @throws UncheckedIOException when it cannot be written
   */
  public void writeIndex(Path resources) {
    LinkedIndex.write(descriptors, resources);
  }

  /** Loads the extensions' classes. */
  public ClassLoader loader() {
    return loader;
  }

  /** Where the descriptors are; unmodifiable. */
  public List<URL> descriptors() {
    return descriptors;
  }
}
