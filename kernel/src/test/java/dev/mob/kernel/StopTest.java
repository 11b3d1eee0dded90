package dev.mob.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mob.kernel.TestKernel.How;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StopTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(How.class)
  void everythingThatWasRegisteredIsWithdrawnInReverse(How how) {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(
                  how,
                  ExtensionJar.of("alpha")
                      .activate(
                          "context.own(() -> note(\"first resource closed\"));"
                              + "GenServer<String> worker = new GenServer<>() {"
                              + " public Init<String> init(Object a, Self self) {"
                              + "   self.trapExit(true); return Init.ok(\"\"); }"
                              + " public void terminate(ExitReason r, String s, Self self)"
                              + "   throws Exception { note(\"worker ended\"); } };"
                              + "context.supervise(ChildSpec.worker(\"w\", worker, null));"
                              + "context.provide(java.util.function.Supplier.class, () -> 1);"
                              + "context.own(() -> note(\"last resource closed\"));"),
                  "alpha")
              .boot();
      ProcessRuntime runtime = kernel.runtime();
      Pid supervisor = test.status("alpha").supervisor().orElseThrow();

      kernel.stop();
      assertThat(test.journal())
          .containsExactly(
              "alpha activate",
              "alpha deactivate",
              "alpha last resource closed",
              "alpha worker ended",
              "alpha first resource closed");
      assertThat(kernel.find(Supplier.class)).isEmpty();
      assertThat(runtime.isAlive(supervisor)).isFalse();
      assertThat(test.status("alpha").state()).isEqualTo(ExtensionState.STOPPED);
    }
  }

  @ParameterizedTest
  @EnumSource(How.class)
  void whatAProcessOpenedIsClosedAfterTheProcessHasEnded(How how) {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(
                  how,
                  ExtensionJar.of("alpha")
                      .activate(
                          "GenServer<String> worker = new GenServer<>() {"
                              + " public Init<String> init(Object a, Self self) {"
                              + "   self.trapExit(true); return Init.ok(\"\"); }"
                              + " public Next<String> handleCall(Object r, From f, String s,"
                              + "     Self self) {"
                              + "   context.own(() -> note(\"lower closed\"));"
                              + "   context.own(() -> note(\"upper closed\"));"
                              + "   return Next.reply(\"open\", s); }"
                              + " public void terminate(ExitReason r, String s, Self self)"
                              + "   throws Exception { note(\"worker ended\"); } };"
                              + "context.own(() -> note(\"first resource closed\"));"
                              + "context.supervise("
                              + "  ChildSpec.worker(\"w\", worker, null).name(\"worker\"));"),
                  "alpha")
              .boot();
      assertThat(kernel.runtime().call(kernel.runtime().whereis("worker"), "open"))
          .isEqualTo("open");

      kernel.stop();

      assertThat(test.journal())
          .containsExactly(
              "alpha activate",
              "alpha deactivate",
              "alpha worker ended",
              "alpha first resource closed",
              "alpha upper closed",
              "alpha lower closed");
    }
  }

  @Test
  void oneWhoseDeactivateBlocksDoesNotKeepTheOthersFromStopping() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(How.BUNDLE, ExtensionJar.of("first"), "first")
              .with(
                  How.BUNDLE,
                  ExtensionJar.of("deaf")
                      .activate("context.provide(java.util.function.Supplier.class, () -> 1);")
                      .deactivate(
                          "while (!Files.exists(context.home().resolve(\"release\"))) {"
                              + " Thread.onSpinWait(); }"),
                  "deaf")
              .with(How.BUNDLE, ExtensionJar.of("last"), "last")
              .boot();

      StopReport report = kernel.stop(Duration.ofSeconds(12));
      assertThat(test.home().resolve("release").toFile().mkdir()).isTrue();
      assertThat(report.overdue())
          .singleElement()
          .asString()
          .startsWith("deaf: deactivate did not return")
          .endsWith("was abandoned");
      assertThat(test.journal())
          .containsSubsequence("last deactivate", "deaf deactivate", "first deactivate");
      assertThat(kernel.status().state()).isEqualTo(KernelState.STOPPED);
    }
  }

  @Test
  void aDeactivateThatThrowsDoesNotKeepAnythingFromStopping() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(
                  How.BUNDLE,
                  ExtensionJar.of("alpha")
                      .activate("context.own(() -> note(\"closed\"));")
                      .deactivate("throw new Exception(\"no goodbye\");"),
                  "alpha")
              .boot();

      assertThat(kernel.stop().isClean()).isTrue();
      assertThat(test.journal()).endsWith("alpha deactivate", "alpha closed");
    }
  }

  @Test
  void stoppingTwiceGivesTheSameReport() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel = test.with(How.BUNDLE, ExtensionJar.of("alpha"), "alpha").boot();

      StopReport first = kernel.stop();
      assertThat(kernel.stop()).isSameAs(first);
      assertThat(test.journal()).containsOnlyOnce("alpha deactivate");
      assertThatThrownBy(kernel::boot)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("a kernel boots once");
    }
  }

  @Test
  void aStopEndsABootThatIsUnderWay() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(
                  How.BUNDLE,
                  ExtensionJar.of("slow")
                      .activate("new java.util.concurrent.CountDownLatch(1).await();"),
                  "slow")
              .with(How.BUNDLE, ExtensionJar.of("next"), "next")
              .setting("activation-timeout = 1h")
              .build();
      CompletableFuture<KernelStatus> boot = CompletableFuture.supplyAsync(kernel::boot);
      await().until(() -> test.journal().contains("slow activate"));
      assertThat(kernel.status().state()).isEqualTo(KernelState.BOOTING);
      assertThat(test.status("slow").state()).isEqualTo(ExtensionState.ACTIVATING);
      assertThat(test.status("next").state()).isEqualTo(ExtensionState.INSTALLED);

      kernel.stop();
      assertThat(boot.join().state()).isEqualTo(KernelState.STOPPED);
      assertThat(test.failure("slow")).contains("stopped before it had returned");
      assertThat(test.journal()).containsExactly("slow activate");
    }
  }

  @Test
  void aKernelThatWasNeverBootedStopsToo() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel = test.build();

      assertThat(kernel.stop().isClean()).isTrue();
      assertThat(kernel.status().state()).isEqualTo(KernelState.STOPPED);
      assertThatThrownBy(kernel::boot).isInstanceOf(IllegalStateException.class);
      assertThat(test.home()).doesNotExist();
    }
  }

  @Test
  void noThreadIsLeftAfterAStop() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(How.BUNDLE, ExtensionJar.of("alpha"), "alpha")
              .with(How.LINKED, ExtensionJar.of("beta"), "beta")
              .boot();
      assertThat(Thread.getAllStackTraces().keySet()).hasSizeGreaterThan(before.size());

      kernel.stop();
      await()
          .untilAsserted(
              () ->
                  assertThat(Thread.getAllStackTraces().keySet())
                      .filteredOn(thread -> !before.contains(thread))
                      .filteredOn(thread -> !thread.getName().startsWith("awaitility"))
                      .isEmpty());
    }
  }

  @Test
  void theClassLoaderOfABundleIsCollectedAfterAStopThoughTheKernelIsKept() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(
                  How.BUNDLE,
                  ExtensionJar.of("alpha")
                      .activate(
                          "Receive<Object> idle = (message, state, self) -> state;"
                              + "context.supervise(ChildSpec.worker(\"idle\", idle, null));"
                              + "context.provide(java.util.function.Supplier.class, () -> 1);"),
                  "alpha")
              .boot();
      WeakReference<ClassLoader> loader =
          new WeakReference<>(
              kernel.find(Supplier.class).orElseThrow().getClass().getClassLoader());
      assertThat(loader.get()).isNotSameAs(getClass().getClassLoader());

      kernel.stop();
      await()
          .untilAsserted(
              () -> {
                System.gc();
                assertThat(loader.get()).isNull();
              });
      assertThat(kernel.status().state()).isEqualTo(KernelState.STOPPED);
    }
  }
}
