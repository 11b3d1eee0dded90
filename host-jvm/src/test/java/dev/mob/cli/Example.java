package dev.mob.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** A copy of example-mob-conf, with the whiteboard's jar made from its classes as they are now. */
final class Example {
  private static final Path SOURCE = Path.of("..", "example-mob-conf");

  private final Path folder;

  private Example(Path folder) {
    this.folder = folder;
  }

  static Example copyTo(Path parent) throws IOException {
    Path folder = Files.createDirectories(parent.resolve("example"));
    for (String conf : new String[] {"mob.conf", "minimal.conf", "broken.conf"}) {
      Files.copy(SOURCE.resolve(conf), folder.resolve(conf));
    }
    Path extensions = Files.createDirectory(folder.resolve("extensions"));
    pack(SOURCE.resolve("target/classes"), extensions.resolve("whiteboard.jar"));
    return new Example(folder);
  }

  String conf(String name) {
    return folder.resolve(name).toString();
  }

  Path home(String conf) {
    return folder.resolve(".mob").resolve(conf.replace(".conf", ""));
  }

  private static void pack(Path classes, Path jar) throws IOException {
    Manifest manifest;
    try (InputStream in = Files.newInputStream(classes.resolve("META-INF/MANIFEST.MF"))) {
      manifest = new Manifest(in);
    }
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        Stream<Path> all = Files.walk(classes)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        if (!each.endsWith("MANIFEST.MF")) {
          out.putNextEntry(new ZipEntry(classes.relativize(each).toString()));
          Files.copy(each, out);
        }
      }
    }
  }
}
