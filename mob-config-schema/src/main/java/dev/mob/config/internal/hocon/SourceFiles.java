package dev.mob.config.internal.hocon;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files and streams as UTF-8, within a limit. */
public final class SourceFiles {

  /** The most bytes that a configuration file may have: 4 MiB. */
  public static final int LIMIT = 4 << 20;

  private SourceFiles() {}

  /**
   * Reads a file.
   *
   * @param name for positions
   * @throws IOException if it cannot be read or is too large
   */
  public static Source read(Path file, String name) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return new Source(name, text(stream, LIMIT), file.toAbsolutePath().getParent());
    }
  }

  /**
   * Reads a stream to its end. Bytes that are not UTF-8 become U+FFFD.
   *
   * @param limit the most bytes
   * @throws IOException if it cannot be read or has more
   */
  public static String text(InputStream stream, int limit) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
    byte[] buffer = new byte[8192];
    int count;
    while ((count = stream.read(buffer)) >= 0) {
      bytes.write(buffer, 0, count);
      if (bytes.size() > limit) {
        throw new IOException("it has more than " + limit + " bytes");
      }
    }
    return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
  }
}
