package dev.mob.kernel.internal;

import java.net.URL;
import java.nio.file.Path;
import java.util.List;

/** The index of linked extensions. */
public final class LinkedIndex {
  private LinkedIndex() {}

  public static List<URL> read(ClassLoader loader) {
    throw new UnsupportedOperationException();
  }

  public static void write(List<URL> descriptors, Path resources) {
    throw new UnsupportedOperationException();
  }
}
