package dev.mob.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.control.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that need no running kernel, in this process. */
final class CommandsTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Example example;

  @BeforeEach
  void copyTheExample() throws IOException {
    example = Example.copyTo(folder);
  }

  @Test
  void checkReportsAllSixMistakesEachAtItsPlace() throws IOException {
    int code = mob("check", example.conf("broken.conf"));

    assertThat(code).isEqualTo(ExitCode.BAD_INPUT);
    // The words are the configuration's own tests' matter; places, paths and carets are this one's.
    assertThat(
            out()
                .replace(folder.resolve("example") + "/", "")
                .replaceAll("(: error:)( [a-z.-]+:)?.*", "$1$2"))
        .isEqualTo(Files.readString(Path.of("src/test/resources/broken.expected")));
  }

  @Test
  void checkGivesScriptsAnArray() {
    int code = mob("check", example.conf("broken.conf"), "--json");

    assertThat(code).isEqualTo(ExitCode.BAD_INPUT);
    assertThat((List<?>) Json.read(out()))
        .hasSize(6)
        .allSatisfy(each -> assertThat(((Map<?, ?>) each).get("column")).isInstanceOf(Long.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mob.conf", "minimal.conf"})
  void checkFindsNothingWrongWithWhatRuns(String conf) {
    assertThat(mob("check", example.conf(conf))).isZero();
    assertThat(out()).startsWith("ok: ");
  }

  @Test
  void checkSaysWhereAFileIsNot() {
    assertThat(mob("check", folder.resolve("absent.conf").toString()))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(out()).contains("absent.conf");
  }

  @Test
  void checkIsColouredForPeopleAlone() {
    new Mob(terminal(true), Map.of()).execute("check", example.conf("broken.conf"));
    assertThat(out()).contains("\u001b[");

    assertThat(Terminal.of(Map.of("NO_COLOR", "1"), true).isColoured()).isFalse();
    assertThat(Terminal.of(Map.of("TERM", "dumb"), true).isColoured()).isFalse();
    assertThat(Terminal.of(Map.of(), false).isColoured()).isFalse();
    assertThat(Terminal.of(Map.of("NO_COLOR", ""), true).isColoured()).isTrue();
  }

  @Test
  void schemaDescribesAnExtensionForPeopleAndForEditors() {
    assertThat(mob("schema", "notify")).isZero();
    assertThat(out()).startsWith("# notify").contains("`dedup-ttl`");

    out.reset();
    assertThat(mob("schema", "cluster", "--format", "json")).isZero();
    Map<?, ?> schema = (Map<?, ?>) Json.read(out());
    assertThat(schema.get("$schema")).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(((Map<?, ?>) schema.get("properties")).get("cookie")).isNotNull();
  }

  @Test
  void schemaFindsExtensionsWhereAMobConfLooksForThem() {
    assertThat(mob("schema", "whiteboard")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err()).contains("add --conf CONF");

    assertThat(mob("schema", "whiteboard", "--conf", example.conf("mob.conf"))).isZero();
    assertThat(out()).contains("`mishap-every`");
  }

  @Test
  void extensionsShowsWhatIsPlannedAndWhatElseIsThere() throws IOException {
    Path conf = folder.resolve("example/some.conf");
    Files.writeString(
        conf,
        "mob { extension-path = [extensions],"
            + " trust.permissions.whiteboard = [storage, background, push, expose],"
            + " extensions { notify {}, background {}, whiteboard {} } }");

    assertThat(mob("extensions", conf.toString())).isZero();

    assertThat(out())
        .containsPattern("(?m)^notify +1\\.0\\.0 +linked +planned")
        .containsPattern("(?m)^whiteboard +1\\.0\\.0 +bundle +planned")
        .containsPattern("(?m)^cluster +1\\.0\\.0 +linked +- ");
  }

  @Test
  void initWritesAnAppThatIsFitToRunAndTouchesNothingThatIsThere() throws IOException {
    Path app = folder.resolve("Hello You");

    assertThat(mob("init", app.toString())).isZero();
    assertThat(app.resolve("extensions/hello-you.jar")).exists();
    assertThat(mob("check", app.resolve("mob.conf").toString())).isZero();

    Files.writeString(app.resolve("src/hello/Hello.java"), "mine");
    assertThat(mob("init", app.toString())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(app.resolve("src/hello/Hello.java")).hasContent("mine");
  }

  @Test
  void newExtensionWritesAProjectAndTouchesNothingThatIsThere() throws IOException {
    Path project = folder.resolve("plugin");
    String[] words = {
      "new", "extension", "hello", "--packaging", "pf4j", "--dir", project.toString()
    };

    assertThat(mob(words)).isZero();
    assertThat(out()).contains("wrote  " + project.resolve("pom.xml"), "mvn verify");
    assertThat(project.resolve("src/main/java/org/example/hello/HelloExtension.java")).exists();

    Files.writeString(project.resolve("pom.xml"), "mine");
    assertThat(mob(words)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err()).contains("pom.xml is there already; nothing was written");
    assertThat(project.resolve("pom.xml")).hasContent("mine");
    assertThat(mob("new", "extension", "Hello")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(mob("new", "extension", "hello", "--packaging", "war"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err()).contains("'war' is no packaging; use bundle or pf4j");
  }

  @Test
  void buildShowsWhatDoesNotCompileAndKeepsTheOldJar() throws IOException {
    Path app = folder.resolve("hello");
    mob("init", app.toString());
    byte[] before = Files.readAllBytes(app.resolve("extensions/hello.jar"));
    Files.writeString(app.resolve("src/hello/Hello.java"), "class Hello { int x = y; }");

    assertThat(mob("build", app.toString())).isEqualTo(ExitCode.BAD_INPUT);

    assertThat(err()).contains("Hello.java:1").contains("cannot find symbol");
    assertThat(app.resolve("extensions/hello.jar")).hasBinaryContent(before);
  }

  @Test
  void helpNamesEveryCommandAndEveryCommandTeaches() {
    assertThat(mob("--help")).isZero();
    List<String> commands =
        List.of(
            "run",
            "check",
            "extensions",
            "schema",
            "status",
            "tree",
            "logs",
            "init",
            "build",
            "completion");
    assertThat(out()).contains(commands);

    for (String command : commands) {
      out.reset();
      assertThat(mob(command, "--help")).isZero();
      assertThat(out()).contains("Usage: mob " + command).contains("Examples:");
      assertThat(out().lines()).allMatch(line -> line.length() <= 100);
    }
  }

  @Test
  void aCommandLineThatMakesNoSenseIsBadInput() {
    assertThat(mob("run")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err()).contains("CONF");
    assertThat(mob("check", "a", "b", "--frob")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(mob("schema", "--format", "xml")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(mob("frobnicate")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err()).contains("no command 'frobnicate'");
  }

  @Test
  void completionIsAScriptThatBashTakes() throws Exception {
    assertThat(mob("completion", "bash")).isZero();
    Path script = Files.writeString(folder.resolve("mob.bash"), out());

    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source '"
                    + script
                    + "'; COMP_WORDS=(mob che); COMP_CWORD=1; _complete_mob;"
                    + " echo \"${COMPREPLY[@]}\"")
            .redirectErrorStream(true)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(said.trim()).isEqualTo("check");
  }

  private int mob(String... words) {
    // A run directory of its own: kernels that run on this machine are none of its business.
    return new Mob(terminal(false), Map.of("XDG_RUNTIME_DIR", folder.toString())).execute(words);
  }

  private Terminal terminal(boolean coloured) {
    return new Terminal(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        coloured);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
