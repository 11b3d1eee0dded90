package dev.mob.config;

import dev.mob.config.Diagnostic.Kind;
import dev.mob.config.internal.hocon.SourceFiles;
import dev.mob.config.internal.schema.DescriptorParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;

/**
 * Reads descriptors. Holds nothing; one may serve all threads.
 *
 * <p>A descriptor is data only: it sees no environment and includes no other file, so it says the
 * same on every machine.
 */
public final class DescriptorReader {

  /** Where a descriptor is in an extension's jar. */
  public static final String LOCATION = "META-INF/mob/extension.conf";

  /** The most bytes that a descriptor may have: 1 MiB. */
  public static final int LIMIT = 1 << 20;

  /**
   * Reads a descriptor.
   *
   * @param origin the name for positions, such as {@code notify.jar!/META-INF/mob/extension.conf}
   */
  public Checked<Descriptor> read(URL url, String origin) {
    try (InputStream stream = url.openStream()) {
      return read(stream, origin);
    } catch (IOException unreadable) {
      return unreadable(origin, unreadable);
    }
  }

  /** Reads a descriptor to the stream's end; the caller closes the stream. */
  public Checked<Descriptor> read(InputStream stream, String origin) {
    try {
      return read(SourceFiles.text(stream, LIMIT), origin);
    } catch (IOException unreadable) {
      return unreadable(origin, unreadable);
    }
  }

  /** Reads a descriptor from its text. */
  public Checked<Descriptor> read(String text, String origin) {
    return new DescriptorParser(text, origin).parse();
  }

  private static Checked<Descriptor> unreadable(String origin, IOException cause) {
    return Checked.invalid(
        Diagnostics.of(
            Collections.singletonList(
                Diagnostic.error(
                    Kind.FILE,
                    Position.startOf(origin),
                    "",
                    "the descriptor cannot be read: " + cause.getMessage(),
                    ""))));
  }
}
