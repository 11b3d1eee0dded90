package dev.mob.config.internal.hocon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Finds included files on disk, relative to the folder of the file that includes them. Without an
 * ending, {@code name.conf} is looked for first, then {@code name.json}. Nothing is fetched from a
 * network, and nothing comes from a class path, which differs between hosts.
 */
public final class FileIncludes implements IncludeResolver {

  @Override
  public Source resolve(Source from, Node.Include include) throws IOException {
    String name = include.name();
    if (include.kind() == Node.IncludeKind.URL || name.contains("://")) {
      throw new IOException("mob.conf includes files only, nothing from a network");
    }
    if (include.kind() == Node.IncludeKind.CLASSPATH) {
      throw new IOException("mob.conf includes files only, nothing from a class path");
    }
    if (name.endsWith(".properties")) {
      throw new IOException("a properties file cannot be included, write it as HOCON");
    }
    String displayed = beside(from.name(), name);
    try {
      Path file = from.folder() == null ? null : from.folder().resolve(name);
      if (file == null) {
        return null;
      }
      if (Files.isRegularFile(file)) {
        return SourceFiles.read(file, displayed);
      }
      if (name.endsWith(".conf") || name.endsWith(".json")) {
        return null;
      }
      String last = file.getFileName() == null ? "" : file.getFileName().toString();
      for (String ending : new String[] {".conf", ".json"}) {
        Path candidate = file.resolveSibling(last + ending);
        if (Files.isRegularFile(candidate)) {
          return SourceFiles.read(candidate, displayed + ending);
        }
      }
      return null;
    } catch (InvalidPathException badName) {
      throw new IOException("this is no file's name");
    }
  }

  /** The included file's name as a person who knows the including one's would write it. */
  private static String beside(String including, String name) {
    int slash = Math.max(including.lastIndexOf('/'), including.lastIndexOf('\\'));
    boolean absolute = name.startsWith("/") || name.startsWith("\\") || name.indexOf(':') == 1;
    return absolute || slash < 0 ? name : including.substring(0, slash + 1) + name;
  }
}
