package dev.mob.kernel;

import dev.mob.host.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;

/** A kernel on a temporary folder: its mob.conf, its extension path, its home, its journal. */
final class TestKernel implements AutoCloseable {
  static {
    // The machines that run the tests are busy; only a hang should take this long.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  private final Path folder;
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private final List<Path> linked = new ArrayList<>();
  private final StringBuilder active = new StringBuilder();
  private String more = "";
  private URLClassLoader classPath;
  private Kernel kernel;

  TestKernel(Path folder) {
    this.folder = folder;
  }

  /** How an extension is packaged. */
  enum How {
    LINKED,
    BUNDLE
  }

  /** Builds an extension and has mob.conf activate it. */
  TestKernel with(How how, ExtensionJar extension, String id) {
    return with(how, extension, id, "");
  }

  TestKernel with(How how, ExtensionJar extension, String id, String settings) {
    add(how, extension);
    active.append("    ").append(id).append(" { ").append(settings).append(" }\n");
    return this;
  }

  /** Builds an extension that mob.conf does not activate. */
  TestKernel add(How how, ExtensionJar extension) {
    Path jar = extension.in(how == How.BUNDLE ? path() : folder.resolve("linked"));
    if (how == How.LINKED) {
      linked.add(jar);
    }
    return this;
  }

  /** More lines for the {@code mob} block. */
  TestKernel setting(String lines) {
    more += "  " + lines + "\n";
    return this;
  }

  Path path() {
    return folder.resolve("extensions");
  }

  Path home() {
    return folder.resolve("home");
  }

  Path conf() {
    return folder.resolve("mob.conf");
  }

  /** Writes mob.conf and builds the kernel; nothing is started. */
  Kernel build() {
    writeConf(
        "mob {\n  extension-path = [\"extensions\"]\n"
            + more
            + "  extensions {\n"
            + active
            + "  }\n}\n");
    classPath = ExtensionJar.classPath(linked.toArray(new Path[0]));
    kernel =
        Kernel.builder(conf(), Host.builder("jvm", home()).build())
            .linked(LinkedExtensions.onClassPath(classPath))
            .listener(this::heard)
            .build();
    return kernel;
  }

  Kernel kernel() {
    return kernel;
  }

  Kernel boot() {
    build().boot();
    return kernel;
  }

  void writeConf(String text) {
    try {
      Files.createDirectories(path());
      Files.write(conf(), text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the extensions have noted, line by line. */
  List<String> journal() {
    try {
      Path journal = home().resolve("journal");
      return Files.exists(journal) ? Files.readAllLines(journal) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code ID STATE} for each change, in order. */
  List<String> events() {
    return List.copyOf(events);
  }

  ExtensionStatus status(String id) {
    return kernel.status().extension(id).orElseThrow();
  }

  String failure(String id) {
    return status(id).failure().map(Failure::summary).orElse("");
  }

  private void heard(KernelEvent event) {
    if (event instanceof KernelEvent.ExtensionChanged) {
      ExtensionStatus status = ((KernelEvent.ExtensionChanged) event).status();
      events.add(status.id() + " " + status.state());
    } else {
      events.add(event.getClass().getSimpleName());
    }
  }

  @Override
  public void close() {
    if (kernel != null) {
      kernel.close();
    }
    try {
      if (classPath != null) {
        classPath.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
