package dev.mob.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mob.kernel.TestKernel.How;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailingExtensionTest {
  private static final String CRASHES_ON_MESSAGE =
      "GenServer<Integer> fragile = new GenServer<>() {"
          + " public Init<Integer> init(Object argument, Self self) { return Init.ok(0); }"
          + " public Next<Integer> handleInfo(Object message, Integer state, Self self) {"
          + "   throw new IllegalStateException(\"struck\"); } };"
          + "context.supervise(ChildSpec.worker(\"fragile\", fragile, null).name(\"fragile\"));";

  private static final String GIVES_A_SERVICE =
      "context.provide(java.util.function.Supplier.class, () -> \"here\");";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(How.class)
  void oneThatThrowsIsFailedWithItsCauseAndTheOthersRun(How how) {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(
                  how,
                  ExtensionJar.of("bad")
                      .activate(GIVES_A_SERVICE + "throw new java.io.IOException(\"no radio\");"),
                  "bad")
              .with(how, ExtensionJar.of("good"), "good")
              .boot();

      assertThat(kernel.status().state()).isEqualTo(KernelState.READY);
      assertThat(test.status("bad").state()).isEqualTo(ExtensionState.FAILED);
      assertThat(test.failure("bad")).isEqualTo("activate threw IOException: no radio");
      assertThat(test.status("bad").failure().orElseThrow().detail())
          .contains("at ext.bad.Main.activate");
      assertThat(kernel.find(Supplier.class)).isEmpty();
      assertThat(test.status("good").state()).isEqualTo(ExtensionState.ACTIVE);
      assertThat(test.journal()).doesNotContain("bad deactivate");
    }
  }

  @Test
  void oneThatBlocksIsInterruptedAfterItsTimeAndTheOthersRun() {
    try (TestKernel test = new TestKernel(folder)) {
      test.setting("activation-timeout = 3s")
          .with(
              How.BUNDLE,
              ExtensionJar.of("slow")
                  .activate("new java.util.concurrent.CountDownLatch(1).await();"),
              "slow")
          .with(How.BUNDLE, ExtensionJar.of("good"), "good")
          .boot();

      assertThat(test.status("slow").state()).isEqualTo(ExtensionState.FAILED);
      assertThat(test.failure("slow"))
          .isEqualTo("activate did not return within 3000 ms and was interrupted");
      assertThat(test.status("slow").failure().orElseThrow().detail())
          .contains("ext.slow.Main.activate");
      assertThat(test.status("good").state()).isEqualTo(ExtensionState.ACTIVE);
    }
  }

  @Test
  void oneThatDoesNotObeyAnInterruptIsLeftBehindAndRegistersNothingMore() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.setting("activation-timeout = 3s")
              .with(
                  How.BUNDLE,
                  ExtensionJar.of("deaf")
                      .activate(
                          "while (!Files.exists(context.home().resolve(\"release\"))) {"
                              + "  Thread.onSpinWait(); }"
                              + "try { "
                              + GIVES_A_SERVICE
                              + " note(\"gave\"); }"
                              + " catch (IllegalStateException e) { note(\"refused\"); }"),
                  "deaf")
              .with(How.BUNDLE, ExtensionJar.of("good"), "good")
              .boot();

      assertThat(test.failure("deaf"))
          .startsWith("activate did not return within 3000 ms; its thread mob-deaf-activate")
          .endsWith("does not obey an interrupt and was abandoned");
      assertThat(test.status("good").state()).isEqualTo(ExtensionState.ACTIVE);

      assertThat(test.home().resolve("release").toFile().mkdir()).isTrue();
      await().untilAsserted(() -> assertThat(test.journal()).contains("deaf refused"));
      assertThat(kernel.find(Supplier.class)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(How.class)
  void oneThatExhaustsItsRestartsIsFailedAndTheRootAndTheOthersRunOn(How how) {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.setting("restarts { intensity = 2, period = 1m }")
              .with(
                  how, ExtensionJar.of("bad").activate(GIVES_A_SERVICE + CRASHES_ON_MESSAGE), "bad")
              .with(how, ExtensionJar.of("good"), "good")
              .boot();
      assertThat(kernel.find(Supplier.class)).isPresent();

      await()
          .untilAsserted(
              () -> {
                if (kernel.runtime().whereis("fragile") != null) {
                  kernel.runtime().send(kernel.runtime().whereis("fragile"), "strike");
                }
                assertThat(test.status("bad").state()).isEqualTo(ExtensionState.FAILED);
              });
      assertThat(test.failure("bad"))
          .startsWith("its processes had to be restarted more than 2 times in 60000 ms");
      assertThat(kernel.find(Supplier.class)).isEmpty();
      assertThat(test.status("good").state()).isEqualTo(ExtensionState.ACTIVE);
      assertThat(kernel.runtime().isAlive(kernel.status().root().orElseThrow())).isTrue();
    }
  }

  @Test
  void oneCrashHealsAndTheExtensionStaysActive() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(How.BUNDLE, ExtensionJar.of("alpha").activate(CRASHES_ON_MESSAGE), "alpha")
              .boot();
      Pid before = kernel.runtime().whereis("fragile");

      kernel.runtime().send(before, "strike");
      await()
          .untilAsserted(
              () ->
                  assertThat(kernel.runtime().whereis("fragile")).isNotNull().isNotEqualTo(before));
      assertThat(test.status("alpha").state()).isEqualTo(ExtensionState.ACTIVE);
    }
  }

  @Test
  void oneWhoseSupervisorIsKilledIsFailedAndTheOthersRun() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(How.BUNDLE, ExtensionJar.of("alpha"), "alpha")
              .with(How.BUNDLE, ExtensionJar.of("good"), "good")
              .boot();

      kernel.runtime().exit(test.status("alpha").supervisor().orElseThrow(), ExitReason.KILL);
      await()
          .untilAsserted(
              () -> assertThat(test.status("alpha").state()).isEqualTo(ExtensionState.FAILED));
      assertThat(test.failure("alpha")).isEqualTo("its supervisor ended: killed");
      assertThat(test.status("good").state()).isEqualTo(ExtensionState.ACTIVE);
    }
  }

  @Test
  void dependantsAreStoppedBeforeTheFailedOneIsTakenDown() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.setting("restarts { intensity = 0, period = 1m }")
              .with(
                  How.BUNDLE,
                  ExtensionJar.of("low").activate(GIVES_A_SERVICE + CRASHES_ON_MESSAGE),
                  "low")
              .with(
                  How.BUNDLE,
                  ExtensionJar.of("middle")
                      .requires("low")
                      .fields("java.util.function.Supplier<?> low;")
                      .activate("low = context.require(java.util.function.Supplier.class);")
                      .deactivate(
                          "note(\"still hears \" +"
                              + " context.find(java.util.function.Supplier.class).isPresent());"),
                  "middle")
              .with(How.BUNDLE, ExtensionJar.of("top").requires("middle"), "top")
              .with(How.BUNDLE, ExtensionJar.of("aside"), "aside")
              .boot();

      kernel.runtime().send(kernel.runtime().whereis("fragile"), "strike");
      await()
          .untilAsserted(
              () -> assertThat(test.status("low").state()).isEqualTo(ExtensionState.FAILED));
      assertThat(test.journal())
          .containsSubsequence("top deactivate", "middle deactivate", "middle still hears true");
      assertThat(test.events()).containsSubsequence("top STOPPED", "middle STOPPED", "low FAILED");
      assertThat(test.status("top").state()).isEqualTo(ExtensionState.STOPPED);
      assertThat(test.failure("top")).startsWith("requires low, which failed: its processes");
      assertThat(test.status("aside").state()).isEqualTo(ExtensionState.ACTIVE);
    }
  }

  @Test
  void whatRequiresAFailedOneIsNotActivated() {
    try (TestKernel test = new TestKernel(folder)) {
      test.with(
              How.BUNDLE,
              ExtensionJar.of("low").activate("throw new Exception(\"broken\");"),
              "low")
          .with(How.BUNDLE, ExtensionJar.of("top").requires("low"), "top")
          .boot();

      assertThat(test.status("top").state()).isEqualTo(ExtensionState.STOPPED);
      assertThat(test.failure("top"))
          .isEqualTo("requires low, which failed: activate threw Exception: broken");
      assertThat(test.journal()).containsExactly("low activate");
    }
  }

  @Test
  void anUnresolvableBundleFailsWithTheNameOfWhatIsMissing() {
    try (TestKernel test = new TestKernel(folder)) {
      test.with(How.BUNDLE, ExtensionJar.of("bad").imports("org.nowhere"), "bad")
          .with(How.BUNDLE, ExtensionJar.of("good"), "good")
          .boot();

      assertThat(test.failure("bad"))
          .startsWith("its bundle cannot be resolved")
          .contains("org.nowhere");
      assertThat(test.status("good").state()).isEqualTo(ExtensionState.ACTIVE);
    }
  }

  @Test
  void anActivatorOfTheBundlesOwnThatThrowsIsAFailureLikeAnyOther() {
    try (TestKernel test = new TestKernel(folder)) {
      ExtensionJar bad =
          ExtensionJar.of("bad")
              .manifest("Bundle-Activator: ext.bad.Activator")
              .imports("org.osgi.framework;version=\"[1.9,2)\"")
              .source(
                  "ext.bad.Activator",
                  "package ext.bad; import org.osgi.framework.*;"
                      + "public class Activator implements BundleActivator {"
                      + " public void start(BundleContext c) {"
                      + "   throw new IllegalArgumentException(\"not today\"); }"
                      + " public void stop(BundleContext c) {} }");
      test.with(How.BUNDLE, bad, "bad").with(How.BUNDLE, ExtensionJar.of("good"), "good").boot();

      assertThat(test.failure("bad")).contains("IllegalArgumentException: not today");
      assertThat(test.status("good").state()).isEqualTo(ExtensionState.ACTIVE);
    }
  }

  @Test
  void aCopyOfTheKernelsClassesInTheJarIsNamedAsTheMistake() {
    try (TestKernel test = new TestKernel(folder)) {
      ExtensionJar bad =
          ExtensionJar.of("bad")
              .source(
                  "dev.mob.extension.Extension",
                  "package dev.mob.extension; public interface Extension {"
                      + " void activate(ExtensionContext context) throws Exception;"
                      + " void deactivate() throws Exception;"
                      + " boolean reconfigure(dev.mob.config.Settings s) throws Exception; }")
              .importing("dev.mob.config,dev.mob.process,dev.mob.host,org.slf4j");
      test.with(How.BUNDLE, bad, "bad").boot();

      assertThat(test.failure("bad"))
          .contains("does not implement dev.mob.extension.Extension of the kernel but a copy");
    }
  }

  @Test
  void aFailureInALinkageIsAFailureOfThatExtensionAlone() {
    try (TestKernel test = new TestKernel(folder)) {
      test.with(
              How.BUNDLE,
              ExtensionJar.of("bad").activate("throw new NoClassDefFoundError(\"gone/Away\");"),
              "bad")
          .with(How.BUNDLE, ExtensionJar.of("good"), "good")
          .boot();

      assertThat(test.failure("bad")).isEqualTo("activate threw NoClassDefFoundError: gone/Away");
      assertThat(test.status("good").state()).isEqualTo(ExtensionState.ACTIVE);
    }
  }
}
