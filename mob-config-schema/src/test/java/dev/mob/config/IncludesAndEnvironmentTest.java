package dev.mob.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.config.Diagnostic.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludesAndEnvironmentTest {
  @TempDir Path folder;

  @Test
  void aSettingFromAnIncludedFileIsReportedWhereItIsWritten() throws IOException {
    write("mob.conf", "mob {\n  include \"parts/cluster.conf\"\n}\n");
    write(
        "parts/cluster.conf",
        "extensions {\n  include \"deeper\"\n  cluster { cookie = ${COOKIE} }\n}\n");
    write("parts/deeper.conf", "cluster {\n  listen { prot = 1 }\n  retries = 99\n}\n");

    List<Diagnostic> errors = check("mob.conf").diagnostics().errors();

    assertThat(errors)
        .extracting(d -> relative(d) + " " + d.path())
        .containsExactly(
            "parts/deeper.conf:2:12 extensions.cluster.listen.prot",
            "parts/deeper.conf:3:13 extensions.cluster.retries");
    assertThat(errors.get(0).position().sourceLine()).isEqualTo("  listen { prot = 1 }");
  }

  @Test
  void pathsAreRelativeToTheFileTheyAreWrittenIn() throws IOException {
    write("mob.conf", "mob { home = here\n include \"parts/more.conf\" }");
    write("parts/more.conf", "extension-path = [lib]\n");

    MobConf conf = check("mob.conf").orThrow();

    assertThat(conf.home()).contains(folder.resolve("here"));
    assertThat(conf.extensionPath()).containsExactly(folder.resolve("parts/lib"));
  }

  @Test
  void substitutionsInAnIncludedFileAreSoughtBelowTheIncludeFirst() throws IOException {
    write("mob.conf", "tries = 1\nmob.extensions.cluster { include \"c.conf\" }");
    write(
        "c.conf",
        "cookie = ${COOKIE}\nretries = 2\nlisten.port = ${retries}\nlabels { a = \"${tries}\" }\n"
            + "peers = [{ node = a, weight = ${tries} }]\n");

    Settings cluster = check("mob.conf").orThrow().extensions().get("cluster");

    assertThat(cluster.port("listen.port")).isEqualTo(2);
    assertThat(cluster.list("peers", Settings.class).get(0).integer("weight")).isEqualTo(1);
  }

  @Test
  void aSubstitutionWithoutValueInAnIncludedFileIsReportedThere() throws IOException {
    write("mob.conf", "mob.extensions.cluster { include \"c.conf\" }");
    write("c.conf", "cookie = ${COOKIE}\nname = ${NOWHERE}\nretries = ${cookie.x}");

    List<Diagnostic> errors = check("mob.conf").diagnostics().errors();

    assertThat(errors).extracting(this::relative).containsExactly("c.conf:2:8", "c.conf:3:11");
    assertThat(errors.get(0).message()).startsWith("${NOWHERE} has no value");
  }

  @Test
  void syntaxErrorsInAnIncludedFileAreReportedThere() throws IOException {
    write("mob.conf", "mob { include \"bad.conf\"\n wacth = true }");
    write("bad.conf", "home = here\nlog = { level = debug ]\n");

    assertThat(check("mob.conf").diagnostics().errors())
        .extracting(this::relative)
        .contains("bad.conf:2:23");
  }

  @Test
  void anIncludeThatLeadsNowhereIsReportedWhenItIsRequired() throws IOException {
    write("mob.conf", "mob { include \"optional.conf\"\n include required(\"needed.conf\") }");

    List<Diagnostic> errors = check("mob.conf").diagnostics().list();

    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).kind()).isEqualTo(Kind.FILE);
    assertThat(errors.get(0).headline())
        .endsWith("mob.conf:2:2: error: 'needed.conf' cannot be included: there is no such file");
  }

  @Test
  void filesThatIncludeEachOtherInACircleAreReported() throws IOException {
    write("mob.conf", "mob { }\ninclude \"a.conf\"");
    write("a.conf", "include \"b.conf\"");
    write("b.conf", "include \"a.conf\"");

    assertThat(check("mob.conf").diagnostics().errors())
        .extracting(Diagnostic::message)
        .containsExactly("'a.conf' cannot be included: the files include each other in a circle");
  }

  @Test
  void nothingIsIncludedFromANetworkOrAClassPath() throws IOException {
    write(
        "mob.conf",
        "mob { }\ninclude url(\"http://example.com/x.conf\")\ninclude classpath(\"x.conf\")\n"
            + "include \"https://example.com/x.conf\"\ninclude \"x.properties\"");

    assertThat(check("mob.conf").diagnostics().errors())
        .extracting(Diagnostic::kind)
        .containsExactly(Kind.FILE, Kind.FILE, Kind.FILE, Kind.FILE);
  }

  @Test
  void aFileThatIsNotThereOrAFolderIsADiagnosticAndNoException() {
    assertThat(check("nothing.conf").diagnostics().render())
        .contains("nothing.conf:1:1: error: the file cannot be read: there is no such file");
    assertThat(check(".").diagnostics().render()).contains("it is a folder");
  }

  @Test
  void textFromTheEnvironmentBecomesWhatTheSchemaAsksFor() {
    Map<String, String> environment = new HashMap<>();
    environment.put("COOKIE", "cookie");
    environment.put("PORT", "9100");
    environment.put("STRICT", "true");
    environment.put("RATIO", "0.75");
    environment.put("TICK", "30s");
    environment.put("NAME", "abc");
    Settings settings =
        MarkedConf.cluster(
                "listen.port = ${PORT}\nstrict = ${STRICT}\nratio = ${RATIO}\ntick = ${TICK}\n"
                    + "name = ${NAME}\nretries = ${?RETRIES}")
            .check(environment)
            .orThrow()
            .extensions()
            .get("cluster");

    assertThat(settings.port("listen.port")).isEqualTo(9100);
    assertThat(settings.bool("strict")).isTrue();
    assertThat(settings.number("ratio")).isEqualTo(0.75);
    assertThat(settings.duration("tick")).hasSeconds(30);
    assertThat(settings.string("name")).isEqualTo("abc");
    assertThat(settings.integer("retries")).isEqualTo(3);
  }

  @Test
  void aWrongVariableIsReportedWhereItIsUsedByNameButWithoutItsValue() {
    Map<String, String> environment = new HashMap<>();
    environment.put("COOKIE", "cookie");
    environment.put("PORT", "not-a-port");
    MarkedConf conf =
        MarkedConf.of(
            "port = ${PORT}\nmob.extensions.cluster { cookie = ${COOKIE}\n"
                + "  listen.port = «${PORT}»\n  retries = «${port}»\n}");

    List<Diagnostic> errors = conf.diagnosticsAtMarks(environment);

    assertThat(errors)
        .extracting(Diagnostic::message)
        .containsExactly(
            "expected a port number from 0 to 65535, found the environment variable PORT",
            "expected a whole number, found the environment variable PORT");
    assertThat(conf.check(environment).diagnostics().toJson()).doesNotContain("not-a-port");
  }

  @Test
  void aValueInTheFileComesBeforeTheEnvironment() {
    assertThat(
            MarkedConf.of("COOKIE = in-the-file\nmob.extensions.cluster.cookie = ${COOKIE}")
                .clusterSettings()
                .secret("cookie")
                .reveal())
        .isEqualTo("in-the-file");
  }

  @Test
  void theProcessesOwnEnvironmentIsNotLookedAt() {
    Diagnostic error =
        MarkedConf.of("mob { home = «${PATH}» }").diagnosticsAtMarks(new HashMap<>()).get(0);

    assertThat(error.kind()).isEqualTo(Kind.UNRESOLVED);
  }

  private String relative(Diagnostic diagnostic) {
    Position at = diagnostic.position();
    String file = at.file().substring(folder.toString().length() + 1).replace('\\', '/');
    return file + ":" + at.line() + ":" + at.column();
  }

  private Checked<MobConf> check(String file) {
    return new MobConfReader(Collections.singletonMap("COOKIE", "cookie"))
        .read(folder.resolve(file))
        .check(Arrays.asList(MarkedConf.CLUSTER, MarkedConf.NOTIFY));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
