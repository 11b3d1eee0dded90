package dev.mob.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mob.config.ConfigurationException;
import dev.mob.kernel.TestKernel.How;
import dev.mob.kernel.UpdateFailed.Step;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wherever an update fails, the old version goes on with its processes and their states. */
@Tag("code-from-outside")
class FailedUpdateTest {
  private static final ProcessName COUNTER = ProcessName.of("counter");

  @TempDir Path folder;

  // ---- before anything of the new version has run

  @Test
  void aFileThatIsNoJarIsRefused() throws Exception {
    try (TestKernel test = new TestKernel(folder)) {
      Path file = folder.resolve("new.jar");
      Files.write(file, "no jar".getBytes(StandardCharsets.UTF_8));
      refused(test, HotUpdateTest.settled(test, ""), file, "cannot be read as a jar");
    }
  }

  @Test
  void aBadDescriptorIsRefused() {
    try (TestKernel test = new TestKernel(folder)) {
      Path file = counter("2.0.0").descriptor("nonsense = 1").as(folder.resolve("new.jar"));
      refused(test, HotUpdateTest.settled(test, ""), file, "nonsense");
    }
  }

  @Test
  void anotherExtensionIsRefused() {
    try (TestKernel test = new TestKernel(folder)) {
      Path file = ExtensionJar.of("beta").as(folder.resolve("new.jar"));
      refused(test, HotUpdateTest.settled(test, ""), file, "is extension beta, not alpha");
    }
  }

  @Test
  void aVersionThatTheKernelCannotRunIsRefused() {
    try (TestKernel test = new TestKernel(folder)) {
      Path file = counter("2.0.0").descriptor("kernel = \"[7,8)\"").as(folder.resolve("new.jar"));
      refused(test, HotUpdateTest.settled(test, ""), file, "works with kernel [7.0.0,8.0.0)");
    }
  }

  @Test
  void aVersionThatTheSettingsOfMobConfDoNotFitIsRefused() {
    try (TestKernel test = new TestKernel(folder)) {
      Path file =
          counter("2.0.0")
              .settings("needed { type = string, required = true }")
              .as(folder.resolve("new.jar"));
      refused(test, HotUpdateTest.settled(test, ""), file, "needed");
    }
  }

