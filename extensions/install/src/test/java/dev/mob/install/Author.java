package dev.mob.install;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** Somebody who writes, packs, signs and publishes extensions. */
final class Author {
  private final Path folder;
  private final SigningKey key;

  Author(Path folder, SigningKey key) {
    this.folder = folder;
    this.key = key;
  }

  /** A line for {@code trust.keys}. */
  String key(String name) {
    return name + " = \"" + key.publicKey().base64() + "\"\n";
  }

  SigningKey signingKey() {
    return key;
  }

  /** A signed archive with a descriptor and nothing else. */
  Path release(String id, String version, String descriptor) throws IOException {
    return sign(unsigned(id, version, descriptor));
  }

  Path unsigned(String id, String version, String descriptor) throws IOException {
    return archive(
        folder.resolve(id + "-" + version + ".jar"),
        Map.of(
            "META-INF/mob/extension.conf",
            "id = " + id + ", version = \"" + version + "\"\n" + descriptor));
  }

  Path sign(Path archive) throws IOException {
    Files.writeString(
        DetachedSignature.fileFor(archive), DetachedSignature.of(archive, key).text());
    return archive;
  }

  static Path archive(Path file, Map<String, String> entries) throws IOException {
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    entries.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return archiveOf(file, bytes);
  }

  static Path archiveOf(Path file, Map<String, byte[]> entries) throws IOException {
    Files.createDirectories(file.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  /** The class files of one source, by their entries' names. */
  static Map<String, byte[]> compile(String className, String source) throws IOException {
    Path work = Files.createTempDirectory("author");
    Path file = work.resolve(className.replace('.', '/') + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    List<String> arguments =
        List.of(
            "-proc:none",
            "-d",
            work.resolve("out").toString(),
            "-classpath",
            System.getProperty("java.class.path"),
            file.toString());
    if (ToolProvider.getSystemJavaCompiler()
            .run(null, null, errors, arguments.toArray(new String[0]))
        != 0) {
      throw new IllegalStateException(errors.toString(StandardCharsets.UTF_8));
    }
    Map<String, byte[]> classes = new LinkedHashMap<>();
    try (Stream<Path> all = Files.walk(work.resolve("out"))) {
      for (Path each : all.filter(Files::isRegularFile).sorted().toList()) {
        classes.put(work.resolve("out").relativize(each).toString(), Files.readAllBytes(each));
      }
    }
    return classes;
  }
}
