package dev.mob.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.archetype.ExtensionProject;
import dev.mob.archetype.ExtensionProject.Packaging;
import dev.mob.host.jvm.JvmHost;
import dev.mob.kernel.ExtensionStatus;
import dev.mob.kernel.Kernel;
import dev.mob.process.ProcessName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a stranger gets: new projects of both packagings and the two samples, built by a Maven that
 * knows this build's jars and nothing else of it, tests included, then run together in one kernel.
 * With its Maven builds it takes too long for each build of ours, which does {@link
 * NewcomersPathIT} and {@code OwnExtensionsTest} with the samples.
 */
@Tag("soak")
@Tag("stranger")
final class StrangersProjectsIT {
  @TempDir private static Path work;

  @BeforeAll
  static void buildThemAll() throws IOException, InterruptedException {
    new ExtensionProject("org.example", "hello", Packaging.BUNDLE).write(work.resolve("hello"));
    new ExtensionProject("com.acme", "hello-again", Packaging.PF4J)
        .write(work.resolve("hello-again"));
    Path samples = Path.of("../samples");
    for (String sample : List.of("counters", "word-count")) {
      copy(samples.resolve(sample), work.resolve(sample));
    }
    String parent = Files.readString(samples.resolve("pom.xml"));
    Files.writeString(
        work.resolve("pom.xml"),
        parent.replace(
            "<modules>",
            "<modules>\n    <module>hello</module>\n    <module>hello-again</module>"));
    StrangersMaven.run(work, "verify");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!from.relativize(file).startsWith("target")) {
          Path target = to.resolve(from.relativize(file).toString());
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
  }

  @Test
  void theirTestsHaveRunAndPassed() throws IOException {
    for (String project : List.of("hello", "hello-again", "counters", "word-count")) {
      try (Stream<Path> reports =
          Files.list(work.resolve(project).resolve("target/surefire-reports"))) {
        List<String> summaries = new ArrayList<>();
        for (Path report : reports.filter(each -> each.toString().endsWith(".txt")).toList()) {
          summaries.addAll(Files.readAllLines(report));
        }
        assertThat(summaries)
            .filteredOn(line -> line.startsWith("Tests run:"))
            .as(project)
            .hasSize(2) // its own tests and the conformance suite
            .allMatch(line -> line.contains("Failures: 0, Errors: 0, Skipped: 0"));
      }
    }
  }

  @Test
  void aBundleHasItsManifestAndAPluginItsLibraries() throws IOException {
    assertThat(symbolicName("hello")).isEqualTo("org.example.hello");
    assertThat(symbolicName("hello-again")).isNull();
    assertThat(symbolicName("word-count")).isNull();
    try (JarFile jar = new JarFile(jar("word-count").toFile())) {
      assertThat(jar.stream().map(entry -> entry.getName()))
          .anyMatch(name -> name.matches("lib/gson-.*\\.jar"))
          .noneMatch(name -> name.startsWith("lib/") && name.contains("kernel"));
    }
  }

  private static String symbolicName(String project) throws IOException {
    try (JarFile jar = new JarFile(jar(project).toFile())) {
      return jar.getManifest().getMainAttributes().getValue("Bundle-SymbolicName");
    }
  }

  private static Path jar(String project) {
    return work.resolve(project).resolve("target").resolve(project + ".jar");
  }

  @Test
  void theyAllRunInOneKernelAndAPluginUsesABundlesService() throws IOException {
    Path extensions = Files.createDirectories(work.resolve("run/extensions"));
    for (String project : List.of("hello", "hello-again", "counters", "word-count")) {
      Files.copy(jar(project), extensions.resolve(project + ".jar"));
    }
    Path conf = work.resolve("run/mob.conf");
    Files.writeString(
        conf,
        """
        mob {
          extension-path = [extensions]
          extensions { word-count {}, hello {}, hello-again { greeting = Moin }, counters {} }
        }
        """);
    try (Kernel kernel = JvmHost.of(conf).environment(Map.of()).build()) {
      assertThat(kernel.boot().isHealthy()).as("%s", kernel.status()).isTrue();
      assertThat(
              kernel.status().extensions().stream().map(each -> each.id() + " " + each.packaging()))
          .containsExactlyInAnyOrder(
              "hello bundle", "hello-again pf4j", "counters bundle", "word-count pf4j");
      assertThat(call(kernel, "hello-again_greeter", "Ada"))
          .isEqualTo("Moin, Ada! You are number 1.");
      assertThat(call(kernel, "word_count", "{\"text\": \"to be or not to be\"}")).isEqualTo(6L);
      assertThat(call(kernel, "counters", "all"))
          .isEqualTo(Map.of("to", 2L, "be", 2L, "or", 1L, "not", 1L));
      assertThat(kernel.status().extensions().stream().allMatch(ExtensionStatus::isActive))
          .isTrue();
    }
  }

  private static Object call(Kernel kernel, String name, Object request) {
    return kernel.runtime().call(ProcessName.of(name), request);
  }

  @Test
  void theArchetypeWritesTheSameFiles() throws IOException, InterruptedException {
    Path generated = Files.createDirectories(work.resolve("generated"));
    for (Packaging packaging : Packaging.values()) {
      String id = "same-" + packaging.word();
      StrangersMaven.run(
          generated,
          "org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate",
          "-DarchetypeGroupId=dev.mob",
          "-DarchetypeArtifactId=extension-archetype",
          "-DarchetypeVersion=" + ExtensionProject.mobVersion(),
          "-DarchetypeCatalog=local",
          "-DgroupId=com.acme",
          "-DartifactId=" + id,
          "-Dpackaging=" + packaging.word());
      ExtensionProject project = new ExtensionProject("com.acme", id, packaging);
      Path written = work.resolve("written-" + id);
      project.write(written);
      assertThat(texts(generated.resolve(id))).isEqualTo(texts(written));
    }
  }

  private static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        texts.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return texts;
  }
}
