package dev.mob.testkit.internal;

import dev.mob.config.Descriptor;
import dev.mob.config.Permission;
import dev.mob.config.Version;
import dev.mob.kernel.ExtensionState;
import dev.mob.kernel.ExtensionStatus;
import dev.mob.packaging.pf4j.Pf4jPackaging;
import dev.mob.process.Pid;
import dev.mob.process.SupervisionTree;
import dev.mob.process.Supervisor;
import dev.mob.testkit.MobNode;
import dev.mob.testkit.Time;
import dev.mob.testkit.conformance.ExtensionConformance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An extension that is started and stopped in a node that runs on, and what it leaves there. */
public final class Trial implements AutoCloseable {
  private final ExtensionConformance suite;
  private final Described extension;
  private Path folder;
  private MobNode node;
  private Traces before;

  private Trial(ExtensionConformance suite, Described extension) {
    this.suite = suite;
    this.extension = extension;
  }

  /** Finds the extension; nothing is started. */
  public static Trial of(ExtensionConformance suite) {
    ClassLoader classPath = suite.getClass().getClassLoader();
    return new Trial(
        suite,
        suite.extension().isEmpty()
            ? Described.only(classPath)
            : Described.of(suite.extension(), classPath));
  }

  public Descriptor descriptor() {
    return extension.descriptor();
  }

  /** Starts a node in which the extension may be activated. */
  public Trial begin() {
    ClassLoader application = suite.getClass().getClassLoader();
    MobNode.Builder builder =
        MobNode.with("# not yet\n" + suite.others()).time(Time.REAL).patience(suite.patience());
    if (suite.isLinked()) {
      builder.classPath(new IsolatedClassPath(application, suite::isShared));
    } else {
      try {
        folder = Files.createTempDirectory("mob-trial");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      extension.packInto(folder);
      builder.conf("extension-path = [\"" + folder.toString().replace("\\", "\\\\") + "\"]");
      builder.conf(
          "trust.permissions { "
              + extension.descriptor().id()
              + " = ["
              + extension.descriptor().permissions().stream()
                  .map(Permission::word)
                  .collect(Collectors.joining(", "))
              + "] }");
      builder.classPath(new Without(extension.root(), application));
      builder.packaging(new Pf4jPackaging());
    }
    // A crash after an update must fail the test, not be mended behind its back.
    builder.conf("hot-update.probation = 0s");
    suite.prepare(builder);
    node = builder.start();
    return this;
  }

  /** The application's class path, but for the extension that comes as a jar. */
  private static final class Without extends ClassLoader {
    private final String hidden;

    Without(Path root, ClassLoader application) {
      super(application);
      this.hidden = url(root);
    }

    /** As a class loader writes it: {@code file:/}, where a path's URI has {@code file:///}. */
    private static String url(Path root) {
      try {
        return root.toUri().toURL().toString();
      } catch (MalformedURLException e) {
        throw new IllegalStateException(root + " cannot be on a class path", e);
      }
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      List<URL> found = new ArrayList<>();
      for (URL each : Collections.list(super.getResources(name))) {
        if (!each.toString().contains(hidden)) {
          found.add(each);
        }
      }
      return Collections.enumeration(found);
    }
  }

  public MobNode node() {
    return node;
  }

  public void activate() {
    node.reload(
        suite.others() + "\n" + extension.descriptor().id() + " {" + suite.settings() + "}");
    ExtensionStatus status = node.extension(extension.descriptor().id());
    if (!status.isActive()) {
      throw new AssertionError(
          "extension "
              + status.id()
              + " is "
              + status.state()
              + status
                  .failure()
                  .map(each -> ": " + each.summary() + "\n" + each.detail())
                  .orElse(""));
    }
  }

  public void stop() {
    node.reload(suite.others());
  }

  /**
   * Replaces the extension, while it runs, by the same code with the next version.
   *
   * @return that version
   */
  public Version update() {
    Version now = extension.descriptor().version();
    Version next = Version.of(now.major(), now.minor() + 1, 0);
    Path jar = extension.packInto(folder.resolve("next"), next);
    node.kernel().update(extension.descriptor().id(), jar);
    return next;
  }

  /** The version that runs. */
  public Version version() {
    return node.extension(extension.descriptor().id()).version();
  }

  /** The extension's processes, by the way to each from its supervisor. */
  public Map<String, Pid> processes() {
    Pid supervisor = node.extension(extension.descriptor().id()).supervisor().orElseThrow();
    Map<String, Pid> found = new TreeMap<>();
    collect("", Supervisor.tree(node.runtime(), supervisor, suite.patience()), found);
    return found;
  }

  private static void collect(String above, SupervisionTree tree, Map<String, Pid> found) {
    String path = above + "/" + tree.id();
    if (tree.pid() != null) {
      found.put(path, tree.pid());
    }
    tree.children().forEach(child -> collect(path, child, found));
  }

  public ExtensionState state() {
    return node.extension(extension.descriptor().id()).state();
  }

  /** Remembers what there is now. */
  public void count() {
    before = Traces.of(node);
  }

  /** What there is now and was not when it was counted. */
  public List<String> left() {
    return Traces.of(node).since(before);
  }

  /**
   * Waits until no more class loaders than these have the extension's class.
   *
   * @throws AssertionError when they do not go
   */
  public void awaitCopies(long those) {
    if (suite.isLinked()) {
      node.close();
      node = null;
    }
    long deadline = System.nanoTime() + suite.patience().toNanos();
    while (copies() > those) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "the classes of extension "
                + extension.descriptor().id()
                + " are not unloaded: something holds one of them, such as a thread, a thread"
                + " local, a static field of a library or a shutdown hook. A heap dump says what"
                + " leads to "
                + extension.descriptor().mainClass().orElseThrow());
      }
      LockSupport.parkNanos(50_000_000);
    }
  }

  /** How many class loaders have the extension's class. */
  public long copies() {
    return LoadedClasses.copiesOf(extension.descriptor().mainClass().orElseThrow());
  }

  @Override
  public void close() {
    try {
      if (node != null) {
        node.close();
      }
    } finally {
      delete();
    }
  }

  private void delete() {
    if (folder == null) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
