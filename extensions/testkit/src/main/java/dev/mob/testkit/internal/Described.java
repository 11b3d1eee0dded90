package dev.mob.testkit.internal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import dev.mob.config.Descriptor;
import dev.mob.config.DescriptorReader;
import dev.mob.config.Version;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A place on the class path that holds an extension: a jar, or the folder into which a build has
 * just compiled it.
 *
 * @param root the jar or the folder
 * @param descriptor what its descriptor says
 */
public record Described(Path root, Descriptor descriptor) {
  private static final String PLUGIN_VERSION = "Plugin-Version";

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
  public Path packInto(Path folder) {
    return packInto(folder, Edit.NONE);
  }

  /** The same code as another version. */
  public Path packInto(Path folder, Version version) {
    return packInto(folder, (name, bytes) -> as(version, name, bytes));
  }

  /** What is to stand in a file of the archive in place of what stands there. */
  @FunctionalInterface
  private interface Edit {
    Edit NONE = (name, bytes) -> bytes;

    byte[] of(String name, byte[] bytes) throws IOException;
  }

  private Path packInto(Path folder, Edit edit) {
    Path jar = folder.resolve(descriptor.id() + ".jar");
    try {
      Files.createDirectories(folder);
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
        if (Files.isDirectory(root)) {
          try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
              String name = root.relativize(file).toString().replace('\\', '/');
              put(zip, name, edit.of(name, Files.readAllBytes(file)));
            }
          }
        } else {
          try (ZipFile packed = new ZipFile(root.toFile())) {
            for (ZipEntry entry : Collections.list(packed.entries())) {
              try (InputStream in = packed.getInputStream(entry)) {
                put(zip, entry.getName(), edit.of(entry.getName(), in.readAllBytes()));
              }
            }
          }
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(root + " cannot be packed into " + jar, e);
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  /** The version stands in the descriptor and, for PF4J's own tools, may stand in the manifest. */
  private static byte[] as(Version version, String name, byte[] bytes) throws IOException {
    if (name.equals(DescriptorReader.LOCATION)) {
      Config read = ConfigFactory.parseString(new String(bytes, StandardCharsets.UTF_8));
      return read.withValue("version", ConfigValueFactory.fromAnyRef(version.toString()))
          .root()
          .render(ConfigRenderOptions.concise())
          .getBytes(StandardCharsets.UTF_8);
    }
    if (name.equals(JarFile.MANIFEST_NAME)) {
      Manifest manifest = new Manifest(new ByteArrayInputStream(bytes));
      if (manifest.getMainAttributes().getValue(PLUGIN_VERSION) != null) {
        manifest.getMainAttributes().putValue(PLUGIN_VERSION, version.toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        manifest.write(out);
        return out.toByteArray();
      }
    }
    return bytes;
  }
}
