package dev.mob.host.jvm.background;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.background.AppState;
import dev.mob.background.Background;
import dev.mob.background.LaunchReason;
import dev.mob.background.Lifecycle;
import dev.mob.background.LifecycleEvent;
import dev.mob.background.WorkRequest;
import dev.mob.host.jvm.JvmHost;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.KernelState;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Receive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes hear of their life on a JVM. */
final class JvmLifecycleTest {
  @TempDir private Path folder;
  private Path conf;

  private final List<LifecycleEvent> heard = new CopyOnWriteArrayList<>();

  @BeforeEach
  void configure() throws IOException {
    conf = folder.resolve("mob.conf");
    Files.writeString(conf, "mob.extensions.background {}");
  }

  /** A process that notes what it hears, and does something at the end. */
  private void listening(Kernel kernel, Runnable atTheEnd) {
    ProcessRuntime runtime = kernel.runtime();
    Receive<Object> listener =
        (message, state, self) -> {
          if (message instanceof LifecycleEvent.Terminating) {
            atTheEnd.run();
          }
          heard.add((LifecycleEvent) message);
          return state;
        };
    Pid pid = runtime.spawn(listener, null);
    kernel.find(Lifecycle.class).orElseThrow().subscribe(pid);
  }

  @Test
  void aProcessHearsThatItIsLaunchedActiveAndAboutToBeStoppedWhileAllElseStillRuns() {
    Kernel kernel = JvmHost.of(conf).build();
    kernel.boot();
    Background background = kernel.find(Background.class).orElseThrow();
    listening(
        kernel,
        () -> background.schedule(WorkRequest.once("last", "nobody").delay(Duration.ofDays(1))));

    kernel.stop();

    assertThat(heard)
        .hasSize(3)
        .startsWith(new LifecycleEvent.Launching(LaunchReason.COLD), new LifecycleEvent.Active());
    assertThat(heard.get(2))
        .isInstanceOfSatisfying(
            LifecycleEvent.Terminating.class, event -> assertThat(event.left()).isPositive());
    try (Kernel next = JvmHost.of(conf).build()) {
      next.boot();
      assertThat(next.find(Background.class).orElseThrow().status().work())
          .as("what was done at the last moment counts")
          .extracting("name")
          .containsExactly("last");
    }
  }

  @Test
  void aProcessThatHangsAtTheEndDoesNotKeepTheKernelFromStopping() {
    Kernel kernel = JvmHost.of(conf).build();
    kernel.boot();
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    listening(
        kernel,
        () -> {
          told.countDown();
          await(hangs);
        });
    Lifecycle lifecycle = kernel.find(Lifecycle.class).orElseThrow();

    try {
      kernel.stop(Duration.ofSeconds(2));

      assertThat(lifecycle.state()).isEqualTo(AppState.TERMINATING);
      assertThat(told.getCount()).isZero();
      assertThat(kernel.status().state()).isEqualTo(KernelState.STOPPED);
    } finally {
      hangs.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
