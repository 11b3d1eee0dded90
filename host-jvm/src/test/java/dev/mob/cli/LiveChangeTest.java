package dev.mob.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mob.control.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running kernel gets other code and another mob.conf, as its operator does it. */
final class LiveChangeTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final List<MobProcess> started = new ArrayList<>();
  private Path app;
  private Path jar;

  /** An app with one process that counts how often it has greeted, ten times a second. */
  @BeforeEach
  void makeAnApp() throws IOException {
    app = folder.resolve("hello");
    assertThat(mob("init", app.toString())).isZero();
    Path conf = app.resolve("mob.conf");
    edit(conf, "every = 2s", "every = 100ms");
    edit(conf, "mob {", "mob {\n  hot-update.probation = 1s\n  trust.unsigned = [hello]");
    edit(source(), "greeted == 5", "greeted == -1");
    jar = app.resolve("extensions/hello.jar");
    assertThat(mob("build", app.toString())).isZero();
  }

  @AfterEach
  void endAll() {
    started.forEach(MobProcess::close);
  }

  @Test
  void anUpdatedProcessKeepsItsPidAndTheFileIsInItsPlaceForTheNextStart() throws Exception {
    run();
    String pid = greeter().get("pid").toString();
    byte[] old = Files.readAllBytes(jar);
    Path next = version("1.1.0", "greeted + 1", "greeted + 1");

    MobProcess update = update(next);

    assertThat(update.exitCode()).isZero();
    assertThat(update.out())
        .containsPattern("hello 1\\.0\\.0 -> 1\\.1\\.0  2 processes went on after a pause of .* ms")
        .contains("updated " + jar + " (was 1.0.0)");
    assertThat(greeter().get("pid")).hasToString(pid);
    assertThat(greeter().get("restarts")).isEqualTo(0L);
    assertThat(hello().get("version")).isEqualTo("1.1.0");
    assertThat(jar).hasSameBinaryContentAs(next).isNotEqualTo(old);

    MobProcess reload = command("reload");
    assertThat(reload.exitCode()).isZero();
    assertThat(reload.out()).isEqualTo("nothing has changed\n");
    assertThat(greeter().get("pid")).hasToString(pid);
  }

  @Test
  void anUpdateThatFailsSaysWhereAndThatTheOldVersionRunsOn() throws Exception {
    run();
    String pid = greeter().get("pid").toString();
    byte[] old = Files.readAllBytes(jar);
    Path next =
        version(
            "1.1.0",
            "public void activate(ExtensionContext context) {",
            "public void activate(ExtensionContext context) {\n"
                + "if (true) throw new IllegalStateException(\"no microphone\");");

    MobProcess update = update(next);

    assertThat(update.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(update.err())
        .contains("the update of hello from 1.0.0 to 1.1.0 failed (activate): ")
        .contains("no microphone")
        .contains("hello 1.0.0 runs on, with its processes and their states");
    assertThat(greeter().get("pid")).hasToString(pid);
    assertThat(hello().get("version")).isEqualTo("1.0.0");
    assertThat(Files.readAllBytes(jar)).isEqualTo(old);
  }

  @Test
  void aNewVersionThatCrashesWithinItsProbationIsTakenBack() throws Exception {
    run();
    byte[] old = Files.readAllBytes(jar);
    Path next = version("1.1.0", "greeted == -1", "greeted > -1");

    MobProcess update = update(next);

    assertThat(update.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(update.err())
        .contains("failed (probation): its process ")
        .contains("five greetings are enough")
        .contains("hello 1.0.0 runs on");
    assertThat(hello().get("version")).isEqualTo("1.0.0");
    assertThat(hello().get("state")).isEqualTo("active");
    assertThat(Files.readAllBytes(jar)).isEqualTo(old);
  }

  @Test
  void aFileThatIsNoExtensionIsRefused() throws Exception {
    run();
    Path file = Files.writeString(folder.resolve("note.jar"), "no jar");

    MobProcess update = update(file);

    assertThat(update.exitCode()).isNotZero();
    assertThat(update.err()).contains("note.jar");
    assertThat(hello().get("version")).isEqualTo("1.0.0");
  }

  /**
   * The new version's own code sends its process a real kill -9. The other steps of an update are
   * in {@code UpdateKillTest}.
   */
  @Test
  void aKillDuringAnUpdateLeavesAKernelThatStartsWithTheOldVersion() throws Exception {
    MobProcess kernel = run();
    byte[] old = Files.readAllBytes(jar);
    edit(
        source(),
        "public final class Hello implements Extension {",
        "public final class Hello implements Extension {\n"
            + "  static void kill() {\n"
            + "    try { new ProcessBuilder(\"kill\", \"-9\","
            + " Long.toString(ProcessHandle.current().pid())).start().waitFor();\n"
            + "      Thread.sleep(60_000); } catch (Exception e) {"
            + " throw new IllegalStateException(e); } }");
    Path next =
        version(
            "1.1.0",
            "/** Another process",
            "public Integer codeChange(String from, Object state) { kill(); return 0; }"
                + " /** Another process");

    MobProcess update = update(next);

    assertThat(update.exitCode()).isEqualTo(ExitCode.FAILURE);
    await().atMost(LONG_ENOUGH).until(() -> !kernel.isAlive());
    assertThat(Files.readAllBytes(jar)).isEqualTo(old);
    run();
    assertThat(hello().get("version")).isEqualTo("1.0.0");
    assertThat(hello().get("state")).isEqualTo("active");
  }

  // ---- mob.conf

  @Test
  void aReloadAppliesTheDifferenceAndAFileWithMistakesChangesNothing() throws Exception {
    run();
    Path conf = app.resolve("mob.conf");
    String pid = greeter().get("pid").toString();

    edit(conf, "# background {}", "background {}");
    MobProcess reload = command("reload");
    assertThat(reload.exitCode()).isZero();
    assertThat(reload.out()).isEqualTo("started: background\n");
    assertThat(greeter().get("pid")).hasToString(pid);

    edit(conf, "greeting = \"Hello\"", "greting = \"Hello\"");
    MobProcess broken = command("reload");
    assertThat(broken.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(broken.err())
        .contains("greting: unknown setting; did you mean 'greeting'?")
        .contains("nothing has changed, everything runs on");
    assertThat(greeter().get("pid")).hasToString(pid);
  }

  @Test
  void aWatchedFileIsAppliedWhenItIsSaved() throws Exception {
    Path conf = app.resolve("mob.conf");
    edit(conf, "mob {", "mob {\n  watch = true");
    run();

    edit(conf, "# background {}", "backgroound {}");
    MobProcess logs = command("logs", "-n", "20");
    await()
        .atMost(LONG_ENOUGH)
        .until(() -> logged("was saved with mistakes, so nothing has changed"));
    assertThat(logs.exitCode()).isZero();

    // As editors do it: a new file over the old one.
    Path draft = conf.resolveSibling("mob.conf~");
    Files.writeString(draft, Files.readString(conf).replace("backgroound {}", "background {}"));
    Files.move(draft, conf, StandardCopyOption.REPLACE_EXISTING);
    await()
        .atMost(LONG_ENOUGH)
        .until(
            () ->
                extensions().stream()
                    .anyMatch(
                        each ->
                            "background".equals(each.get("id"))
                                && "active".equals(each.get("state"))));
  }

  // ---- parts

  private MobProcess run() throws IOException {
    return command("run", app.resolve("mob.conf").toString()).says("ready in ");
  }

  private MobProcess command(String... words) throws IOException {
    MobProcess process = MobProcess.start(folder, Map.of(), words);
    started.add(process);
    return process;
  }

  private MobProcess update(Path file) throws IOException {
    return command(
        "extension",
        "update",
        "hello",
        file.toString(),
        "--conf",
        app.resolve("mob.conf").toString());
  }

  private boolean logged(String text) {
    return asked("logs", "-n", "50").contains(text);
  }

  private Map<?, ?> hello() {
    return extensions().stream()
        .filter(each -> "hello".equals(each.get("id")))
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private List<Map<?, ?>> extensions() {
    Map<?, ?> status = (Map<?, ?>) Json.read(asked("status", "--json"));
    return (List<Map<?, ?>>) status.get("extensions");
  }

  private Map<?, ?> greeter() {
    return find(Json.read(asked("tree", "--json")), "greeter");
  }

  private static Map<?, ?> find(Object node, String id) {
    Map<?, ?> map = (Map<?, ?>) node;
    if (id.equals(map.get("id"))) {
      return map;
    }
    for (Object child : (List<?>) map.get("children")) {
      Map<?, ?> found = find(child, id);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Builds the app as it is after an edit, beside the one that runs. */
  private Path version(String version, String text, String replacement) throws IOException {
    edit(source(), text, replacement);
    edit(app.resolve("src/META-INF/mob/extension.conf"), "version = 1.0.0", "version = " + version);
    Path kept = Files.copy(jar, folder.resolve("kept.jar"));
    assertThat(mob("build", app.toString())).isZero();
    Path next = Files.move(jar, folder.resolve("hello-" + version + ".jar"));
    Files.move(kept, jar);
    return next;
  }

  private Path source() {
    return app.resolve("src/hello/Hello.java");
  }

  private static void edit(Path file, String text, String replacement) throws IOException {
    String before = Files.readString(file);
    assertThat(before).contains(text);
    Files.writeString(file, before.replace(text, replacement));
  }

  private int mob(String... words) {
    return new Mob(
            new Terminal(new PrintStream(new ByteArrayOutputStream()), System.err, false),
            environment())
        .execute(words);
  }

  /** Asks in this process: starting one for each look would take a second. */
  private String asked(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    new Mob(new Terminal(print, System.err, false), environment()).execute(words);
    return out.toString(StandardCharsets.UTF_8);
  }

  private Map<String, String> environment() {
    return Map.of("XDG_RUNTIME_DIR", folder.toString());
  }
}
