package dev.mob.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.config.Checked;
import dev.mob.config.ConfigurationException;
import dev.mob.config.Diagnostic;
import dev.mob.kernel.TestKernel.How;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootPlanTest {
  @TempDir Path folder;

  @Test
  void aPlanOrdersByRequirementsAndKeepsTheFilesOrderOtherwise() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(How.BUNDLE, ExtensionJar.of("zulu"), "zulu")
              .with(How.BUNDLE, ExtensionJar.of("app").requires("kilo"), "app")
              .with(How.BUNDLE, ExtensionJar.of("kilo"), "kilo")
              .with(How.BUNDLE, ExtensionJar.of("alpha"), "alpha")
              .build();

      BootPlan plan = kernel.check().orThrow();
      assertThat(plan.order())
          .extracting(PlannedExtension::id)
          .containsExactly("zulu", "kilo", "app", "alpha");
      assertThat(kernel.status().state()).isEqualTo(KernelState.NEW);
      assertThat(test.home()).doesNotExist();
    }
  }

  @Test
  void whatIsMissingIsReportedWhereMobConfNamesTheExtensionThatNeedsIt() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(How.BUNDLE, ExtensionJar.of("app").requires("kilo", "lima"), "app")
              .add(How.BUNDLE, ExtensionJar.of("kilo"))
              .build();

      List<Diagnostic> errors = kernel.check().diagnostics().errors();
      assertThat(errors)
          .extracting(Diagnostic::message)
          .containsExactly(
              "requires kilo, which mob.conf does not activate",
              "requires lima, which was not found");
      assertThat(errors).extracting(error -> error.position().line()).containsOnly(4);
      assertThat(errors).extracting(error -> error.position().column()).containsOnly(5);
      assertThat(errors).extracting(Diagnostic::path).containsOnly("extensions.app");
      assertThat(errors.get(0).mend()).isEqualTo("add 'kilo {}' to extensions");
    }
  }

  @Test
  void mobConfHasToSayWhetherAnExtensionThatWasBroughtInMayHaveWhatItDeclares() {
    try (TestKernel test = new TestKernel(folder)) {
      String declares = "permissions = [network, push]";
      Kernel kernel =
          test.setting("trust.permissions { partly = [push] }")
              .with(How.LINKED, ExtensionJar.of("linked").descriptor(declares), "linked")
              .with(How.BUNDLE, ExtensionJar.of("unknown").descriptor(declares), "unknown")
              .with(How.BUNDLE, ExtensionJar.of("partly").descriptor(declares), "partly")
              .build();

      Checked<BootPlan> checked = kernel.check();

      assertThat(checked.diagnostics().errors())
          .extracting(Diagnostic::path)
          .containsExactly("extensions.unknown");
      assertThat(checked.diagnostics().errors().get(0).mend())
          .isEqualTo("grant with trust.permissions { unknown = [network, push] }, or less");
      assertThat(checked.diagnostics().warnings())
          .extracting(Diagnostic::message)
          .containsExactly(
              "declares the permission network, which mob.conf does not grant: what takes it will"
                  + " be refused");
    }
  }

  @Test
  void aVersionThatDoesNotFitIsReported() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(How.BUNDLE, ExtensionJar.of("app").requires("kilo [2,3)"), "app")
              .with(How.BUNDLE, ExtensionJar.of("kilo").version("1.4.0"), "kilo")
              .build();

      assertThat(kernel.check().diagnostics().errors())
          .extracting(Diagnostic::message)
          .containsExactly("requires kilo [2.0.0,3.0.0), and version 1.4.0 is there");
    }
  }

  @Test
  void aCircleOfRequirementsIsReportedWithItsWay() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(How.BUNDLE, ExtensionJar.of("one").requires("two"), "one")
              .with(How.BUNDLE, ExtensionJar.of("two").requires("three"), "two")
              .with(How.BUNDLE, ExtensionJar.of("three").requires("one"), "three")
              .build();

      assertThat(kernel.check().diagnostics().errors())
          .extracting(Diagnostic::message)
          .containsExactly("extensions require each other in a circle: one -> two -> three -> one");
    }
  }

  @Test
  void anExtensionForAnotherKernelIsRefused() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(How.BUNDLE, ExtensionJar.of("app").descriptor("kernel = \"[7,8)\""), "app")
              .build();

      assertThat(kernel.check().diagnostics().errors())
          .extracting(Diagnostic::message)
          .containsExactly("app 1.0.0 works with kernel [7.0.0,8.0.0), and this kernel is 1.0.0");
    }
  }

  @Test
  void twoThatClaimTheSameRightAreReportedBeforeAnythingStarts() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(
                  How.BUNDLE,
                  ExtensionJar.of("one").descriptor("exclusive = [audio-session]"),
                  "one")
              .with(
                  How.BUNDLE,
                  ExtensionJar.of("two").descriptor("exclusive = [audio-session]"),
                  "two")
              .build();

      assertThat(kernel.check().diagnostics().errors())
          .extracting(Diagnostic::kind)
          .containsExactly(Diagnostic.Kind.CONFLICT);
    }
  }

  @Test
  void aBootWithMistakesReportsThemAllAndStartsNothing() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(How.BUNDLE, ExtensionJar.of("app").requires("kilo"), "app", "colour = red")
              .with(How.BUNDLE, ExtensionJar.of("good"), "good")
              .build();

      assertThatThrownBy(kernel::boot)
          .isInstanceOfSatisfying(
              ConfigurationException.class,
              failed -> assertThat(failed.diagnostics().errors()).hasSize(2));
      assertThat(kernel.status().state()).isEqualTo(KernelState.STOPPED);
      assertThat(test.home()).doesNotExist();
      assertThat(test.journal()).isEmpty();
    }
  }

  @Test
  void ofTwoVersionsTheHigherIsUsedWithAWarning() {
    try (TestKernel test = new TestKernel(folder)) {
      test.with(How.LINKED, ExtensionJar.of("alpha").version("1.0.0"), "alpha")
          .add(How.BUNDLE, ExtensionJar.of("alpha").version("1.1.0"));

      Checked<BootPlan> checked = test.build().check();
      assertThat(checked.orThrow().find("alpha").orElseThrow().packaged().packaging())
          .isEqualTo("bundle");
      assertThat(checked.diagnostics().warnings())
          .extracting(Diagnostic::message)
          .singleElement()
          .asString()
          .startsWith("there are two: alpha 1.1.0 of");
    }
  }

  @Test
  void aBundleThatExportsAKernelPackageIsRefusedAndNothingOfItRuns() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(
                  How.BUNDLE,
                  ExtensionJar.of("evil")
                      .manifest("Export-Package: fine;version=1,dev.mob.process;version=\"9\""),
                  "evil")
              .build();

      assertThat(kernel.check().diagnostics().errors())
          .extracting(Diagnostic::message)
          .anySatisfy(
              message ->
                  assertThat(message)
                      .endsWith("is refused: it exports the kernel's package dev.mob.process"));
    }
  }

  @Test
  void aJarThatIsNoneIsAWarningUnlessMobConfNeedsIt() throws IOException {
    try (TestKernel test = new TestKernel(folder)) {
      Files.createDirectories(test.path());
      Files.write(test.path().resolve("broken.jar"), "no zip".getBytes(StandardCharsets.UTF_8));
      Kernel kernel = test.with(How.BUNDLE, ExtensionJar.of("good"), "good").build();

      Checked<BootPlan> checked = kernel.check();
      assertThat(checked.value()).isPresent();
      assertThat(checked.diagnostics().warnings())
          .extracting(Diagnostic::message)
          .singleElement()
          .asString()
          .contains("broken.jar cannot be read as a jar");
    }
  }

  @Test
  void aDescriptorLargerThanTheLimitIsRefused() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.add(How.BUNDLE, ExtensionJar.of("huge").descriptor("#" + "x".repeat(2 << 20)))
              .with(How.BUNDLE, ExtensionJar.of("good"), "good")
              .build();

      Checked<BootPlan> checked = kernel.check();
      assertThat(checked.value()).isPresent();
      assertThat(checked.orThrow().available())
          .extracting(found -> found.descriptor().id())
          .containsExactly("good");
      assertThat(checked.diagnostics().warnings()).isNotEmpty();
    }
  }
}