  private void refused(TestKernel test, TestKernel settled, Path file, String why) {
    Kernel kernel = settled.with(How.BUNDLE, counter("1.0.0"), "alpha").boot();
    Pid counter = counted(kernel);

    assertThatThrownBy(() -> kernel.update("alpha", file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(why);

    goesOn(test, kernel, counter);
    assertThat(test.journal()).containsExactly("alpha activate");
  }

  @Test
  void aLinkedExtensionIsNotUpdated() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel = test.with(How.LINKED, counter("1.0.0"), "alpha").boot();
      assertThatThrownBy(
              () -> kernel.update("alpha", counter("2.0.0").as(folder.resolve("new.jar"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is linked into the program");
    }
  }

  @Test
  void mobConfCanTurnHotUpdatesOff() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.setting("hot-update.enabled = false")
              .with(How.BUNDLE, counter("1.0.0"), "alpha")
              .boot();
      assertThatThrownBy(
              () -> kernel.update("alpha", counter("2.0.0").as(folder.resolve("new.jar"))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("hot-update.enabled = false");
    }
  }

  @Test
  void whatAProcessHasRegisteredLaterWouldBeLostSoTheUpdateIsRefused() {
    try (TestKernel test = new TestKernel(folder)) {
      ExtensionJar jar =
          ExtensionJar.of("alpha")
              .activate(
                  "Receive<Object> late = (m, s, self) -> {"
                      + " context.provide(java.util.function.Supplier.class, () -> 1);"
                      + " return s; };"
                      + "context.supervise(ChildSpec.worker(\"late\", late, 0).name(\"late\"));");
      Kernel kernel = HotUpdateTest.settled(test, "").with(How.BUNDLE, jar, "alpha").boot();
      kernel.runtime().send(ProcessName.of("late"), "now");
      await().until(() -> kernel.find(Supplier.class).isPresent());

      UpdateFailed failed =
          failed(() -> kernel.update("alpha", jar.version("2.0.0").as(folder.resolve("n.jar"))));

      assertThat(failed.step()).isEqualTo(Step.CHECK);
      assertThat(failed)
          .hasMessageContaining("service java.util.function.Supplier")
          .hasMessageContaining("register it in activate");
      assertThat(kernel.find(Supplier.class)).isPresent();
      assertThat(kernel.status().isHealthy()).isTrue();
    }
  }

  // ---- install, activate

  @Test
  void aBundleThatDoesNotResolve() {
    fails(counter("2.0.0").imports("no.such.thing"), Step.INSTALL, "no.such.thing", "", false);
  }

  @Test
  void anActivateThatThrows() {
    fails(
        counter("2.0.0").activate("throw new Exception(\"not today\");"),
        Step.ACTIVATE,
        "not today",
        "",
        true);
  }

  @Test
  void anActivateThatThrowsHasItsChildrenEndedItsServicesNeverSeenAndItsResourcesClosed() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          HotUpdateTest.settled(test, "").with(How.BUNDLE, counter("1.0.0"), "alpha").boot();
      Pid counter = counted(kernel);
      Path file =
          counter("2.0.0")
              .activate(
                  "context.supervise(ChildSpec.worker(\"counter\", new Counter(), 0L));"
                      + "Receive<Object> idle = (m, s, self) -> s;"
                      + "context.supervise("
                      + "ChildSpec.worker(\"extra\", idle, null).name(\"extra\"));"
                      + "context.provide(java.util.function.Supplier.class, () -> \"seen\");"
                      + "context.own((AutoCloseable) () -> note(\"closed\"));"
                      + "throw new Exception(\"after all that\");")
              .as(folder.resolve("new.jar"));

      assertThatThrownBy(() -> kernel.update("alpha", file)).hasMessageContaining("after all that");

      assertThat(kernel.runtime().whereis("extra")).isNull();
      assertThat(kernel.find(Supplier.class)).isEmpty();
      assertThat(test.journal()).contains("alpha closed");
      goesOn(test, kernel, counter);
    }
  }

  @Test
  void anActivateThatDoesNotReturn() {
    fails(
        counter("2.0.0").activate("Thread.sleep(3_600_000);"),
        Step.ACTIVATE,
        "did not return",
        "activation-timeout = 300ms",
        true);
  }

  // ---- the exchange

  @Test
  void aProcessThatDoesNotComeToRest() throws Exception {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          HotUpdateTest.settled(test, "hot-update.pause-limit = 200ms")
              .with(How.BUNDLE, counter("1.0.0"), "alpha")
              .boot();
      Pid counter = counted(kernel);
      kernel.runtime().send(counter, "sleep");
      await().until(() -> Files.exists(test.home().resolve("asleep")));

      UpdateFailed failed =
          failed(() -> kernel.update("alpha", counter("2.0.0").as(folder.resolve("new.jar"))));

      assertThat(failed.step()).isEqualTo(Step.QUIESCE);
      assertThat(failed).hasMessageContaining("does not finish its message");
      Files.createFile(test.home().resolve("wake"));
      goesOn(test, kernel, counter);
    }
  }

  @Test
  void aCodeChangeThatThrows() {
    fails(
        counter(
            "2.0.0",
            "public Long codeChange(String from, Object state) {"
                + " throw new IllegalStateException(\"what is \" + state + \" of \" + from); }"),
        Step.CODE_CHANGE,
        "what is 2 of 1.0.0",
        "",
        true);
  }

  @Test
  void aCodeChangeThatDoesNotReturn() {
    fails(
        counter(
            "2.0.0",
            "public Long codeChange(String from, Object state) throws Exception {"
                + " Thread.sleep(3_600_000); return 0L; }"),
        Step.CODE_CHANGE,
        "did not return",
        "hot-update.pause-limit = 300ms",
        true);
  }

  @Test
  void aProcessThatIsAnotherKindOfBehaviour() {
    fails(
        counter("2.0.0")
            .activate(
                "Receive<Object> other = (m, s, self) -> s;"
                    + "context.supervise(ChildSpec.worker(\"counter\", other, 0L));"),
        Step.CODE_CHANGE,
        "another kind of behaviour",
        "",
        true);
  }

  @Test
  void aStateThatOnlyTheOldCodeKnowsIsNamedWithTheWayToIt() {
    try (TestKernel test = new TestKernel(folder)) {
      String server =
          "package ext.alpha; import dev.mob.process.*; import java.util.*;\n"
              + "record Keeper() implements GenServer<Map<String, Object>> {\n"
              + "  static final class Secret {}\n"
              + "  public Init<Map<String, Object>> init(Object a, Self self) {\n"
              + "    return Init.ok(Map.of(\"it\", List.of(1, new Secret()))); }\n}";
      ExtensionJar jar =
          ExtensionJar.of("alpha")
              .source("ext.alpha.Keeper", server)
              .activate("context.supervise(ChildSpec.worker(\"k\", new Keeper(), null));");
      Kernel kernel = HotUpdateTest.settled(test, "").with(How.BUNDLE, jar, "alpha").boot();

      assertThatThrownBy(
              () -> kernel.update("alpha", jar.version("2.0.0").as(folder.resolve("new.jar"))))
          .isInstanceOf(UpdateFailed.class)
          .hasMessageContaining("its state[it][1] is a ext.alpha.Keeper$Secret")
          .hasMessageContaining("exportState");
      assertThat(kernel.status().isHealthy()).isTrue();
    }
  }

  @Test
  void aProcessOfALambdaThatTheNewVersionDoesNotDeclare() {
    try (TestKernel test = new TestKernel(folder)) {
      ExtensionJar jar =
          ExtensionJar.of("alpha")
              .activate(
                  "Receive<Object> idle = (m, s, self) -> s;"
                      + "context.runtime().spawn(idle, null);");
      Kernel kernel = HotUpdateTest.settled(test, "").with(How.BUNDLE, jar, "alpha").boot();

      assertThatThrownBy(
              () -> kernel.update("alpha", jar.version("2.0.0").as(folder.resolve("new.jar"))))
          .isInstanceOf(UpdateFailed.class)
          .hasMessageContaining("is a lambda or has no name")
          .hasMessageContaining("declare the child in activate");
    }
  }

  // ---- after the exchange

  @Test
  void aCrashWithinTheProbation() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.setting("hot-update.probation = 1h")
              .with(
                  How.BUNDLE,
                  counter("1.0.0")
                      .activate(
                          CHILD
                              + "context.provide(java.util.function.Supplier.class, () -> \"old\");"
                              + sibling()),
                  "alpha")
              .boot();
      ProcessRuntime runtime = kernel.runtime();
      Pid counter = counted(kernel);
      Pid sibling = runtime.whereis("sibling");
      runtime.call(sibling, "add");
      Path file =
          counter("2.0.0")
              .activate(
                  CHILD
                      + "context.provide(java.util.function.Supplier.class, () -> \"new\");"
                      + sibling())
              .as(folder.resolve("new.jar"));

      Thread crasher =
          new Thread(
              () -> {
                await()
                    .until(
                        () ->
                            kernel
                                .find(Supplier.class)
                                .map(it -> it.get().equals("new"))
                                .orElse(false));
                runtime.call(sibling, "add");
                runtime.send(counter, "crash");
              });
      crasher.start();
      UpdateFailed failed = failed(() -> kernel.update("alpha", file));

      assertThat(failed.step()).isEqualTo(Step.PROBATION);
      assertThat(failed.isRestored()).isTrue();
      assertThat(failed).hasMessageContaining("crashed").hasMessageContaining("told to");
      await().until(() -> runtime.whereis("counter") != null);
      assertThat(runtime.call(COUNTER, "version")).isEqualTo("1.0.0");
      // The one that crashed began anew with the state of then; the other was only set back.
      assertThat(runtime.call(COUNTER, "add")).isEqualTo(3L);
      assertThat(runtime.whereis("sibling")).isSameAs(sibling);
      assertThat(runtime.call(sibling, "version")).isEqualTo("1.0.0");
      assertThat(runtime.call(sibling, "add")).isEqualTo(2L);
      assertThat(kernel.find(Supplier.class).orElseThrow().get()).isEqualTo("old");
      assertThat(kernel.findAll(Supplier.class)).hasSize(1);
      assertThat(test.status("alpha").version()).hasToString("1.0.0");
      assertThat(kernel.status().isHealthy()).isTrue();
      // The supervisor works again.
      runtime.send(runtime.whereis("counter"), "crash");
      await()
          .untilAsserted(
              () -> {
                assertThat(runtime.whereis("counter")).isNotNull();
                assertThat(runtime.call(COUNTER, "add")).isEqualTo(1L);
              });
    }
  }

  @Test
  void processesThatCrashAgainAndAgainTakeNothingWithThem() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          test.setting("hot-update.probation = 1h")
              .with(How.BUNDLE, counter("1.0.0"), "alpha")
              .boot();
      counted(kernel);
      // Crashes at once, and again after each restart: more often than the supervisor allows.
      Path file =
          counter(
                  "2.0.0",
                  "public Next<Long> handleContinue(Object t, Long s, Self self) {"
                      + " throw new IllegalStateException(\"always\"); }\n"
                      + "public Long codeChange(String from, Object state) { return 77L; }\n")
              .as(folder.resolve("new.jar"));
      Thread sender =
          new Thread(
              () -> {
                await().until(() -> kernel.runtime().call(COUNTER, "version").equals("2.0.0"));
                for (int i = 0; i < 20; i++) {
                  kernel.runtime().send(COUNTER, "crash");
                }
              });
      sender.start();

      assertThatThrownBy(() -> kernel.update("alpha", file)).hasMessageContaining("probation");

      await().until(() -> kernel.runtime().whereis("counter") != null);
      assertThat(kernel.runtime().call(COUNTER, "add")).isEqualTo(3L);
      assertThat(kernel.status().isHealthy()).isTrue();
    }
  }

  @Test
  void aFileThatCannotBePutInItsPlace() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          HotUpdateTest.settled(test, "").with(How.BUNDLE, counter("1.0.0"), "alpha").boot();
      Pid counter = counted(kernel);

      UpdateFailed failed =
          failed(
              () ->
                  kernel.update(
                      "alpha",
                      counter("2.0.0").as(folder.resolve("new.jar")),
                      (old, jar) -> {
                        throw new IOException("disk full");
                      }));

      assertThat(failed.step()).isEqualTo(Step.KEEP);
      assertThat(failed).hasMessageContaining("disk full");
      goesOn(test, kernel, counter);
    }
  }

  @Test
  void dependantsRunAgainWhenTheUpdateFails() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          HotUpdateTest.settled(test, "")
              .with(How.BUNDLE, counter("1.0.0"), "alpha")
              .with(How.BUNDLE, ExtensionJar.of("top").requires("alpha"), "top")
              .boot();
      Pid counter = counted(kernel);
      Path file =
          counter(
                  "2.0.0",
                  "public Long codeChange(String f, Object s) {"
                      + " throw new IllegalStateException(\"no\"); }")
              .as(folder.resolve("new.jar"));

      assertThatThrownBy(() -> kernel.update("alpha", file)).isInstanceOf(UpdateFailed.class);

      goesOn(test, kernel, counter);
      assertThat(test.journal()).endsWith("alpha activate", "top deactivate", "top activate");
    }
  }

  // ---- parts

  private static UpdateFailed failed(Runnable update) {
    try {
      update.run();
    } catch (UpdateFailed failed) {
      return failed;
    }
    throw new AssertionError("the update did not fail");
  }

  private static final String CHILD =
      "context.supervise(ChildSpec.worker(\"counter\", new Counter(), 0L).name(\"counter\"));";

  private static String sibling() {
    return "context.supervise("
        + "ChildSpec.worker(\"sibling\", new Counter(), 0L).name(\"sibling\"));";
  }

  private void fails(ExtensionJar next, Step step, String why, String setting, boolean codeHasRun) {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          HotUpdateTest.settled(test, setting).with(How.BUNDLE, counter("1.0.0"), "alpha").boot();
      Pid counter = counted(kernel);

      UpdateFailed failed =
          failed(() -> kernel.update("alpha", next.as(folder.resolve("new.jar"))));

      assertThat(failed.step()).isEqualTo(step);
      assertThat(failed.isRestored()).isTrue();
      assertThat(failed).hasMessageContaining(why);
      assertThat(test.journal())
          .isEqualTo(
              codeHasRun ? List.of("alpha activate", "alpha activate") : List.of("alpha activate"));
      goesOn(test, kernel, counter);
      // And it can still be updated.
      kernel.update("alpha", counter("3.0.0").as(folder.resolve("mended.jar")));
      assertThat(kernel.runtime().call(counter, "version")).isEqualTo("3.0.0");
      assertThat(kernel.runtime().call(counter, "add")).isEqualTo(4L);
    }
  }

  private static Pid counted(Kernel kernel) {
    Pid counter = kernel.runtime().whereis("counter");
    kernel.runtime().call(counter, "add");
    kernel.runtime().call(counter, "add");
    return counter;
  }

  private static void goesOn(TestKernel test, Kernel kernel, Pid counter) {
    ProcessRuntime runtime = kernel.runtime();
    assertThat(runtime.whereis("counter")).isSameAs(counter);
    assertThat(runtime.call(counter, "version")).isEqualTo("1.0.0");
    assertThat(runtime.call(counter, "add")).isEqualTo(3L);
    assertThat(test.status("alpha").version()).hasToString("1.0.0");
    assertThat(kernel.status().isHealthy()).isTrue();
  }

  private static ExtensionJar counter(String version) {
    return counter(version, "");
  }

  private static ExtensionJar counter(String version, String more) {
    String server =
        "package ext.alpha; import dev.mob.process.*; import java.nio.file.*;\n"
            + "record Counter(Path home) implements GenServer<Long> {\n"
            + "  Counter() { this(null); }\n"
            + "  public Init<Long> init(Object a, Self self) {\n"
            + "    return Init.<Long>ok((Long) a)"
            + (more.contains("handleContinue") ? ".continueWith(\"go\")" : "")
            + "; }\n"
            + "  public Next<Long> handleInfo(Object m, Long s, Self self) throws Exception {\n"
            + "    if (m.equals(\"crash\")) throw new IllegalStateException(\"told to\");\n"
            + "    if (m.equals(\"sleep\")) { Files.createFile(home.resolve(\"asleep\"));\n"
            + "      while (!Files.exists(home.resolve(\"wake\"))) Thread.sleep(10); }\n"
            + "    return Next.keep(); }\n"
            + "  public Next<Long> handleCall(Object r, From f, Long s, Self self) {\n"
            + "    if (r.equals(\"version\")) return Next.reply(\""
            + version
            + "\", s);\n"
            + "    return Next.reply(s + 1, s + 1); }\n"
            + more
            + "\n}";
    return ExtensionJar.of("alpha")
        .version(version)
        .source("ext.alpha.Counter", server)
        .activate(
            "context.supervise(ChildSpec.worker(\"counter\", new Counter(context.home()), 0L)"
                + ".name(\"counter\"));");
  }
}
