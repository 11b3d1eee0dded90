package dev.mob.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mob.host.Host;
import dev.mob.kernel.TestKernel.How;
import dev.mob.process.ProcessRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir Path folder;

  /** Boots a kernel and goes on until it is killed. */
  public static final class Forked {
    public static void main(String[] arguments) {
      Kernel kernel =
          Kernel.builder(
                  Path.of(arguments[0]),
                  Host.builder("jvm", Path.of(arguments[1]))
                      .processId(ProcessHandle.current().pid())
                      .build())
              .build();
      kernel.boot();
    }
  }

  @Test
  void aSecondKernelInTheSameProcessIsRefusedAndTheFirstKeepsItsLock() {
    try (TestKernel test = new TestKernel(folder)) {
      test.boot();
      for (int i = 0; i < 2; i++) {
        Kernel second = another(test);
        assertThatThrownBy(second::boot)
            .isInstanceOf(HomeInUse.class)
            .hasMessageContaining("process " + ProcessHandle.current().pid() + " since ")
            .hasMessageContaining("choose another home folder");
        assertThat(second.status().state()).isEqualTo(KernelState.STOPPED);
      }
    }
    try (Kernel after = another(new TestKernel(folder))) {
      assertThat(after.boot().state()).isEqualTo(KernelState.READY);
    }
  }

  @Test
  void aKernelOfAnotherProcessIsNamedAndAfterAKillTheHomeIsFreeAtOnce() throws Exception {
    try (TestKernel test = new TestKernel(folder)) {
      test.with(How.BUNDLE, ExtensionJar.of("alpha"), "alpha").build();
      Process other = fork(test);
      try {
        await().until(() -> test.journal().contains("alpha activate"));
        assertThatThrownBy(another(test)::boot)
            .isInstanceOf(HomeInUse.class)
            .hasMessageContaining("in use by process " + other.pid() + " since ");
      } finally {
        other.destroyForcibly().waitFor();
      }
      try (Kernel after = another(test)) {
        assertThat(after.boot().isHealthy()).isTrue();
      }
    }
  }

  @Test
  void whatAKillLeavesInTheFrameworksStorageDoesNotMatter() throws Exception {
    try (TestKernel test = new TestKernel(folder)) {
      test.with(How.BUNDLE, ExtensionJar.of("alpha"), "alpha").build();
      Process other = fork(test);
      await().until(() -> test.journal().contains("alpha activate"));
      other.destroyForcibly().waitFor();
      try (Stream<Path> all = Files.walk(test.home().resolve("framework"))) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          Files.write(file, "garbage".getBytes(StandardCharsets.UTF_8));
        }
      }

      try (Kernel after = another(test)) {
        assertThat(after.boot().isHealthy()).isTrue();
      }
    }
  }

  @Test
  void aBootThatFailsOnItsWayEndsWhatItBeganAndFreesTheHome() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    ProcessRuntime closed = ProcessRuntime.builder().build();
    closed.close();
    try (TestKernel test = new TestKernel(folder)) {
      test.build();
      Kernel kernel =
          Kernel.builder(test.conf(), Host.builder("jvm", test.home()).build())
              .runtime(closed)
              .build();

      assertThatThrownBy(kernel::boot).isInstanceOf(BootFailed.class);
      assertThat(kernel.status().state()).isEqualTo(KernelState.STOPPED);
      await()
          .untilAsserted(
              () ->
                  assertThat(Thread.getAllStackTraces().keySet())
                      .filteredOn(thread -> !before.contains(thread))
                      .extracting(Thread::getName)
                      .noneMatch(name -> name.contains("Felix")));
      try (Kernel after = another(test)) {
        assertThat(after.boot().state()).isEqualTo(KernelState.READY);
      }
    }
  }

  @Test
  void aHomeThatCannotBeMadeIsSaidSo() throws IOException {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel = test.build();
      Files.write(test.home(), new byte[0]);

      assertThatThrownBy(kernel::boot)
          .isInstanceOf(BootFailed.class)
          .hasMessageContaining("home folder " + test.home() + " cannot be made");
    }
  }

  private static Kernel another(TestKernel test) {
    if (!Files.exists(test.conf())) {
      test.writeConf("mob {}");
    }
    return Kernel.builder(test.conf(), Host.builder("jvm", test.home()).build()).build();
  }

  private static Process fork(TestKernel test) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Forked.class.getName(),
            test.conf().toString(),
            test.home().toString())
        .inheritIO()
        .start();
  }
}
