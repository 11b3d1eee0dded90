package dev.mob.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Reads {@code mob.conf}: the first of the three steps that the package's page describes. */
public final class MobConfReader {
  private final Map<String, String> environment;

  /**
   * A reader that substitutes from this environment; a JVM host passes {@code System.getenv()}.
   *
   * @param environment variables by name; copied
   */
  public MobConfReader(Map<String, String> environment) {
    this.environment = Collections.unmodifiableMap(new HashMap<>(environment));
  }

  /**
   * Reads a file. Never throws for what is in the file, nor for one that cannot be read: that is a
   * diagnostic too.
   *
   * @param file named in positions as given here; includes and relative paths are resolved against
   *     its folder
   */
  public MobConfFile read(Path file) {
    throw new UnsupportedOperationException(environment.toString());
  }

  /**
   * Reads a text that is no file, such as an asset of an app. It includes nothing.
   *
   * @param name for positions
   * @param text HOCON
   * @param folder against which relative paths are resolved
   */
  public MobConfFile read(String name, String text, Path folder) {
    throw new UnsupportedOperationException();
  }
}
