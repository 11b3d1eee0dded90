package dev.mob.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.testkit.MobNode;
import dev.mob.testkit.Probe;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A well-behaved extension passes, linked. */
final class ExtensionConformanceTest {

  @Nested
  final class Ticker implements ExtensionConformance {
    @Override
    public String extension() {
      return "ticker";
    }

    @Override
    public String settings() {
      return "every = 1ms";
    }

    @Override
    public boolean isLinked() {
      return true;
    }

    @Override
    public boolean isShared(String className) {
      return className.startsWith("dev.mob.background.");
    }

    @Override
    public void use(MobNode node) {
      Probe clock = node.probe("clock");
      clock.next();
      node.runtime().exit(clock.pid(), dev.mob.process.ExitReason.KILL);
    }
  }

  @Nested
  final class Background implements ExtensionConformance {
    @Override
    public String extension() {
      return "background";
    }

    @Override
    public boolean isLinked() {
      return true;
    }

    /** It offers its contracts to the whole app; what is behind them comes and goes. */
    @Override
    public boolean isShared(String className) {
      return className.startsWith("dev.mob.background.")
          && !className.startsWith("dev.mob.background.internal.")
          && !className.equals("dev.mob.background.BackgroundExtension");
    }
  }

  /** An extension that leaves something behind is found out. */
  @Nested
  final class ALeak {
    @ParameterizedTest
    @CsvSource({"process, process <", "name, registered name left", "thread, thread left behind"})
    void is_named(String leak, String finding) {
      assertThatThrownBy(
              () -> new Leaking(leak).its_end_leaves_no_process_name_service_or_thread_behind())
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(finding);
    }

    @Test
    void of_a_class_is_found() {
      try {
        assertThatThrownBy(() -> new Leaking("class").its_end_leaves_no_class_loader_behind())
            .isInstanceOf(AssertionError.class)
            .hasMessageContaining("the classes of extension ticker are not unloaded");
      } finally {
        System.getProperties().remove("left behind");
      }
    }
  }

  /** Not run by itself: it fails. */
  private record Leaking(String what) implements ExtensionConformance {
    @Override
    public String extension() {
      return "ticker";
    }

    @Override
    public String settings() {
      return "leaks = " + what;
    }

    @Override
    public boolean isLinked() {
      return true;
    }

    @Override
    public boolean isShared(String className) {
      return className.startsWith("dev.mob.background.");
    }

    @Override
    public Duration patience() {
      return Duration.ofSeconds(2);
    }
  }
}
