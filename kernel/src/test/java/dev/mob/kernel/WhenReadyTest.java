package dev.mob.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mob.kernel.TestKernel.How;
import dev.mob.process.Pid;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What activate puts off until the boot is over is a part of it in everything else. */
class WhenReadyTest {
  /** A service and a process with a state, both later. */
  private static final String LATER =
      "context.whenReady(() -> { note(\"later\");\n"
          + " context.provide(Runnable.class, () -> {});\n"
          + " context.own(() -> note(\"closed\"));\n"
          + " context.supervise(ChildSpec.worker(\"counter\", new Counter(), null)"
          + ".name(\"counter\")); });";

  private static final String COUNTER =
      "package ext.alpha; import dev.mob.process.*;\n"
          + "record Counter() implements GenServer<Integer> {\n"
          + "  public Init<Integer> init(Object a, Self self) { return Init.ok(0); }\n"
          + "  public Next<Integer> handleCall(Object r, From f, Integer s, Self self) {\n"
          + "    return Next.reply(s + 1, s + 1); }\n}";

  @TempDir Path folder;

  private static ExtensionJar alpha(String version) {
    return ExtensionJar.of("alpha")
        .version(version)
        .source("ext.alpha.Counter", COUNTER)
        .activate(LATER);
  }

  @Test
  void itRunsAfterAllExtensionsHadTheirTurn() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(How.LINKED, alpha("1.0.0"), "alpha")
              .with(How.LINKED, ExtensionJar.of("gamma"), "gamma")
              .boot();

      assertThat(test.journal()).containsExactly("alpha activate", "gamma activate", "alpha later");
      assertThat(kernel.runtime().call(kernel.runtime().whereis("counter"), "add")).isEqualTo(1);
    }
    assertThat(folder).isNotEmptyDirectory();
  }

  @Test
  @Tag("code-from-outside")
  void anUpdateFindsAllOfItInTheNewVersion() throws Exception {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          HotUpdateTest.settled(test, "").with(How.BUNDLE, alpha("1.0.0"), "alpha").boot();
      Pid counter = kernel.runtime().whereis("counter");
      assertThat(kernel.runtime().call(counter, "add")).isEqualTo(1);

      kernel.update("alpha", alpha("1.1.0").as(folder.resolve("new/alpha.jar")));

      assertThat(kernel.runtime().whereis("counter")).isSameAs(counter);
      assertThat(kernel.runtime().call(counter, "add")).isEqualTo(2);
      assertThat(kernel.services()).containsOnlyOnce("java.lang.Runnable");
      assertThat(test.journal())
          .containsExactly(
              "alpha activate",
              "alpha later",
              "alpha activate",
              "alpha later",
              "alpha deactivate",
              "alpha closed");
    }
  }

  @Test
  void oneThatThrowsFailsTheExtensionAndThoseThatRequireIt() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(
                  How.LINKED,
                  ExtensionJar.of("alpha")
                      .activate(
                          "context.whenReady(() -> {"
                              + " throw new IllegalStateException(\"no disk\"); });"),
                  "alpha")
              .with(How.LINKED, ExtensionJar.of("beta").requires("alpha"), "beta")
              .with(How.LINKED, ExtensionJar.of("gamma"), "gamma")
              .boot();

      ExtensionStatus alpha = kernel.status().extension("alpha").orElseThrow();
      assertThat(alpha.state()).isEqualTo(ExtensionState.FAILED);
      assertThat(alpha.failure().orElseThrow().summary()).contains("no disk");
      assertThat(kernel.status().extension("beta").orElseThrow().failure().orElseThrow().summary())
          .contains("requires alpha, which failed");
      assertThat(kernel.status().extension("gamma").orElseThrow().isActive()).isTrue();
    }
  }

  @Test
  void itBelongsToActivate() {
    try (TestKernel test = new TestKernel(folder)) {
      test.with(
              How.LINKED,
              ExtensionJar.of("alpha")
                  .activate(
                      "Receive<String> late = (m, s, self) -> {"
                          + " try { context.whenReady(() -> {}); }"
                          + " catch (IllegalStateException e) { note(e.getMessage()); }"
                          + " return s; };"
                          + "context.sendWhenReady(context.runtime().spawn(late, \"\"), \"go\");"),
              "alpha")
          .boot();

      await()
          .untilAsserted(
              () ->
                  assertThat(test.journal())
                      .anySatisfy(
                          line -> assertThat(line).contains("whenReady belongs to activate")));
    }
  }
}
