package dev.mob.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.process.ProcessInfo;
import dev.mob.process.SupervisionTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OneLifeCycleTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(TestKernel.How.class)
  void everyPackagingGoesThroughTheSameStates(TestKernel.How how) {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel = test.with(how, ExtensionJar.of("alpha"), "alpha").boot();

      assertThat(kernel.status().state()).isEqualTo(KernelState.READY);
      assertThat(kernel.status().isHealthy()).isTrue();
      assertThat(test.status("alpha").packaging()).isEqualTo(how.name().toLowerCase());
      kernel.stop();
      assertThat(test.events())
          .containsExactly(
              "Planned",
              "alpha INSTALLED",
              "alpha RESOLVED",
              "alpha ACTIVATING",
              "alpha ACTIVE",
              "Ready",
              "Stopping",
              "alpha STOPPING",
              "alpha STOPPED",
              "Stopped");
    }
  }

  @Test
  void extensionsAreActivatedInTheOrderOfTheirRequirementsAndStoppedInReverse() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(TestKernel.How.BUNDLE, ExtensionJar.of("app").requires("beta"), "app")
              .with(TestKernel.How.LINKED, ExtensionJar.of("beta").requires("gamma"), "beta")
              .with(TestKernel.How.BUNDLE, ExtensionJar.of("gamma"), "gamma")
              .boot();

      assertThat(kernel.stop().isClean()).isTrue();
      assertThat(test.journal())
          .containsExactly(
              "gamma activate",
              "beta activate",
              "app activate",
              "app deactivate",
              "beta deactivate",
              "gamma deactivate");
    }
  }

  @ParameterizedTest
  @EnumSource(TestKernel.How.class)
  void anExtensionsProcessesRunBelowItsOwnSupervisorWhichLeadsTheirGroup(TestKernel.How how) {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(
                  how,
                  ExtensionJar.of("alpha")
                      .activate(
                          "Receive<Object> idle = (message, state, self) -> state;"
                              + "context.supervise(ChildSpec.worker(\"idle\", idle, null)"
                              + ".name(\"idle\"));"),
                  "alpha")
              .boot();

      SupervisionTree tree = kernel.tree(Duration.ofSeconds(5)).orElseThrow();
      assertThat(tree.children()).extracting(SupervisionTree::id).containsExactly("alpha");
      SupervisionTree alpha = tree.children().get(0);
      assertThat(alpha.pid()).isEqualTo(test.status("alpha").supervisor().orElseThrow());
      assertThat(alpha.children()).extracting(SupervisionTree::id).containsExactly("idle");
      ProcessInfo idle = kernel.runtime().info(kernel.runtime().whereis("idle")).orElseThrow();
      assertThat(idle.groupLeader()).isEqualTo(alpha.pid());
    }
  }

  @Test
  void aLinkedExtensionAndABundleMeetThroughTheirServices() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(
                  TestKernel.How.LINKED,
                  ExtensionJar.of("alpha")
                      .activate(
                          "context.provide(java.util.function.Supplier.class, () -> \"hello\");"),
                  "alpha")
              .with(
                  TestKernel.How.BUNDLE,
                  ExtensionJar.of("beta")
                      .requires("alpha")
                      .activate(
                          "note(\"hears \""
                              + " + context.require(java.util.function.Supplier.class).get());"),
                  "beta")
              .boot();

      assertThat(test.journal()).contains("beta hears hello");
      assertThat(kernel.find(Supplier.class).orElseThrow().get()).isEqualTo("hello");
    }
  }

  @Test
  void aBundleImportsThePackagesThatALinkedExtensionExports() {
    try (TestKernel test = new TestKernel(folder)) {
      ExtensionJar alpha =
          ExtensionJar.of("alpha")
              .manifest("Export-Package: greeting;version=\"1.2.0\"")
              .source(
                  "greeting.Greeter",
                  "package greeting; public interface Greeter { String greet(); }")
              .activate("context.provide(greeting.Greeter.class, () -> \"hi\");");
      test.with(TestKernel.How.LINKED, alpha, "alpha")
          .with(
              TestKernel.How.BUNDLE,
              ExtensionJar.of("beta")
                  .against(folder.resolve("linked/alpha.jar"))
                  .requires("alpha")
                  .imports("greeting;version=\"[1.2,2)\"")
                  .activate("note(context.require(greeting.Greeter.class).greet());"),
              "beta")
          .boot();

      assertThat(test.journal()).contains("beta hi");
      assertThat(test.failure("beta")).isEmpty();
    }
  }

  @Test
  void aBundleMayImportJavasPackagesByName() {
    try (TestKernel test = new TestKernel(folder)) {
      test.with(
              TestKernel.How.BUNDLE,
              ExtensionJar.of("alpha")
                  .imports("java.lang,java.util.function,javax.net.ssl,org.w3c.dom")
                  .manifest(
                      "Require-Capability:"
                          + " osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\""),
              "alpha")
          .boot();

      assertThat(test.failure("alpha")).isEmpty();
    }
  }

  @Test
  void aBundleWithoutADescriptorIsALibraryThatOthersImportFrom() {
    try (TestKernel test = new TestKernel(folder)) {
      Path library =
          ExtensionJar.of("library")
              .withoutDescriptor()
              .manifest("Export-Package: words;version=\"1.0.0\"")
              .source("words.Word", "package words; public interface Word { int LENGTH = 7; }")
              .in(test.path());
      Kernel kernel =
          test.with(
                  TestKernel.How.BUNDLE,
                  ExtensionJar.of("alpha")
                      .against(library)
                      .imports("words")
                      .activate("note(Class.forName(\"words.Word\").getName());"),
                  "alpha")
              .boot();

      assertThat(test.journal()).contains("alpha words.Word");
      assertThat(kernel.status().extensions()).hasSize(1);
    }
  }

  @Test
  void aListenerThatThrowsDisturbsNobody() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel = test.with(TestKernel.How.BUNDLE, ExtensionJar.of("alpha"), "alpha").build();
      kernel.addListener(
          event -> {
            throw new IllegalStateException("listener");
          });

      assertThat(kernel.boot().isHealthy()).isTrue();
      assertThat(kernel.stop().isClean()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(TestKernel.How.class)
  void callbacksRunWithTheExtensionsClassLoaderAsContext(TestKernel.How how) {
    try (TestKernel test = new TestKernel(folder)) {
      test.with(
              how,
              ExtensionJar.of("alpha")
                  .activate(
                      "note(\"\" + (Thread.currentThread().getContextClassLoader()"
                          + " == getClass().getClassLoader()));"),
              "alpha")
          .boot();

      assertThat(test.journal()).contains("alpha true");
    }
  }

  @Test
  void settingsReachTheExtensionCheckedAndTyped() {
    try (TestKernel test = new TestKernel(folder)) {
      test.with(
              TestKernel.How.BUNDLE,
              ExtensionJar.of("alpha")
                  .settings("wait { type = duration, default = 3s }\nname { type = string }")
                  .activate(
                      "note(context.settings().duration(\"wait\") + \" \""
                          + " + context.settings().string(\"name\"));"),
              "alpha",
              "name = board")
          .boot();

      assertThat(test.journal()).contains("alpha PT3S board");
    }
  }

  @Test
  void anExtensionHasAFolderOfItsOwn() {
    try (TestKernel test = new TestKernel(folder)) {
      test.with(
              TestKernel.How.BUNDLE, ExtensionJar.of("alpha").activate("context.data();"), "alpha")
          .boot();

      assertThat(test.home().resolve("data/alpha")).isDirectory();
    }
  }

  @Test
  void aKernelWithoutExtensionsIsReadyToo() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel = test.boot();

      assertThat(kernel.status().state()).isEqualTo(KernelState.READY);
      assertThat(kernel.status().extensions()).isEmpty();
      assertThat(kernel.tree(Duration.ofSeconds(5)).orElseThrow().children()).isEmpty();
    }
  }
}
