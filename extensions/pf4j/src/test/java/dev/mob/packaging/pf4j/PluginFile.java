package dev.mob.packaging.pf4j;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** Writes, compiles and packs a jar or a zip as an author of extensions would. */
final class PluginFile {
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, Path> libraries = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final List<Path> classPath = new ArrayList<>();
  private String classes = "";

  /** An extension whose main class is {@code ID.Main}, with this body. */
  static PluginFile extension(String id, String descriptor, String main) {
    return new PluginFile()
        .text(
            "META-INF/mob/extension.conf",
            "id = " + id + ", version = 1.0.0, class = " + id + ".Main\n" + descriptor)
        .source(
            id + ".Main",
            "import dev.mob.extension.*; import java.util.*; import java.util.function.*;"
                + " public class Main implements Extension {\n"
                + main
                + "\n}");
  }

  static PluginFile library() {
    return new PluginFile();
  }

  PluginFile source(String className, String code) {
    int dot = className.lastIndexOf('.');
    sources.put(className, "package " + className.substring(0, dot) + ";\n" + code);
    return this;
  }

  PluginFile text(String entry, String content) {
    texts.put(entry, content);
    return this;
  }

  PluginFile manifest(String headers) {
    return text("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n" + headers + "\n");
  }

  /** A jar in {@code lib/}, against which it is compiled. */
  PluginFile lib(Path jar) {
    libraries.put("lib/" + jar.getFileName(), jar);
    return against(jar);
  }

  PluginFile against(Path jar) {
    classPath.add(jar);
    return this;
  }

  /** Classes and descriptor in {@code classes/}, as PF4J's zips have them. */
  PluginFile classesApart() {
    classes = "classes/";
    return this;
  }

  Path as(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Path work = Files.createTempDirectory("plugin");
      Path compiled = compile(work);
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
        for (Map.Entry<String, String> text : texts.entrySet()) {
          put(zip, classes + text.getKey(), text.getValue().getBytes(StandardCharsets.UTF_8));
        }
        for (Map.Entry<String, Path> library : libraries.entrySet()) {
          put(zip, library.getKey(), Files.readAllBytes(library.getValue()));
        }
        try (Stream<Path> all = Files.walk(compiled)) {
          for (Path each : all.filter(Files::isRegularFile).sorted().toList()) {
            put(zip, classes + compiled.relativize(each), Files.readAllBytes(each));
          }
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path compile(Path work) throws IOException {
    Path compiled = Files.createDirectories(work.resolve("classes"));
    if (sources.isEmpty()) {
      return compiled;
    }
    StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
    classPath.forEach(jar -> path.insert(0, jar + File.pathSeparator));
    List<String> arguments =
        new ArrayList<>(
            List.of("-proc:none", "-d", compiled.toString(), "-classpath", path.toString()));
    for (Map.Entry<String, String> each : sources.entrySet()) {
      Path file = work.resolve("src").resolve(each.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      Files.writeString(file, each.getValue());
      arguments.add(file.toString());
    }
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, errors, arguments.toArray(new String[0]));
    if (result != 0) {
      throw new IllegalStateException(errors.toString(StandardCharsets.UTF_8));
    }
    return compiled;
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }
}
