package dev.mob.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A small app in a folder: {@code mob.conf}, Java sources in {@code src} with the app's descriptor,
 * and {@code extensions/NAME.jar} that is built from them, where mob.conf looks for it. For apps
 * that need no library; one that does is better built with Maven or Gradle.
 */
final class AppFolder {
  /** The packages that a bundle may import from the kernel. */
  private static final String API =
      "dev.mob.config,dev.mob.extension,dev.mob.host,dev.mob.process,org.slf4j";

  private static final List<String> TEMPLATE =
      List.of("mob.conf", "src/META-INF/mob/extension.conf", "src/hello/Hello.java");

  private final Path folder;

  AppFolder(Path folder) {
    this.folder = folder;
  }

  Path conf() {
    return folder.resolve("mob.conf");
  }

  /** Writes the template's files. Touches nothing when one of them is there already. */
  List<Path> create() {
    for (String file : TEMPLATE) {
      if (Files.exists(folder.resolve(file))) {
        throw new CommandFailure(
            ExitCode.BAD_INPUT,
            folder.resolve(file) + " is there already; nothing was written. Choose another folder");
      }
    }
    List<Path> written = new ArrayList<>();
    try {
      for (String file : TEMPLATE) {
        Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        try (InputStream content = AppFolder.class.getResourceAsStream("app/" + file)) {
          Files.copy(content, target);
        }
        written.add(target);
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILURE, "cannot write the app: " + e, e);
    }
    return written;
  }

  /**
   * Compiles the sources and packs them into the jar.
   *
   * @return the jar
   */
  Path build() {
    Path sources = folder.resolve("src");
    if (!Files.isDirectory(sources)) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT, "no folder " + sources + "; make an app with: mob init DIR");
    }
    Path classes = folder.resolve("build");
    Path jar = folder.resolve("extensions").resolve(name() + ".jar");
    try {
      compile(files(sources, ".java"), classes);
      Files.createDirectories(jar.getParent());
      // Beside the old one, then moved: a kernel that runs never sees half a jar.
      Path fresh = Files.createTempFile(jar.getParent(), name(), ".part");
      pack(List.of(classes, sources), fresh);
      Files.move(fresh, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      return jar;
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILURE, "cannot build " + folder + ": " + e, e);
    }
  }

  private static void compile(List<Path> sources, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new CommandFailure(
          ExitCode.FAILURE,
          "this Java has no compiler: "
              + System.getProperty("java.home")
              + " is a JRE. "
              + "Set JAVA_HOME to a JDK and give the command again");
    }
    Files.createDirectories(classes);
    StringWriter messages = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of(
                      "--release",
                      "17",
                      "-Xlint:all,-path",
                      "-proc:none",
                      "-cp",
                      System.getProperty("java.class.path"),
                      "-d",
                      classes.toString()),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      if (!compiled) {
        throw new CommandFailure(ExitCode.BAD_INPUT, "it does not compile:\n" + messages);
      }
    }
  }

  private void pack(List<Path> roots, Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "app." + name());
    main.putValue("Bundle-Version", "1.0.0");
    main.putValue("Import-Package", API);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Path root : roots) {
        for (Path file : files(root, "")) {
          if (!file.toString().endsWith(".java")) {
            out.putNextEntry(new ZipEntry(root.relativize(file).toString().replace('\\', '/')));
            Files.copy(file, out);
            out.closeEntry();
          }
        }
      }
    }
  }

  /** The folder's name, as far as it may be in a bundle's name. */
  private String name() {
    String last = folder.toAbsolutePath().normalize().getFileName().toString();
    return last.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
  }

  private static List<Path> files(Path root, String suffix) {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(suffix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + root, e);
    }
  }
}
