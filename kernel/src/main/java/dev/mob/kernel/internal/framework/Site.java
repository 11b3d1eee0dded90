package dev.mob.kernel.internal.framework;

import dev.mob.kernel.packaging.ModuleSite;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.slf4j.LoggerFactory;

/** What one module of a running framework is lent. */
final class Site implements ModuleSite {
  private final Path folder;
  private final ClassLoader api;
  private final Function<String, Optional<Bundle>> bundles;

  Site(Path folder, ClassLoader api, Function<String, Optional<Bundle>> bundles) {
    this.folder = folder;
    this.api = api;
    this.bundles = bundles;
  }

  @Override
  public Path folder() throws IOException {
    return Files.createDirectories(folder);
  }

  @Override
  public ClassLoader api() {
    return api;
  }

  @Override
  public Optional<Bundle> bundleOf(String extensionId) {
    return bundles.apply(extensionId);
  }

  /** Deletes the folder; what cannot be deleted goes when the framework next starts. */
  void clear() {
    if (!Files.exists(folder)) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure)
                throws IOException {
              Files.delete(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      LoggerFactory.getLogger(Site.class).debug("{} is left behind", folder, e);
    }
  }
}
