package dev.mob.host.android;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.host.jvm.JvmHost;
import dev.mob.kernel.ExtensionState;
import dev.mob.kernel.ExtensionStatus;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.KernelStatus;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

/**
 * Measures; {@code benchmarks/run hosts} runs it, and no build does. The same mob.conf with the
 * same five linked extensions boots in turn on Android's framework, with what {@link MobHost}
 * offers, and on a JVM as {@link JvmHost} has it. One JVM runs both: there the kernel's classes are
 * the JVM's own loader's, here they are Robolectric's, which rewrites each as it is loaded.
 *
 * <p>Writes {@code RESULT name value} lines to target/boot-figures.txt.
 */
@RunWith(PhoneRunner.class)
@Config(application = TestApplication.class, sdk = 35)
public final class BootFigures {
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 25;
  private static final Map<String, String> VARIABLES = Map.of("COOKIE", "a-cookie-of-the-app");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final TestApplication application = (TestApplication) RuntimeEnvironment.getApplication();
  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

  @Test
  public void five_linked_extensions() throws Exception {
    long before = heapInUse();
    long firstOnAndroid = onAndroid();
    final long heap = heapInUse() - before;
    application.mob().stop();
    long firstOnJvm = onJvm();
    List<Long> android = new ArrayList<>();
    List<Long> jvm = new ArrayList<>();
    for (int i = 0; i < WARM_UP + ROUNDS; i++) {
      // Each goes first every other time.
      if (i % 2 == 1) {
        jvm.add(onJvm());
      }
      android.add(onAndroid());
      application.mob().stop();
      if (i % 2 == 0) {
        jvm.add(onJvm());
      }
    }
    Files.write(
        Path.of("target", "boot-figures.txt"),
        List.of(
            "RESULT first_boot_android_ms " + millis(firstOnAndroid),
            "RESULT first_boot_jvm_ms " + millis(firstOnJvm),
            "RESULT boot_android_ms " + millis(median(android)),
            "RESULT boot_jvm_ms " + millis(median(jvm)),
            "RESULT boot_ratio " + Math.round(100.0 * median(android) / median(jvm)) / 100.0,
            "RESULT heap_of_a_booted_kernel_bytes " + heap));
  }

  private static String millis(long nanos) {
    return String.valueOf(nanos / 100_000 / 10.0);
  }

  private static long median(List<Long> times) {
    long[] sorted = times.stream().skip(WARM_UP).mapToLong(Long::longValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** What is reachable: collected several times, since what has a finalizer goes one later. */
  private long heapInUse() {
    long[] seen = new long[5];
    for (int i = 0; i < seen.length; i++) {
      memory.gc();
      System.runFinalization();
      seen[i] = memory.getHeapMemoryUsage().getUsed();
    }
    return Arrays.stream(seen).min().getAsLong();
  }

  private long onAndroid() throws Exception {
    long begin = System.nanoTime();
    MobHost host =
        application.start(
            app -> {
              VARIABLES.forEach(app::variable);
              return app.confText("mob.conf", TestExtensions.CONF).linked(TestExtensions.linked());
            });
    KernelStatus status = host.ready().get(120, TimeUnit.SECONDS);
    final long took = System.nanoTime() - begin;
    assertThat(status.extensions()).hasSize(5);
    assertThat(status.extensions())
        .extracting(ExtensionStatus::state)
        .containsOnly(ExtensionState.ACTIVE);
    return took;
  }

  private long onJvm() throws Exception {
    return (Long)
        ClassLoader.getSystemClassLoader()
            .loadClass("dev.mob.host.android.BootFigures$OnJvm")
            .getMethod("boot", Path.class)
            .invoke(null, folder.newFolder().toPath());
  }

  /** Loaded by the JVM's own loader, outside of Robolectric's Android. */
  public static final class OnJvm {
    private OnJvm() {}

    /** Boots a kernel, stops it, and answers how many nanoseconds the boot took. */
    public static Long boot(Path home) throws IOException {
      // The provider that the build names, for Android's side, writes to Logcat.
      System.setProperty("slf4j.provider", "org.slf4j.jul.JULServiceProvider");
      Path conf = Files.writeString(home.resolve("mob.conf"), TestExtensions.CONF);
      long begin = System.nanoTime();
      try (Kernel kernel =
          JvmHost.of(conf).environment(VARIABLES).linkedBy(TestExtensions.classPath()).build()) {
        KernelStatus status = kernel.boot();
        long took = System.nanoTime() - begin;
        assertThat(status.extensions()).hasSize(5);
        assertThat(status.extensions())
            .extracting(ExtensionStatus::state)
            .containsOnly(ExtensionState.ACTIVE);
        return took;
      }
    }
  }
}
