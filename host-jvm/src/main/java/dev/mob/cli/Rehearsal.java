package dev.mob.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Goes once through what the {@code mob} command does, so that the JVM can write the classes which
 * that takes into an archive (JDK, "Application Class-Data Sharing"), and unpacks the one native
 * library that the command uses. The launcher script runs it after a build and keeps those two;
 * nothing else that it does outlives it.
 */
final class Rehearsal {
  private final Path folder;
  private final Map<String, String> environment;
  private final Terminal quiet;

  private Rehearsal(Path folder) {
    this.folder = folder;
    // A run directory of its own: what it runs is nobody's kernel.
    this.environment = Map.of("XDG_RUNTIME_DIR", folder.toString());
    this.quiet =
        new Terminal(
            new PrintStream(OutputStream.nullOutputStream()),
            new PrintStream(OutputStream.nullOutputStream()),
            false);
  }

  /**
   * @param arguments an empty folder that it may fill
   */
  public static void main(String[] arguments) throws Exception {
    new Rehearsal(Path.of(arguments[0])).play();
    // The archive is written when the JVM exits; a kernel that did not stop must not hold that up.
    System.exit(ExitCode.OK);
  }

  private void play() throws IOException, InterruptedException {
    Path conf = folder.resolve("mob.conf");
    try (InputStream content = Rehearsal.class.getResourceAsStream("rehearsal.conf")) {
      Files.copy(content, conf);
    }
    bundle(Files.createDirectory(folder.resolve("extensions")).resolve("rehearsal.jar"));
    String home = folder.resolve("home").toString();
    mob("check", conf.toString());
    mob("run", conf.toString(), "--home", home, "--exit-when-ready");

    Thread kernel =
        new Thread(() -> mob("run", conf.toString(), "--home", home), "rehearsal-kernel");
    kernel.setDaemon(true);
    kernel.start();
    for (int tries = 0; tries < 100 && mob("status", "--home", home) != ExitCode.OK; tries++) {
      Thread.sleep(20);
    }
    mob("tree", "--home", home);
    mob("logs", "--home", home, "-n", "5");
    mob("extensions", conf.toString());
    mob("schema", "notify");
    mob("--help");
    unpackSqlite();
  }

  /** Otherwise sqlite-jdbc unpacks it at each start, byte by byte, in a tenth of a second. */
  private void unpackSqlite() throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    String packed = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(packed)) {
      if (library != null) {
        Files.copy(library, Files.createDirectory(folder.resolve("native")).resolve(name));
      }
    }
  }

  /** An extension as a bundle jar, so that what loads those is in the archive too. */
  private static void bundle(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "dev.mob.rehearsal");
    headers.putValue("Bundle-Version", "1.0.0");
    headers.putValue(
        "Import-Package",
        "dev.mob.config;version=\"[1.0,2)\",dev.mob.extension;version=\"[1.0,2)\","
            + "dev.mob.process;version=\"[1.0,2)\"");
    headers.putValue("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\"");
    String code = RehearsalExtension.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      add(out, "META-INF/mob/extension.conf", "rehearsal-extension.conf");
      add(out, code, RehearsalExtension.class.getSimpleName() + ".class");
    }
  }

  private static void add(JarOutputStream jar, String name, String resource) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    try (InputStream content = Rehearsal.class.getResourceAsStream(resource)) {
      content.transferTo(jar);
    }
    jar.closeEntry();
  }

  private int mob(String... words) {
    return new Mob(quiet, environment).execute(words);
  }
}
