package dev.mob.kernel;

import com.sun.management.OperatingSystemMXBean;
import dev.mob.host.Host;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Measures a kernel's boot with four extensions, from the call to ready, each time in a new JVM: as
 * linked extensions and as bundles, plain, with the fast compiler alone, and with a class archive
 * as the launcher uses it.
 *
 * <p>Run it from the module's folder after {@code package}, with the test class path; the argument
 * is the number of starts. A class archive takes jars only, so folders of classes are replaced by
 * the jar beside them.
 */
public final class BootTime {
  private static final List<String> FAST = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private BootTime() {}

  /** One start. */
  public static final class Once {
    private Once() {}

    public static void main(String[] arguments) {
      Kernel kernel =
          Kernel.builder(Path.of(arguments[0]), Host.builder("jvm", Path.of(arguments[1])).build())
              .linked(LinkedExtensions.onClassPath(Once.class.getClassLoader()))
              .build();
      OperatingSystemMXBean system =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long processorBefore = system.getProcessCpuTime();
      KernelStatus status = kernel.boot();
      long processor = system.getProcessCpuTime() - processorBefore;
      System.out.println(
          (status.isHealthy() ? "healthy " : "ill ")
              + status.bootTime().toNanos() / 1000
              + " "
              + processor / 1000);
      kernel.stop();
    }
  }

  public static void main(String[] arguments) throws Exception {
    int starts = arguments.length == 0 ? 11 : Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory("boot-time");
    String jars = jars(folder);
    StringBuilder linked = new StringBuilder(jars);
    StringBuilder blocks = new StringBuilder();
    String before = "";
    for (String id : List.of("one", "two", "three", "four")) {
      ExtensionJar extension =
          ExtensionJar.of(id).settings("wait { type = duration, default = 1s }");
      if (!before.isEmpty()) {
        extension.requires(before);
      }
      Path jar = extension.in(folder.resolve("extensions"));
      linked.append(File.pathSeparator).append(jar);
      blocks.append(id).append(" {}\n");
      before = id;
    }
    Path linkedConf = folder.resolve("linked.conf");
    Files.writeString(linkedConf, "mob { extensions {\n" + blocks + "} }");
    Path bundleConf = folder.resolve("bundle.conf");
    Files.writeString(
        bundleConf, "mob { extension-path = [extensions], extensions {\n" + blocks + "} }");

    measure("linked, plain", starts, folder, linked.toString(), linkedConf, List.of());
    measure("linked, C1", starts, folder, linked.toString(), linkedConf, FAST);
    measure(
        "linked, C1, archive",
        starts,
        folder,
        linked.toString(),
        linkedConf,
        archive(folder, linked.toString(), linkedConf, "linked"));
    measure("bundles, plain", starts, folder, jars, bundleConf, List.of());
    measure("bundles, C1", starts, folder, jars, bundleConf, FAST);
    measure(
        "bundles, C1, archive",
        starts,
        folder,
        jars,
        bundleConf,
        archive(folder, jars, bundleConf, "bundles"));
  }

  private static List<String> archive(Path folder, String classPath, Path conf, String name)
      throws IOException, InterruptedException {
    String archive = folder.resolve(name + ".jsa").toString();
    List<String> options = new ArrayList<>(FAST);
    options.add("-XX:ArchiveClassesAtExit=" + archive);
    start(folder, classPath, conf, options);
    options.set(options.size() - 1, "-XX:SharedArchiveFile=" + archive);
    return options;
  }

  private static void measure(
      String what, int starts, Path folder, String classPath, Path conf, List<String> options)
      throws IOException, InterruptedException {
    List<Long> wall = new ArrayList<>();
    List<Long> processor = new ArrayList<>();
    for (int i = 0; i < starts; i++) {
      long[] micros = start(folder, classPath, conf, options);
      wall.add(micros[0]);
      processor.add(micros[1]);
    }
    Collections.sort(wall);
    Collections.sort(processor);
    System.out.printf(
        "%-22s median %6.1f ms, best %6.1f ms, worst %6.1f ms; processor time median %6.1f ms%n",
        what,
        wall.get(starts / 2) / 1000.0,
        wall.get(0) / 1000.0,
        wall.get(starts - 1) / 1000.0,
        processor.get(starts / 2) / 1000.0);
  }

  private static long[] start(Path folder, String classPath, Path conf, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        Arrays.asList(
            "-Xlog:disable",
            "-cp",
            classPath,
            Once.class.getName(),
            conf.toString(),
            folder.resolve("home").toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String result = "";
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("healthy ")) {
          result = line.substring("healthy ".length());
        } else {
          System.err.println(line);
        }
      }
    }
    process.waitFor();
    int space = result.indexOf(' ');
    return new long[] {
      Long.parseLong(result.substring(0, space)), Long.parseLong(result.substring(space + 1))
    };
  }

  /** What a device-side app has, as jars, and this class. */
  private static String jars(Path folder) throws IOException {
    StringBuilder jars = new StringBuilder();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        path = jarBeside(path, folder);
      } else if (!entry.contains("slf4j")
          && !entry.contains("felix")
          && !entry.contains("config")) {
        continue;
      }
      jars.append(jars.length() == 0 ? "" : File.pathSeparator).append(path);
    }
    return jars.toString();
  }

  private static Path jarBeside(Path classes, Path folder) throws IOException {
    Path jar =
        folder.resolve(
            classes.getParent().getParent().getFileName() + "-" + classes.getFileName() + ".jar");
    if (java.util.spi.ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(System.out, System.err, "cf", jar.toString(), "-C", classes.toString(), ".")
        != 0) {
      throw new IOException("no jar of " + classes);
    }
    return jar;
  }
}
