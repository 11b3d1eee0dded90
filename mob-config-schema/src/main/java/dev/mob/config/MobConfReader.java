package dev.mob.config;

import dev.mob.config.Diagnostic.Kind;
import dev.mob.config.internal.hocon.Document;
import dev.mob.config.internal.hocon.FileIncludes;
import dev.mob.config.internal.hocon.IncludeResolver;
import dev.mob.config.internal.hocon.Source;
import dev.mob.config.internal.hocon.SourceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads {@code mob.conf}: the first of the three steps that the package's page describes.
 * Immutable; one may serve all threads.
 */
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
    String name = file.toString();
    try {
      Source source = SourceFiles.read(file, name);
      return new MobConfFile(
          Document.of(source, new FileIncludes(), environment), Diagnostics.none());
    } catch (IOException unreadable) {
      String reason =
          Files.isDirectory(file)
              ? "it is a folder"
              : Files.exists(file)
                  ? String.valueOf(unreadable.getMessage())
                  : "there is no such file";
      Diagnostic diagnostic =
          Diagnostic.error(
              Kind.FILE, Position.startOf(name), "", "the file cannot be read: " + reason, "");
      return new MobConfFile(
          Document.of(new Source(name, "", null), IncludeResolver.NONE, environment),
          Diagnostics.of(Collections.singletonList(diagnostic)));
    }
  }

  /**
   * Reads a text that is no file, such as an asset of an app. It can include nothing.
   *
   * @param name for positions
   * @param text HOCON
   * @param folder against which relative paths are resolved; null leaves them relative
   */
  public MobConfFile read(String name, String text, Path folder) {
    Source source = new Source(name, text, folder);
    return new MobConfFile(
        Document.of(source, IncludeResolver.NONE, environment), Diagnostics.none());
  }
}
