package dev.mob.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.mob.control.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kernel from its start to its end, as the person sees it who runs it. */
final class RunTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final List<MobProcess> started = new ArrayList<>();
  private Example example;

  @BeforeEach
  void copyTheExample() throws IOException {
    example = Example.copyTo(folder);
  }

  @AfterEach
  void endAll() {
    started.forEach(MobProcess::close);
  }

  @Test
  void theExampleActivatesItsExtensionsAndIsReady() throws Exception {
    MobProcess run = mob("run", example.conf("mob.conf"), "--exit-when-ready");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().toList())
        .anyMatch(line -> line.matches(" +notify +1\\.0\\.0 +linked +active +\\d+ ms"))
        .anyMatch(line -> line.matches(" +background +1\\.0\\.0 +linked +active +\\d+ ms"))
        .anyMatch(line -> line.matches(" +cluster +1\\.0\\.0 +linked +active +\\d+ ms"))
        .anyMatch(line -> line.matches(" +whiteboard +1\\.0\\.0 +bundle +active +\\d+ ms"))
        .anyMatch(line -> line.matches("ready in \\d+ ms"));
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).doesNotContain("\u001b");
  }

  @Test
  void theKernelAloneIsReadyToo() throws Exception {
    MobProcess run = mob("run", example.conf("minimal.conf"), "--exit-when-ready");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("ready in ");
  }

  @Test
  void anExtensionThatFailsIsShownWithItsCauseAndTheOthersRunOn() throws Exception {
    Path app = folder.resolve("hello");
    assertThat(mob("init", app.toString()).exitCode()).isZero();
    Path source = app.resolve("src/hello/Hello.java");
    Files.writeString(
        source,
        Files.readString(source)
            .replace(
                "Greeter greeter =",
                "if (true) throw new IllegalStateException(\"no microphone\");\n Greeter greeter ="));
    Path conf = app.resolve("mob.conf");
    Files.writeString(conf, Files.readString(conf).replace("# background {}", "background {}"));
    assertThat(mob("build", app.toString()).exitCode()).isZero();

    MobProcess run = mob("run", conf.toString(), "--exit-when-ready");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.out())
        .containsPattern("hello +1\\.0\\.0 +bundle +failed +.*no microphone")
        .containsPattern("background +1\\.0\\.0 +linked +active")
        .contains("ready in ");
  }

  @Test
  void aBrokenConfigurationStartsNothing() throws Exception {
    MobProcess run = mob("run", example.conf("broken.conf"));

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("6 errors in ").contains("nothing started");
    assertThat(example.home("broken.conf")).doesNotExist();
  }

  @Test
  void aRunningKernelTellsItsStatusItsTreeAndItsLog() throws Exception {
    MobProcess kernel = running("mob.conf");

    MobProcess status = mob("status", example.conf("mob.conf"), "--json");
    assertThat(status.exitCode()).isZero();
    Map<?, ?> answer = (Map<?, ?>) Json.read(status.out());
    assertThat(answer.get("state")).isEqualTo("ready");
    assertThat(answer.get("healthy")).isEqualTo(true);
    assertThat(answer.get("pid")).isEqualTo(kernel.pid());

    // The whiteboard opens its file when the kernel is ready, and its processes come then.
    await().atMost(LONG_ENOUGH).until(() -> treeOf("mob.conf").contains("─ board "));
    MobProcess tree = mob("tree", "--home", example.home("mob.conf").toString());
    assertThat(tree.exitCode()).isZero();
    assertThat(tree.out())
        .containsPattern("(?m)^mob_sup +<0\\.\\d+\\.0> +supervisor +\\d+ +\\d+ +0$")
        .containsPattern("├─ notify ")
        .containsPattern("board +<0\\.\\d+\\.0> +Board +\\d+ +\\d+ +0");

    // The only kernel that runs need not be named.
    MobProcess logs = mob("logs", "-n", "1000");
    assertThat(logs.exitCode()).isZero();
    MobProcess extensions = mob("extensions", example.conf("mob.conf"));
    assertThat(extensions.exitCode()).isZero();
    assertThat(extensions.out()).containsPattern("cluster +1\\.0\\.0 +linked +active");
  }

  @Test
  void whatItsOwnerMayAskNobodyElseMay() throws Exception {
    running("minimal.conf");
    Path home = example.home("minimal.conf");

    assertThat(permissions(home)).isEqualTo("rwx------");
    assertThat(permissions(home.resolve("control.sock"))).isEqualTo("rw-------");
  }

  @Test
  void aCrashIsHealedAndSeenInTreeAndLog() throws Exception {
    running("mob.conf");
    MobProcess follow = mob("logs", "--follow", "-n", "0");
    await().atMost(LONG_ENOUGH).until(() -> treeOf("mob.conf").contains("artist_grace"));
    String before = lineOf("grace", treeOf("mob.conf"));

    MobProcess upset = mob("board", "upset", "grace");

    assertThat(upset.exitCode()).isZero();
    follow.says("grace was upset and left");
    await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () -> {
              String after = lineOf("grace", treeOf("mob.conf"));
              assertThat(pidIn(after)).isNotEqualTo(pidIn(before));
              assertThat(after).contains("last exit:").contains("grace was upset and left");
            });
  }

  @Test
  void theOperatorSeesWhatKeepsTheAppAwakeAndWhoGetsItsPushes() throws Exception {
    running("mob.conf");
    await().atMost(LONG_ENOUGH).until(() -> strokes() > 0);

    assertThat(mobOut("background"))
        .contains("audio")
        .contains("The shared whiteboard is open")
        .contains("held");
    await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(() -> assertThat(mobOut("notify")).containsPattern("subscribers: +guest"));
  }

  @Test
  void aStopInOrderKeepsThePictureForTheNextRun() throws Exception {
    MobProcess first = running("mob.conf");
    await().atMost(LONG_ENOUGH).until(() -> strokes() > 3);
    long before = strokes();

    first.signal("TERM");

    assertThat(first.exitCode()).isEqualTo(128 + 15);
    assertThat(first.out()).contains("stopped in ");
    running("mob.conf");
    await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(() -> assertThat(strokes()).isGreaterThanOrEqualTo(before));
  }

  @Test
  void anInterruptStopsItInOrderToo() throws Exception {
    assumeFalse(interruptsAreIgnored(), "a shell has started this build in the background");
    MobProcess kernel = running("minimal.conf");

    kernel.signal("INT");

    assertThat(kernel.exitCode()).isEqualTo(128 + 2);
    assertThat(kernel.out()).contains("stopped in ");
    assertThat(example.home("minimal.conf").resolve("control.sock")).doesNotExist();
  }

  /** A shell without job control has what it starts in the background ignore Ctrl-C (POSIX). */
  private static boolean interruptsAreIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("SigIgn:")) {
        return (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 1 << (2 - 1)) != 0;
      }
    }
    return false;
  }

  @Test
  void afterAKillTheSameHomeFolderStartsAgain() throws Exception {
    MobProcess killed = running("mob.conf");
    await().atMost(LONG_ENOUGH).until(() -> strokes() > 3);
    killed.signal("KILL");
    assertThat(killed.exitCode()).isEqualTo(128 + 9);
    assertThat(example.home("mob.conf").resolve("control.sock")).exists();
    assertThat(mob("status").exitCode()).isEqualTo(ExitCode.FAILURE);

    running("mob.conf");

    assertThat(mob("status").exitCode()).isZero();
    await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(strokes()).isPositive());
  }

  @Test
  void theSecondKernelOnAHomeFolderSaysWhoHoldsItAndTheFirstRunsOn() throws Exception {
    MobProcess first = running("minimal.conf");

    MobProcess second = mob("run", example.conf("minimal.conf"));

    assertThat(second.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(second.err()).contains("in use by process " + first.pid());
    assertThat(mob("status").exitCode()).isZero();
  }

  @Test
  void withoutAKernelToAskTheMessageSaysHowToStartOne() throws Exception {
    MobProcess status = mob("status");

    assertThat(status.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(status.err()).contains("no kernel runs; start one with: mob run CONF");
  }

  @Test
  void whenSeveralKernelsRunTheMessageSaysHowToChoose() throws Exception {
    running("minimal.conf");
    running("mob.conf");

    MobProcess status = mob("status");

    assertThat(status.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(status.err())
        .contains("--home " + example.home("minimal.conf"))
        .contains("--home " + example.home("mob.conf"));
  }

  @Test
  void theLogOfTheLastRunIsThereAfterIt() throws Exception {
    MobProcess run = running("mob.conf");
    await().atMost(LONG_ENOUGH).until(() -> strokes() > 0);
    // On a machine with much to do a command may not be answered in time.
    await().atMost(LONG_ENOUGH).until(() -> mob("board", "upset", "ada").exitCode() == ExitCode.OK);
    await().atMost(LONG_ENOUGH).until(() -> mobOut("logs", "-n", "100").contains("ada was upset"));
    run.signal("TERM");
    run.exitCode();

    MobProcess logs = mob("logs", example.conf("mob.conf"), "-n", "1000");

    assertThat(logs.exitCode()).isZero();
    assertThat(logs.out()).contains("ada was upset and left");
    assertThat(logs.err()).contains("does not run");
  }

  private MobProcess running(String conf) throws IOException {
    return mob("run", example.conf(conf)).says("ready in ");
  }

  private MobProcess mob(String... words) throws IOException {
    MobProcess process = MobProcess.start(folder, Map.of(), words);
    started.add(process);
    return process;
  }

  private String mobOut(String... words) throws Exception {
    MobProcess process = mob(words);
    process.exitCode();
    return process.out();
  }

  private String treeOf(String conf) throws Exception {
    return mobOut("tree", example.conf(conf));
  }

  private static String lineOf(String process, String tree) {
    return tree.lines().filter(line -> line.contains("─ " + process + " ")).findFirst().orElse("");
  }

  private static String pidIn(String line) {
    return line.replaceFirst(".*(<0\\.\\d+\\.\\d+>).*", "$1");
  }

  private long strokes() throws Exception {
    String board = mobOut("board");
    return board.contains(" strokes")
        ? Long.parseLong(board.replaceFirst("(?s).*\n(\\d+) strokes.*", "$1"))
        : 0;
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
