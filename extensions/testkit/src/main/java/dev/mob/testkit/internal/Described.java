package dev.mob.testkit.internal;

import dev.mob.config.Descriptor;
import dev.mob.config.DescriptorReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A place on the class path that holds an extension: a jar, or the folder into which a build has
 * just compiled it.
 *
 * @param root the jar or the folder
 * @param descriptor what its descriptor says
 */
public record Described(Path root, Descriptor descriptor) {

  /**
   * The only folder of a class path that has one: what its author's build has just compiled.
   *
   * @throws IllegalStateException when there is none, or more than one
   */
  public static Described only(ClassLoader classPath) {
    List<Described> folders =
        all(classPath).stream().filter(each -> Files.isDirectory(each.root())).toList();
    if (folders.size() != 1) {
      throw new IllegalStateException(
          (folders.isEmpty()
                  ? "no folder of the class path has a " + DescriptorReader.LOCATION
                  : "several folders of the class path have a descriptor: "
                      + folders.stream().map(each -> each.descriptor().id()).sorted().toList())
              + "; say which extension is under test");
    }
    return folders.get(0);
  }

  /**
   * The one with this id.
   *
   * @throws IllegalStateException when there is none
   */
  public static Described of(String id, ClassLoader classPath) {
    List<Described> all = all(classPath);
    return all.stream()
        .filter(each -> each.descriptor().id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no extension "
                        + id
                        + " is on the class path; there are "
                        + all.stream().map(each -> each.descriptor().id()).sorted().toList()));
  }

  private static List<Described> all(ClassLoader classPath) {
    List<Described> found = new ArrayList<>();
    try {
      for (URL url : Collections.list(classPath.getResources(DescriptorReader.LOCATION))) {
        found.add(
            new Described(root(url), new DescriptorReader().read(url, url.toString()).orThrow()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the class path cannot be searched for extensions", e);
    }
    return found;
  }

  private static Path root(URL descriptor) throws IOException {
    URLConnection connection = descriptor.openConnection();
    if (connection instanceof JarURLConnection jar) {
      return Path.of(URI.create(jar.getJarFileURL().toString()));
    }
    Path file = Path.of(URI.create(descriptor.toString()));
    return file.getParent().getParent().getParent();
  }

  /** Puts the extension into a folder as a jar, as its author's build would. */
  public void packInto(Path folder) {
    Path jar = folder.resolve(descriptor.id() + ".jar");
    try {
      Files.createDirectories(folder);
      if (!Files.isDirectory(root)) {
        Files.copy(root, jar);
        return;
      }
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
          Stream<Path> all = Files.walk(root)) {
        for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
          zip.putNextEntry(new ZipEntry(root.relativize(file).toString().replace('\\', '/')));
          Files.copy(file, zip);
          zip.closeEntry();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(root + " cannot be packed into " + jar, e);
    }
  }
}
