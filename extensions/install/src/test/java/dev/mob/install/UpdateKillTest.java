package dev.mob.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.host.Host;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.UpdateFailed.Step;
import dev.mob.packaging.pf4j.Pf4jPackaging;
import dev.mob.process.ProcessName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A kernel that updates an extension while it runs is killed with SIGKILL in each step that an
 * update has. The next start runs the old version, and the same update then succeeds. ({@link
 * KillTest} has the steps after these, which put the file in its place.)
 */
class UpdateKillTest {
  /**
   * A process that counts, all by itself. In the step that is asked for, the code that is part of
   * it says so and waits.
   */
  private static final String CODE =
      """
      package hello;
      import dev.mob.extension.*;
      import dev.mob.process.*;
      public class Main implements Extension {
        static final boolean NEW = VERSION;
        static void at(String step) {
          if (step.equals(System.getProperty("mob.test.step"))) {
            System.out.println("at " + step);
            try { new java.util.concurrent.CountDownLatch(1).await(); }
            catch (InterruptedException e) { throw new IllegalStateException(e); }
          }
        }
        public void activate(ExtensionContext context) {
          context.supervise(ChildSpec.worker("counter", new Counter(), null).name("counter"));
          if (NEW) {
            // To the old code: it is in the middle of this message when the processes are to rest.
            context.runtime().send(ProcessName.of("counter"), "busy");
            at("ACTIVATE");
          }
        }
        record Counter() implements GenServer<Long> {
          public Init<Long> init(Object argument, Self self) {
            self.sendAfter(java.time.Duration.ofMillis(20), self.pid(), "tick");
            return Init.ok(0L);
          }
          public Next<Long> handleInfo(Object message, Long count, Self self) {
            if (message.equals("busy")) {
              while (Thread.getAllStackTraces().keySet().stream()
                  .anyMatch(each -> each.getName().equals("mob-hello-activate"))) {
                Thread.onSpinWait();
              }
              at("QUIESCE");
              return Next.keep();
            }
            if (NEW) at("PROBATION");
            self.sendAfter(java.time.Duration.ofMillis(20), self.pid(), "tick");
            return Next.noreply(count + 1);
          }
          public Next<Long> handleCall(Object request, From from, Long count, Self self) {
            return Next.reply(NEW ? "new" : "old", count);
          }
          public Long codeChange(String from, Object count) {
            at("CODE_CHANGE");
            return (Long) count;
          }
        }
      }
      """;

  private static final String LONG_PROBATION = "probation = 10m";

  @TempDir Path folder;

  private Site site;
  private Path two;

  @BeforeEach
  void installTheOldVersion() throws Exception {
    Author author = new Author(folder.resolve("author"), SigningKey.generate());
    site =
        new Site(folder.resolve("site"))
            .trusts(author.key("author"))
            .setting("activation-timeout = 10m, extensions { hello {} }")
            .setting("hot-update { pause-limit = 10m, " + LONG_PROBATION + " }");
    two = author.sign(archive("2.0.0"));
    try (Prepared prepared = site.installer().prepare(author.sign(archive("1.0.0")))) {
      prepared.commit();
    }
  }

  private Path archive(String version) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(
        "META-INF/mob/extension.conf",
        ("id = hello, version = " + version + ", class = hello.Main").getBytes(UTF_8));
    String code = CODE.replace("VERSION", Boolean.toString(version.equals("2.0.0")));
    entries.putAll(Author.compile("hello.Main", code));
    return Author.archiveOf(folder.resolve("hello-" + version + ".jar"), entries);
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void killedIn(Step step) throws Exception {
    VictimProcess.kill(startUntil(step));

    try (Kernel kernel = kernel()) {
      assertThat(kernel.boot().isHealthy()).as("%s", kernel.status()).isTrue();
      assertThat(answer(kernel)).isEqualTo("old");
      try (Prepared prepared = site.installer().prepare(two)) {
        assertThat(
                prepared.commitAfter(
                    file -> {
                      kernel.update("hello", file);
                      return true;
                    }))
            .isPresent();
      }
      assertThat(answer(kernel)).isEqualTo("new");
    }
  }

  private Kernel kernel() throws IOException {
    return Kernel.builder(
            confWithoutProbation(), Host.builder("jvm", folder.resolve("home")).build())
        .packaging(new Pf4jPackaging())
        .build();
  }

  private Path confWithoutProbation() throws IOException {
    Path conf = site.conf();
    return Files.writeString(
        conf, Files.readString(conf).replace(LONG_PROBATION, "probation = 0s"));
  }

  private static Object answer(Kernel kernel) {
    return kernel.runtime().call(ProcessName.of("counter"), "which");
  }

  /** A process that has come to a step and waits there. */
  private Process startUntil(Step step) throws Exception {
    return VictimProcess.startUntil(
        step,
        folder,
        UpdateVictim.class,
        List.of(
            // To keep the file there is nothing to wait for but the end of the probation.
            (step == Step.KEEP ? confWithoutProbation() : site.conf()).toString(),
            folder.resolve("home").toString(),
            step.name(),
            two.toString()));
  }
}
