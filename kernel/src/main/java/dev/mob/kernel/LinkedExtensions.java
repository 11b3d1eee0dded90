package dev.mob.kernel;

import dev.mob.config.DescriptorReader;
import dev.mob.kernel.internal.find.LinkedIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the extensions that are linked into an app are: their descriptors, and the class loader
 * that has their classes. Immutable.
 */
public final class LinkedExtensions {
  private static final LinkedExtensions NONE =
      new LinkedExtensions(LinkedExtensions.class.getClassLoader(), Collections.emptyList());

  private final ClassLoader loader;
  private final List<Entry> entries;

  private LinkedExtensions(ClassLoader loader, List<Entry> entries) {
    this.loader = Objects.requireNonNull(loader, "loader");
    this.entries = Collections.unmodifiableList(entries);
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
      List<Entry> found = new ArrayList<>();
      Enumeration<URL> urls = loader.getResources(DescriptorReader.LOCATION);
      while (urls.hasMoreElements()) {
        found.add(new Entry(urls.nextElement(), Optional.empty()));
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
    LinkedIndex.write(entries, resources);
  }

  /** Loads the extensions' classes. */
  public ClassLoader loader() {
    return loader;
  }

  /** The extensions; unmodifiable. */
  public List<Entry> entries() {
    return entries;
  }

  /**
   * One linked extension.
   *
   * @param descriptor where its descriptor is
   * @param exports the packages that it exports, as an {@code Export-Package} header; empty when
   *     the manifest beside the descriptor says so
   */
  public record Entry(URL descriptor, Optional<String> exports) {}
}
