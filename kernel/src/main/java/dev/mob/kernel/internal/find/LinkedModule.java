package dev.mob.kernel.internal.find;

import dev.mob.config.Descriptor;
import dev.mob.config.DescriptorReader;
import dev.mob.kernel.LinkedExtensions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.connect.ConnectContent;
import org.osgi.framework.connect.ConnectModule;

/**
 * A linked extension as the framework sees it: its classes come from the app's class loader, which
 * also gives it everything that it uses, so it imports nothing. What its jar exports stays
 * exported, so that bundle jars can import it.
 */
final class LinkedModule implements ConnectModule, ConnectContent {
  private final Descriptor descriptor;
  private final LinkedExtensions.Entry entry;
  private final ClassLoader loader;

  LinkedModule(Descriptor descriptor, LinkedExtensions.Entry entry, ClassLoader loader) {
    this.descriptor = descriptor;
    this.entry = entry;
    this.loader = loader;
  }

  @Override
  public ConnectContent getContent() {
    return this;
  }

  @Override
  public Optional<Map<String, String>> getHeaders() {
    Map<String, String> headers = new HashMap<>();
    headers.put(Constants.BUNDLE_MANIFESTVERSION, "2");
    headers.put(Constants.BUNDLE_SYMBOLICNAME, "mob.linked." + descriptor.id());
    headers.put(Constants.BUNDLE_VERSION, descriptor.version().toString());
    String exports = exportsOf(entry);
    if (!exports.isEmpty()) {
      headers.put(Constants.EXPORT_PACKAGE, exports);
    }
    return Optional.of(headers);
  }

  /** Unknown: in a merged app nothing tells whose a resource is. */
  @Override
  public Iterable<String> getEntries() {
    return Collections.emptyList();
  }

  @Override
  public Optional<ConnectEntry> getEntry(String path) {
    URL url = beside(path);
    return url == null ? Optional.empty() : Entry.open(path, url);
  }

  @Override
  public Optional<ClassLoader> getClassLoader() {
    return Optional.of(loader);
  }

  @Override
  public void open() {}

  @Override
  public void close() {}

  /** What the extension's manifest exports; empty when it has no manifest of its own. */
  static String exportsOf(LinkedExtensions.Entry entry) {
    if (entry.exports().isPresent()) {
      return entry.exports().get();
    }
    URL manifest = resource(entry.descriptor(), "META-INF/MANIFEST.MF");
    if (manifest == null) {
      return "";
    }
    try (InputStream in = Bytes.open(manifest)) {
      String exports = new Manifest(in).getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
      return exports == null ? "" : exports;
    } catch (IOException e) {
      // A folder of classes has no manifest: then nobody can import from it.
      return "";
    }
  }

  private URL beside(String path) {
    return entry.exports().isPresent()
        ? loader.getResource(path)
        : resource(entry.descriptor(), path);
  }

  /** The resource with this path in the jar or folder that has the descriptor. */
  private static URL resource(URL descriptor, String path) {
    String url = descriptor.toString();
    if (!url.endsWith(DescriptorReader.LOCATION)) {
      return null;
    }
    try {
      return new URL(url.substring(0, url.length() - DescriptorReader.LOCATION.length()) + path);
    } catch (MalformedURLException e) {
      return null;
    }
  }

  /** One resource, read when it was asked for: such resources are small. */
  private static final class Entry implements ConnectEntry {
    private final String name;
    private final byte[] bytes;

    private Entry(String name, byte[] bytes) {
      this.name = name;
      this.bytes = bytes;
    }

    static Optional<ConnectEntry> open(String name, URL url) {
      try (InputStream in = Bytes.open(url)) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Bytes.copy(in, out);
        return Optional.of(new Entry(name, out.toByteArray()));
      } catch (IOException e) {
        return Optional.empty();
      }
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public long getContentLength() {
      return bytes.length;
    }

    @Override
    public long getLastModified() {
      return 0;
    }

    @Override
    public InputStream getInputStream() {
      return new java.io.ByteArrayInputStream(bytes);
    }
  }
}
