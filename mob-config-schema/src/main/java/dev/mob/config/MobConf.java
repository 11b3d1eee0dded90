package dev.mob.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code mob.conf} that is fit for use: every value checked and typed, defaults filled in. Two
 * are equal when they say the same, so a reload can tell what changed.
 */
public final class MobConf {
  private final Settings settings;
  private final Map<String, Settings> extensions;

  /**
   * Puts one together from checked parts; {@link MobConfFile#check} does this.
   *
   * @param settings the {@code mob} block without its extensions
   * @param extensions the settings of each active extension by id, in the order of the file
   */
  public MobConf(Settings settings, Map<String, Settings> extensions) {
    this.settings = settings;
    this.extensions = Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
  }

  /** The {@code mob} block without its extensions, such as {@code processes.workers}. */
  public Settings settings() {
    return settings;
  }

  /** {@code node.name}. */
  public String nodeName() {
    return settings.string("node.name");
  }

  /** The id of the extension that is the app. */
  public Optional<String> app() {
    return settings.optionalString("app");
  }

  /** Where the node keeps its state; empty when the host decides. */
  public Optional<Path> home() {
    return settings.optionalPath("home");
  }

  /** The folders of extension jars, in the order in which they are searched. */
  public List<Path> extensionPath() {
    return settings.list("extension-path", Path.class);
  }

  /** The settings of each active extension by its id, in the order of the file; unmodifiable. */
  public Map<String, Settings> extensions() {
    return extensions;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MobConf
        && ((MobConf) other).settings.equals(settings)
        && ((MobConf) other).extensions.equals(extensions);
  }

  @Override
  public int hashCode() {
    return settings.hashCode() * 31 + extensions.hashCode();
  }

  /** The values; secrets as asterisks. */
  @Override
  public String toString() {
    return settings + " " + extensions;
  }
}
