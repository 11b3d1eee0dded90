package dev.mob.host.jvm.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mob.background.Background;
import dev.mob.background.BackgroundStatus.ScheduledWork;
import dev.mob.background.WorkRequest;
import dev.mob.host.jvm.JvmHost;
import dev.mob.kernel.ExtensionState;
import dev.mob.kernel.ExtensionStatus;
import dev.mob.kernel.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database that background opens when the boot is over, or when somebody needs it. */
final class WorkDatabaseTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private Path conf;
  private Path database;

  @BeforeEach
  void configure() throws IOException {
    conf = folder.resolve("mob.conf");
    Files.writeString(conf, "mob.extensions.background {}");
    database = JvmHost.homeFor(conf).resolve("data/background/state.db");
  }

  @Test
  void itIsOpenedByItselfWhenTheBootIsOver() {
    try (Kernel kernel = JvmHost.of(conf).build()) {
      kernel.boot();

      await().atMost(LONG_ENOUGH).until(() -> Files.exists(database));
    }
  }

  @Test
  void oneThatCannotBeOpenedFailsTheExtensionWithItsCause() throws IOException {
    Files.createDirectories(database); // a folder is in the way

    try (Kernel kernel = JvmHost.of(conf).build()) {
      kernel.boot();

      await().atMost(LONG_ENOUGH).until(() -> background(kernel).state() == ExtensionState.FAILED);
      assertThat(background(kernel).failure().orElseThrow().toString())
          .contains("StateFailure")
          .contains(database.toString());
    }
  }

  @Test
  void workThatWasScheduledBeforeAStopIsThereWhenTheBootIsOver() {
    try (Kernel kernel = JvmHost.of(conf).build()) {
      kernel.boot();
      kernel
          .find(Background.class)
          .orElseThrow()
          .schedule(WorkRequest.once("later", "nobody").delay(Duration.ofDays(1)));
    }

    try (Kernel kernel = JvmHost.of(conf).build()) {
      kernel.boot();

      assertThat(kernel.find(Background.class).orElseThrow().status().work())
          .extracting(ScheduledWork::name)
          .containsExactly("later");
    }
  }

  private static ExtensionStatus background(Kernel kernel) {
    return kernel.status().extension("background").orElseThrow();
  }
}
