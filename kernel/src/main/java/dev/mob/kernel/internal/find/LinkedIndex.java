package dev.mob.kernel.internal.find;

import dev.mob.kernel.LinkedExtensions;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The index of linked extensions for apps whose jars were merged into one. {@value #LOCATION} has a
 * line for each: the number of its descriptor's copy, a space, and the packages that it exports, as
 * its manifest had them.
 */
public final class LinkedIndex {
  static final String LOCATION = "META-INF/mob/linked.index";

  private LinkedIndex() {}

  /** The extensions that a class loader's index names. */
  public static List<LinkedExtensions.Entry> read(ClassLoader loader) {
    URL index = loader.getResource(LOCATION);
    if (index == null) {
      throw missing(LOCATION);
    }
    List<LinkedExtensions.Entry> entries = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(Bytes.open(index), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int space = line.indexOf(' ');
        String descriptor = descriptor(space < 0 ? line : line.substring(0, space));
        URL url = loader.getResource(descriptor);
        if (url == null) {
          throw missing(descriptor);
        }
        String exports = space < 0 ? "" : line.substring(space + 1);
        entries.add(new LinkedExtensions.Entry(url, Optional.of(exports)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(index + " cannot be read", e);
    }
    return entries;
  }

  /** Writes an index and the copies of the descriptors below a resource folder. */
  public static void write(List<LinkedExtensions.Entry> entries, Path resources) {
    StringBuilder index = new StringBuilder();
    try {
      Files.createDirectories(resources.resolve(descriptor("0")).getParent());
      for (int i = 0; i < entries.size(); i++) {
        LinkedExtensions.Entry entry = entries.get(i);
        Files.write(resources.resolve(descriptor(String.valueOf(i))), bytes(entry.descriptor()));
        index.append(i).append(' ').append(LinkedModule.exportsOf(entry)).append('\n');
      }
      Files.write(resources.resolve(LOCATION), index.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the index cannot be written below " + resources, e);
    }
  }

  private static byte[] bytes(URL url) throws IOException {
    try (InputStream in = Bytes.open(url)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Bytes.copy(in, out);
      return out.toByteArray();
    }
  }

  private static String descriptor(String number) {
    return "META-INF/mob/linked/" + number + ".conf";
  }

  private static UncheckedIOException missing(String resource) {
    return new UncheckedIOException(
        new IOException(
            resource
                + " is not among the app's resources; have the build write it with"
                + " LinkedExtensions.writeIndex and keep it when the app is packaged"));
  }
}
