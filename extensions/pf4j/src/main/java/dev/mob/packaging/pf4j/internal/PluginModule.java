package dev.mob.packaging.pf4j.internal;

import dev.mob.config.Descriptor;
import dev.mob.config.Requirement;
import dev.mob.kernel.packaging.ModuleSite;
import dev.mob.packaging.archive.ArchiveLimits;
import dev.mob.packaging.archive.ExtensionArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.connect.ConnectContent;
import org.osgi.framework.connect.ConnectModule;

/**
 * A PF4J plugin as the framework sees it: headers that were made from its descriptor, and a class
 * loader of PF4J's. The framework opens it when it is installed and closes it, for good, when
 * nothing is wired to it any more.
 */
public final class PluginModule implements ConnectModule, ConnectContent {
  private final ExtensionArchive archive;
  private final ModuleSite site;
  private final List<Path> classPath;
  private volatile PluginLoader loader;

  private PluginModule(ExtensionArchive archive, ModuleSite site, List<Path> classPath) {
    this.archive = archive;
    this.site = site;
    this.classPath = classPath;
  }

  /** Unpacks an archive to where the kernel lets it. */
  public static PluginModule make(ExtensionArchive archive, ArchiveLimits limits, ModuleSite site)
      throws IOException {
    return new PluginModule(archive, site, archive.unpackInto(site.folder(), limits));
  }

  @Override
  public ConnectContent getContent() {
    return this;
  }

  /**
   * Packages are exported with the plugin's version. What it requires becomes a {@code
   * Require-Bundle}, so that the framework knows who depends on whom whatever the packaging.
   */
  @Override
  public Optional<Map<String, String>> getHeaders() {
    Descriptor descriptor = archive.descriptor();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(Constants.BUNDLE_MANIFESTVERSION, "2");
    headers.put(Constants.BUNDLE_SYMBOLICNAME, "mob.pf4j." + descriptor.id());
    headers.put(Constants.BUNDLE_VERSION, descriptor.version().toString());
    StringBuilder exports = new StringBuilder();
    for (String name : archive.packages()) {
      comma(exports).append(name).append(";version=\"").append(descriptor.version()).append('"');
    }
    if (exports.length() > 0) {
      headers.put(Constants.EXPORT_PACKAGE, exports.toString());
    }
    StringBuilder requires = new StringBuilder();
    for (Requirement requirement : descriptor.requires()) {
      site.bundleOf(requirement.id())
          .ifPresent(
              bundle ->
                  comma(requires)
                      .append(bundle.getSymbolicName())
                      .append(";bundle-version=\"[")
                      .append(bundle.getVersion())
                      .append(',')
                      .append(bundle.getVersion())
                      .append("]\""));
    }
    if (requires.length() > 0) {
      headers.put(Constants.REQUIRE_BUNDLE, requires.toString());
    }
    return Optional.of(headers);
  }

  @Override
  public Iterable<String> getEntries() {
    return Collections.emptyList();
  }

  /** Nobody but its own classes reads a plugin's resources, and these ask their loader. */
  @Override
  public Optional<ConnectEntry> getEntry(String path) {
    return Optional.empty();
  }

  @Override
  public Optional<ClassLoader> getClassLoader() {
    return Optional.ofNullable(loader);
  }

  @Override
  public void open() {
    loader = PluginLoader.of(archive.descriptor(), classPath, site.api(), this::requiredBundles);
  }

  @Override
  public void close() throws IOException {
    PluginLoader closed = loader;
    loader = null;
    if (closed != null) {
      closed.close();
    }
  }

  private List<Bundle> requiredBundles() {
    return archive.descriptor().requires().stream()
        .flatMap(requirement -> site.bundleOf(requirement.id()).stream())
        .toList();
  }

  private static StringBuilder comma(StringBuilder list) {
    return list.length() == 0 ? list : list.append(',');
  }
}
