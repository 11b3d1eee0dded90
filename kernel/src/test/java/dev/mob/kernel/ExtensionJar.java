package dev.mob.kernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Writes, compiles and packs a real extension: a jar with a descriptor and a bundle manifest, which
 * a test puts on an extension path or on a class path. Its code notes what happens to it in the
 * file {@code journal} of the kernel's home folder.
 */
final class ExtensionJar {
  private final String id;
  private String version = "1.0.0";
  private boolean described = true;
  private String requires = "";
  private String settings = "";
  private String descriptorExtra = "";
  private String manifestExtra = "";
  private String imports =
      "dev.mob.config,dev.mob.extension,dev.mob.host,dev.mob.process,org.slf4j";
  private String fields = "";
  private String activate = "";
  private String deactivate = "";
  private String reconfigure = "return false;";
  private final List<String[]> sources = new ArrayList<>();
  private final List<Path> classPath = new ArrayList<>();

  private ExtensionJar(String id) {
    this.id = id;
  }

  static ExtensionJar of(String id) {
    return new ExtensionJar(id);
  }

  ExtensionJar version(String text) {
    version = text;
    return this;
  }

  /** Descriptor entries such as {@code "beta", "gamma [1.0,2)"}. */
  ExtensionJar requires(String... others) {
    requires = "\"" + String.join("\", \"", others) + "\"";
    return this;
  }

  ExtensionJar settings(String schema) {
    settings = schema;
    return this;
  }

  ExtensionJar descriptor(String lines) {
    descriptorExtra = lines;
    return this;
  }

  ExtensionJar manifest(String headers) {
    manifestExtra = headers;
    return this;
  }

  ExtensionJar imports(String more) {
    imports += "," + more;
    return this;
  }

  /** Imports these packages and no others. */
  ExtensionJar importing(String all) {
    imports = all;
    return this;
  }

  ExtensionJar fields(String code) {
    fields = code;
    return this;
  }

  ExtensionJar activate(String code) {
    activate = code;
    return this;
  }

  ExtensionJar deactivate(String code) {
    deactivate = code;
    return this;
  }

  ExtensionJar reconfigure(String code) {
    reconfigure = code;
    return this;
  }

  /** Another class of the jar. */
  ExtensionJar source(String className, String code) {
    sources.add(new String[] {className, code});
    return this;
  }

  /** A jar that this one is compiled against. */
  ExtensionJar against(Path jar) {
    classPath.add(jar);
    return this;
  }

  /** A bundle that is no extension. */
  ExtensionJar withoutDescriptor() {
    described = false;
    return this;
  }

  /** Builds {@code ID.jar} in a folder. */
  Path in(Path folder) {
    return as(folder.resolve(id + ".jar"));
  }

  Path as(Path jar) {
    try {
      Files.createDirectories(jar.getParent());
      Path work = Files.createTempDirectory("extension-" + id);
      try {
        pack(jar, compile(work));
      } finally {
        delete(work);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A class loader that has these jars on its class path, as an app has its linked extensions. */
  static URLClassLoader classPath(Path... jars) {
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < jars.length; i++) {
      try {
        urls[i] = jars[i].toUri().toURL();
      } catch (MalformedURLException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new URLClassLoader(urls, ExtensionJar.class.getClassLoader());
  }

  private String name() {
    return "ext." + id.replace('-', '_');
  }

  private Path compile(Path work) throws IOException {
    Path source = work.resolve("src");
    Path classes = Files.createDirectories(work.resolve("classes"));
    sources.add(new String[] {name() + ".Main", main()});
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
    StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
    for (Path jar : classPath) {
      path.append(java.io.File.pathSeparator).append(jar);
    }
    arguments.add("-classpath");
    arguments.add(path.toString());
    for (String[] each : sources) {
      Path file = source.resolve(each[0].replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      Files.write(file, each[1].getBytes(StandardCharsets.UTF_8));
      arguments.add(file.toString());
    }
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, errors, arguments.toArray(new String[0]));
    if (result != 0) {
      throw new IllegalStateException(errors.toString(StandardCharsets.UTF_8));
    }
    return classes;
  }

  private String main() {
    return "package "
        + name()
        + ";\n"
        + "import dev.mob.config.*; import dev.mob.extension.*; import dev.mob.process.*;\n"
        + "import java.nio.file.*; import java.time.Duration; import java.util.*;\n"
        + "public class Main implements Extension {\n"
        + "  private ExtensionContext context;\n"
        + fields
        + "\n  public void activate(ExtensionContext context) throws Exception {\n"
        + "    this.context = context;\n"
        + "    note(\"activate\");\n"
        + activate
        + "\n  }\n"
        + "  public void deactivate() throws Exception {\n"
        + "    note(\"deactivate\");\n"
        + deactivate
        + "\n  }\n"
        + "  public boolean reconfigure(Settings settings) throws Exception {\n"
        + "    note(\"reconfigure\");\n"
        + reconfigure
        + "\n  }\n"
        + "  void note(String what) throws Exception {\n"
        + "    Files.write(context.home().resolve(\"journal\"),\n"
        + "        (\""
        + id
        + " \" + what + \"\\n\").getBytes(\"UTF-8\"),\n"
        + "        StandardOpenOption.CREATE, StandardOpenOption.APPEND);\n"
        + "  }\n"
        + "}\n";
  }

  private void pack(Path jar, Path classes) throws IOException {
    String manifest =
        "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: test."
            + id
            + "\nBundle-Version: "
            + version
            + "\nImport-Package: "
            + imports
            + "\n"
            + manifestExtra
            + "\n";
    String descriptor =
        "id = "
            + id
            + "\nversion = \""
            + version
            + "\"\nclass = \""
            + name()
            + ".Main\"\nrequires = ["
            + requires
            + "]\nsettings {\n"
            + settings
            + "\n}\n"
            + descriptorExtra
            + "\n";
    Path draft = jar.resolveSibling(jar.getFileName() + ".new");
    try (OutputStream out = Files.newOutputStream(draft);
        JarOutputStream packed =
            new JarOutputStream(
                out,
                new Manifest(
                    new java.io.ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8))))) {
      if (described) {
        put(packed, "META-INF/mob/extension.conf", descriptor.getBytes(StandardCharsets.UTF_8));
      }
      for (Path file : files(classes)) {
        put(
            packed,
            classes.relativize(file).toString().replace('\\', '/'),
            Files.readAllBytes(file));
      }
    }
    Files.move(draft, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
    jar.closeEntry();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
