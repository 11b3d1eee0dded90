package dev.mob.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mob.kernel.TestKernel.How;
import dev.mob.process.ExitReason;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyMessageTest {
  /** A process that notes the message, and asks for it in its init. */
  private static final String PATIENT =
      "GenServer<String> patient = new GenServer<>() {"
          + " public Init<String> init(Object a, Self self) throws Exception {"
          + "  context.sendWhenReady(self.pid(), \"go\"); note(\"waits\"); return Init.ok(\"\"); }"
          + " public Next<String> handleInfo(Object m, String s, Self self) throws Exception {"
          + "  note(\"hears \" + m); return Next.keep(); } };"
          + "context.supervise(ChildSpec.worker(\"patient\", patient, null).name(\"patient\"));";

  @TempDir Path folder;

  @Test
  void aProcessHearsThatTheBootIsOverAfterAllExtensionsHadTheirTurn() {
    try (TestKernel test = new TestKernel(folder)) {
      test.with(How.LINKED, ExtensionJar.of("alpha").activate(PATIENT), "alpha")
          .with(
              How.LINKED,
              ExtensionJar.of("beta").activate("throw new IllegalStateException(\"no\");"),
              "beta")
          .with(How.LINKED, ExtensionJar.of("gamma"), "gamma")
          .boot();

      await().until(() -> test.journal().contains("alpha hears go"));
      assertThat(test.journal())
          .containsExactly(
              "alpha activate", "alpha waits", "beta activate", "gamma activate", "alpha hears go");
    }
  }

  @Test
  void whoAsksAfterTheBootIsToldAtOnce() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.with(How.LINKED, ExtensionJar.of("alpha").activate(PATIENT), "alpha").boot();
      await().until(() -> test.journal().contains("alpha hears go"));

      kernel.runtime().exit(kernel.runtime().whereis("patient"), ExitReason.KILL);

      await()
          .untilAsserted(
              () ->
                  assertThat(test.journal())
                      .containsExactly(
                          "alpha activate",
                          "alpha waits",
                          "alpha hears go",
                          "alpha waits",
                          "alpha hears go"));
    }
  }
}
