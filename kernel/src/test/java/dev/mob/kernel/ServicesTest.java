package dev.mob.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.config.Permission;
import dev.mob.extension.RemoteFunction;
import dev.mob.host.Host;
import dev.mob.host.PlatformService;
import dev.mob.kernel.TestKernel.How;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class ServicesTest {
  private static final String SUPPLIER = "java.util.function.Supplier.class";

  @TempDir Path folder;

  @Test
  void aServiceOfAnExtensionThatIsNotRequiredIsRefusedWithTheMend() {
    try (TestKernel test = new TestKernel(folder)) {
      test.with(
              How.BUNDLE,
              ExtensionJar.of("alpha").activate("context.provide(" + SUPPLIER + ", () -> 1);"),
              "alpha")
          .with(
              How.BUNDLE,
              ExtensionJar.of("beta").activate("context.require(" + SUPPLIER + ");"),
              "beta")
          .boot();

      assertThat(test.failure("beta"))
          .isEqualTo(
              "activate threw ServiceUnavailable: extension beta requires"
                  + " java.util.function.Supplier, which extension alpha provides; add 'alpha' to"
                  + " requires in the descriptor of beta");
    }
  }

  @Test
  void aServiceThatNobodyProvidesIsNamed() {
    try (TestKernel test = new TestKernel(folder)) {
      test.with(
              How.BUNDLE,
              ExtensionJar.of("beta")
                  .activate(
                      "note(\"\" + context.find("
                          + SUPPLIER
                          + ").isPresent());"
                          + "context.require("
                          + SUPPLIER
                          + ");"),
              "beta")
          .boot();

      assertThat(test.journal()).contains("beta false");
      assertThat(test.failure("beta")).contains("which no active extension provides");
    }
  }

  @Test
  void aServiceThatTakesAPermissionIsHandedOnlyToThoseThatDeclareItAndAreGrantedIt() {
    try (TestKernel test = new TestKernel(folder)) {
      String ask = "context.require(" + SUPPLIER + "); note(\"got it\");";
      test.setting("trust.permissions { may = [push, network], refused = [storage] }")
          .with(
              How.BUNDLE,
              ExtensionJar.of("refused")
                  .requires("alpha")
                  .descriptor("permissions = [push]")
                  .activate(ask),
              "refused")
          .with(
              How.BUNDLE,
              ExtensionJar.of("alpha")
                  .activate(
                      "context.provide("
                          + SUPPLIER
                          + ", () -> 1, Map.of(ServiceProperties.PERMISSION, \"push\"));"),
              "alpha")
          .with(
              How.BUNDLE,
              ExtensionJar.of("may")
                  .requires("alpha")
                  .descriptor("permissions = [push]")
                  .activate(ask),
              "may")
          .with(How.BUNDLE, ExtensionJar.of("maynot").requires("alpha").activate(ask), "maynot")
          .boot();

      assertThat(test.journal())
          .contains("may got it")
          .doesNotContain("maynot got it", "refused got it");
      assertThat(test.failure("refused"))
          .contains("'push', which mob.conf does not grant; add it to trust.permissions.refused");
      assertThat(test.failure("maynot"))
          .contains("it takes the permission 'push'; add it to permissions in the descriptor");
    }
  }

  @Test
  void aFunctionIsExposedOnlyByThoseThatDeclareThePermission() {
    try (TestKernel test = new TestKernel(folder)) {
      String expose =
          "context.expose(\"game\", \"move\", 1, (arguments, caller) -> arguments.get(0));";
      Kernel kernel =
          test.setting("trust.permissions { may = [expose] }")
              .with(
                  How.BUNDLE,
                  ExtensionJar.of("may").descriptor("permissions = [expose]").activate(expose),
                  "may")
              .with(How.BUNDLE, ExtensionJar.of("maynot").activate(expose), "maynot")
              .boot();

      assertThat(kernel.findAll(RemoteFunction.class)).singleElement().hasToString("game:move/1");
      assertThat(test.failure("maynot"))
          .contains("'expose'; add it to permissions in the descriptor");
    }
  }

  @Test
  void aTrackerHearsOfServicesThatComeAndGo() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(
                  How.BUNDLE,
                  ExtensionJar.of("early")
                      .activate("context.provide(" + SUPPLIER + ", () -> \"early\");"),
                  "early")
              .with(
                  How.BUNDLE,
                  ExtensionJar.of("tracker")
                      .activate(
                          "context.track("
                              + SUPPLIER
                              + ", new ServiceListener<java.util.function.Supplier>() {"
                              + " public void appeared(java.util.function.Supplier s,"
                              + "   Map<String, Object> p) { say(\"sees \" + s.get()); }"
                              + " public void disappeared(java.util.function.Supplier s) {"
                              + "   say(\"loses \" + s.get()); } });")
                      .fields(
                          "void say(String what) { try { note(what); }"
                              + " catch (Exception e) { throw new RuntimeException(e); } }"),
                  "tracker")
              .with(
                  How.LINKED,
                  ExtensionJar.of("late")
                      .activate("context.provide(" + SUPPLIER + ", () -> \"late\");"),
                  "late")
              .boot();
      kernel.stop();

      assertThat(test.journal())
          .containsSubsequence(
              "tracker sees early",
              "tracker sees late",
              "tracker loses late",
              "tracker loses early");
    }
  }

  @Test
  void theHighestRankingComesFirst() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(
                  How.BUNDLE,
                  ExtensionJar.of("alpha")
                      .activate(
                          "context.provide("
                              + SUPPLIER
                              + ", () -> \"low\");"
                              + "context.provide("
                              + SUPPLIER
                              + ", () -> \"high\", Map.of(ServiceProperties.RANKING, 7));"
                              + "note(context.findAll("
                              + SUPPLIER
                              + ").size() + \" found\");"),
                  "alpha")
              .boot();

      assertThat(kernel.find(Supplier.class).orElseThrow().get()).isEqualTo("high");
      assertThat(test.journal()).contains("alpha 2 found");
    }
  }

  @Test
  void aServiceThatIsWithdrawnByHandIsGoneAtOnce() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(
                  How.BUNDLE,
                  ExtensionJar.of("alpha")
                      .activate(
                          "Registration r = context.provide("
                              + SUPPLIER
                              + ", () -> 1); r.withdraw(); r.withdraw();"),
                  "alpha")
              .boot();

      assertThat(kernel.find(Supplier.class)).isEmpty();
      assertThat(kernel.stop().isClean()).isTrue();
    }
  }

  /** A platform service that takes a permission. */
  public interface Beeper extends PlatformService {
    void beep();

    @Override
    default Optional<Permission> permission() {
      return Optional.of(Permission.BACKGROUND);
    }
  }

  @Test
  void platformServicesComeFromTheHostToThoseThatMayHaveThem() {
    int[] beeps = new int[1];
    Beeper beeper = () -> beeps[0]++;
    String beep = "context.platform(dev.mob.kernel.ServicesTest.Beeper.class).beep();";
    Path jar =
        ExtensionJar.of("may").descriptor("permissions = [background]").activate(beep).in(folder);
    Path other = ExtensionJar.of("maynot").activate(beep).in(folder);
    try (TestKernel test = new TestKernel(folder)) {
      test.writeConf("mob { extensions { may {}, maynot {} } }");
      Host host = Host.builder("jvm", test.home()).offer(Beeper.class, beeper).build();
      try (Kernel kernel =
          Kernel.builder(test.conf(), host)
              .linked(LinkedExtensions.onClassPath(ExtensionJar.classPath(jar, other)))
              .build()) {
        KernelStatus status = kernel.boot();

        assertThat(beeps[0]).isEqualTo(1);
        assertThat(status.extension("maynot").orElseThrow().failure().orElseThrow().summary())
            .contains("takes the permission 'background'");
      }
      try (Kernel kernel =
          Kernel.builder(test.conf(), Host.builder("jvm", test.home()).build())
              .linked(LinkedExtensions.onClassPath(ExtensionJar.classPath(jar, other)))
              .build()) {
        assertThat(kernel.boot().extension("may").orElseThrow().failure().orElseThrow().summary())
            .contains("which host jvm does not offer");
      }
    }
  }
}
