package dev.mob.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mob.config.ConfigurationException;
import dev.mob.kernel.TestKernel.How;
import dev.mob.process.Pid;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {
  private static final String WORKER =
      "Receive<Object> idle = (message, state, self) -> state;"
          + "context.supervise(ChildSpec.worker(\"w\", idle, null).name(context.id()));";

  @TempDir Path folder;

  @Test
  void whatIsNoLongerGrantedIsTakenFromTheExtensionByStartingItAgain() {
    try (TestKernel test = new TestKernel(folder)) {
      String trust = "trust.permissions.alpha = ";
      ExtensionJar alpha =
          ExtensionJar.of("alpha")
              .descriptor("permissions = [network]")
              .activate("note(\"\" + context.findAll(java.util.function.Supplier.class).size());");
      ExtensionJar giver =
          ExtensionJar.of("giver")
              .activate(
                  "context.provide(java.util.function.Supplier.class, () -> 1,"
                      + " Map.of(ServiceProperties.PERMISSION, \"network\"));");
      test.add(TestKernel.How.BUNDLE, alpha).add(TestKernel.How.BUNDLE, giver).build();
      String conf = "mob { extension-path = [extensions], extensions { giver {}, alpha {} }, %s }";
      test.writeConf(String.format(conf, trust + "[network]"));
      Kernel kernel = test.kernel();
      kernel.boot();
      test.writeConf(String.format(conf, trust + "[]"));

      ReloadReport report = kernel.reload();

      assertThat(report.restarted()).containsExactly("alpha");
      assertThat(test.journal())
          .containsSubsequence("alpha activate", "alpha 1", "alpha activate", "alpha 0");
    }
  }

  @Test
  void onlyTheDifferenceIsApplied() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(How.BUNDLE, ExtensionJar.of("kept").activate(WORKER), "kept")
              .with(How.LINKED, ExtensionJar.of("gone"), "gone")
              .add(How.BUNDLE, ExtensionJar.of("fresh"))
              .boot();
      Pid kept = kernel.runtime().whereis("kept");

      conf(test, "kept {}\n fresh {}");
      ReloadReport report = kernel.reload();
      assertThat(report.started()).containsExactly("fresh");
      assertThat(report.stopped()).containsExactly("gone");
      assertThat(report.unchanged()).containsExactly("kept");
      assertThat(test.journal())
          .containsExactly("kept activate", "gone activate", "gone deactivate", "fresh activate");
      assertThat(kernel.runtime().whereis("kept")).isEqualTo(kept);
      assertThat(kernel.status().extensions())
          .extracting(ExtensionStatus::id)
          .containsExactly("kept", "fresh");
    }
  }

  @Test
  void changedSettingsAreTakenOverWhileTheExtensionRuns() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(
                  How.BUNDLE,
                  ExtensionJar.of("alpha")
                      .settings("colour { type = string, default = red }")
                      .activate(WORKER)
                      .reconfigure("note(settings.string(\"colour\")); return true;"),
                  "alpha")
              .boot();
      Pid before = kernel.runtime().whereis("alpha");

      conf(test, "alpha { colour = blue }");
      assertThat(kernel.reload().reconfigured()).containsExactly("alpha");
      assertThat(test.journal())
          .containsExactly("alpha activate", "alpha reconfigure", "alpha blue");
      assertThat(kernel.runtime().whereis("alpha")).isEqualTo(before);
      assertThat(kernel.reload().unchanged()).containsExactly("alpha");
    }
  }

  @Test
  void oneThatDoesNotTakeItsSettingsIsStartedAgainWithItsDependants() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(
                  How.BUNDLE,
                  ExtensionJar.of("low").settings("colour { type = string, default = red }"),
                  "low")
              .with(How.BUNDLE, ExtensionJar.of("top").requires("low"), "top")
              .with(How.BUNDLE, ExtensionJar.of("aside"), "aside")
              .boot();

      conf(test, "low { colour = blue }\n top {}\n aside {}");
      ReloadReport report = kernel.reload();
      assertThat(report.restarted()).containsExactlyInAnyOrder("low", "top");
      assertThat(report.unchanged()).containsExactly("aside");
      assertThat(test.journal())
          .endsWith(
              "low reconfigure",
              "top deactivate",
              "low deactivate",
              "low activate",
              "top activate");
      assertThat(kernel.status().isHealthy()).isTrue();
    }
  }

  @Test
  void aFileWithMistakesChangesNothing() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(How.BUNDLE, ExtensionJar.of("alpha"), "alpha")
              .with(How.BUNDLE, ExtensionJar.of("beta"), "beta")
              .boot();

      conf(test, "alpha { nonsense = 1 }");
      assertThatThrownBy(kernel::reload)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("nonsense");
      assertThat(test.journal()).containsExactly("alpha activate", "beta activate");
      assertThat(kernel.status().isHealthy()).isTrue();
    }
  }

  @Test
  void aFailedOneIsTriedAgainWhenItsSettingsChangeAndSoIsWhatWaitedForIt() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(
                  How.BUNDLE,
                  ExtensionJar.of("low")
                      .settings("works { type = boolean, default = false }")
                      .activate(
                          "if (!context.settings().bool(\"works\")) throw new Exception(\"no\");"),
                  "low")
              .with(How.BUNDLE, ExtensionJar.of("top").requires("low"), "top")
              .boot();
      assertThat(kernel.status().isHealthy()).isFalse();

      conf(test, "low { works = true }\n top {}");
      kernel.reload();
      assertThat(kernel.status().isHealthy()).isTrue();
    }
  }

  @Test
  void aNewVersionOfAJarReplacesTheOldOne() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(How.BUNDLE, ExtensionJar.of("alpha").activate("note(\"old\");"), "alpha")
              .boot();

      ExtensionJar.of("alpha").version("1.1.0").activate("note(\"new\");").in(test.path());
      assertThat(kernel.reload().restarted()).containsExactly("alpha");
      assertThat(test.journal()).endsWith("alpha deactivate", "alpha activate", "alpha new");
      assertThat(test.status("alpha").version()).hasToString("1.1.0");
    }
  }

  @Test
  void aJarThatWasBuiltAgainIsNoticedThoughItsVersionIsTheSame() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(How.BUNDLE, ExtensionJar.of("alpha"), "alpha")
              .with(How.BUNDLE, ExtensionJar.of("beta"), "beta")
              .boot();

      ExtensionJar.of("alpha").activate("note(\"built again\");").in(test.path());
      ReloadReport report = kernel.reload();
      assertThat(report.restarted()).containsExactly("alpha");
      assertThat(report.unchanged()).containsExactly("beta");
      assertThat(test.journal()).endsWith("alpha built again");
    }
  }

  @Test
  void theClassLoaderOfAnExtensionThatWasReplacedIsCollected() {
    try (TestKernel test = new TestKernel(folder)) {
      String gives = "context.provide(java.util.function.Supplier.class, () -> 1);";
      Kernel kernel =
          test.with(How.BUNDLE, ExtensionJar.of("alpha").activate(gives), "alpha").boot();
      WeakReference<ClassLoader> old =
          new WeakReference<>(
              kernel.find(Supplier.class).orElseThrow().getClass().getClassLoader());

      ExtensionJar.of("alpha").version("2.0.0").activate(gives).in(test.path());
      kernel.reload();
      await()
          .untilAsserted(
              () -> {
                System.gc();
                assertThat(old.get()).isNull();
              });
      assertThat(kernel.status().isHealthy()).isTrue();
    }
  }

  @Test
  void whatTakesEffectAtTheNextStartOnlyIsSaidSo() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel = test.with(How.BUNDLE, ExtensionJar.of("alpha"), "alpha").boot();

      test.writeConf(
          "mob { extension-path = [extensions], node.name = other, extensions { alpha {} } }");
      assertThat(kernel.reload().needsRestart()).containsExactly("node");
    }
  }

  private static void conf(TestKernel test, String extensions) {
    test.writeConf(
        "mob {\n  extension-path = [\"extensions\"]\n  extensions {\n" + extensions + "\n }\n}\n");
  }
}
