package dev.mob.config;

import java.io.InputStream;
import java.net.URL;

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
    throw new UnsupportedOperationException();
  }

  /** Reads a descriptor to the stream's end; the caller closes the stream. */
  public Checked<Descriptor> read(InputStream stream, String origin) {
    throw new UnsupportedOperationException();
  }

  /** Reads a descriptor from its text. */
  public Checked<Descriptor> read(String text, String origin) {
    throw new UnsupportedOperationException();
  }
}
