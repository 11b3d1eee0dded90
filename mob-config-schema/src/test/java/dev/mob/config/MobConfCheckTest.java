package dev.mob.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.config.Diagnostic.Kind;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MobConfCheckTest {

  @Test
  void sixMistakesAreReportedInOneRunEachAtItsLineAndColumn() {
    MarkedConf conf =
        MarkedConf.of(
            """
            mob {
              node.name = alice
              processes { workers = «"many"» }
              extensions {
                notify {}
                «clutser» { cookie = ${COOKIE} }
                cluster {
                  cookie = «${MISSING}»
                  listen { «prot» = 9100 }
                  retries = «11»
                  seeds = ["a:1", «"b"»]
                }
              }
            }
            """);

    List<Diagnostic> all = conf.diagnosticsAtMarks();

    assertThat(all)
        .extracting(Diagnostic::headline)
        .containsExactly(
            "mob.conf:3:25: error: processes.workers: expected a whole number, found 'many'",
            "mob.conf:6:5: error: extensions.clutser: there is no extension 'clutser'; did you"
                + " mean 'cluster'?",
            "mob.conf:8:16: error: extensions.cluster.cookie: ${MISSING} has no value, neither in"
                + " the file nor in the environment; set it, or write ${?...} if it may be absent",
            "mob.conf:9:16: error: extensions.cluster.listen.prot: unknown setting; did you mean"
                + " 'port'?",
            "mob.conf:10:17: error: extensions.cluster.retries: 11 is too large; from 0 to 10",
            "mob.conf:11:23: error: extensions.cluster.seeds[1]: expected a host and a port, such"
                + " as 127.0.0.1:9100, found 'b'");
    assertThat(conf.check().value()).isEmpty();
  }

  @Test
  void aDiagnosticShowsItsLineWithACaretUnderWhatIsMeant() {
    Diagnostics diagnostics =
        MarkedConf.of(
                "mob {\n"
                    + "  extensions {\n"
                    + "    cluster    { cookie = ${COOKIE}, listen { prot = 9100 } }\n"
                    + "  }\n"
                    + "}\n")
            .check()
            .diagnostics();

    assertThat(diagnostics.render())
        .isEqualTo(
            "mob.conf:3:47: error: extensions.cluster.listen.prot: unknown setting; did you mean"
                + " 'port'?\n"
                + "  3 |     cluster    { cookie = ${COOKIE}, listen { prot = 9100 } }\n"
                + "                                                    ^^^^\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "strict = «yes» | TYPE | expected true or false, found 'yes'; write true",
        "strict = «\"true\"» | TYPE | expected true or false, found 'true'; write it without quotes",
        "retries = «\"3\"» | TYPE | expected a whole number, found '3'; write it without quotes",
        "retries = «1.5» | TYPE | expected a whole number, found the number 1.5",
        "retries = «-1» | RANGE | -1 is too small; from 0 to 10",
        "ratio = «1.01» | RANGE | 1.01 is too large; from 0 to 1",
        "ratio = «1e999» | TYPE | expected a number, found the number Infinity",
        "tick = «10» | TYPE | expected a duration with its unit, such as 500ms, 30s or 7d, found"
            + " the number 10; add a unit, such as 10s",
        "tick = «10 S» | TYPE | expected a duration with its unit, such as 500ms, 30s or 7d, found"
            + " '10 S'; units are case-sensitive, write s",
        "tick = «2h» | RANGE | 2h is too long; from 1s to 1h",
        "tick = «-5s» | TYPE | expected a duration with its unit, such as 500ms, 30s or 7d, found"
            + " '-5s'",
        "buffer = «2MiB» | RANGE | 2MiB is too large; at most 1MiB",
        "buffer = «64mib» | TYPE | expected a memory size with its unit, such as 512KiB or 64MiB,"
            + " found '64mib'; units are case-sensitive, write MiB",
        "mode = «hiden» | RANGE | 'hiden' is not allowed; did you mean 'hidden'? allowed: hidden,"
            + " visible",
        "mode = «x» | RANGE | 'x' is not allowed; allowed: hidden, visible",
        "mode = «true» | TYPE | expected one of the allowed words, found true; put it in quotes",
        "listen.port = «65536» | RANGE | 65536 is no port; ports go from 0 to 65535",
        "listen.port = «[»1] | TYPE | expected a port number from 0 to 65535, found a list",
        "listen = «5» | TYPE | expected a block { ... }, found the number 5",
        "name = «Alice» | RANGE | 'Alice' does not have the form that is asked for; it matches"
            + " [a-z]+",
        "name = «42» | TYPE | expected text, found the number 42; put it in quotes",
        "keys = «\"\"» | TYPE | expected a path, found ''",
        "seeds = «\"a:1\"» | TYPE | expected a list [ ... ], found 'a:1'; put it in brackets [ ]",
        "seeds = «[»\"a:1\", \"a:2\", \"a:3\", \"a:4\"] | RANGE | 4 elements is too many; at most 3"
            + " elements",
        "labels { «A1» = x } | RANGE | this name does not have the form that is asked for; it"
            + " matches [a-z]+",
        "labels { a = «[»] } | TYPE | expected text, found a list",
        "«zzz» = 1 | UNKNOWN | unknown setting; known: cookie, listen, seeds, tick, buffer, mode,"
            + " ratio, retries, strict, name, keys, labels, peers, old",
        "peers = [{ node = a }, «{»weight = 1}] | MISSING | this setting is required; add node ="
            + " \"...\"",
        "peers += «5» | TYPE | expected a block { ... }, found the number 5",
      })
  void aWrongValueIsReportedAtTheValueWithWhatToDo(String setting, Kind kind, String message) {
    Diagnostic diagnostic = MarkedConf.cluster(setting).diagnosticAtMark();

    assertThat(diagnostic.kind()).isEqualTo(kind);
    assertThat(diagnostic.headline()).endsWith(": " + message);
    assertThat(diagnostic.severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void placesAreExactForDottedQuotedNestedAndAppendedKeys() {
    MarkedConf.cluster("listen.«prot» = 1").diagnosticAtMark();
    MarkedConf.cluster("\"listen\".«\"prot\"» : 1").diagnosticAtMark();
    MarkedConf.cluster("listen\n\n # a comment = {\n { port = 1, «prot» = 2 }").diagnosticAtMark();
    MarkedConf.cluster("seeds = [\n  \"a:1\" // first\n  «\"b\"»\n]").diagnosticAtMark();
    MarkedConf.cluster("seeds = [\"a:1\"]\nseeds += «\"b\"»").diagnosticAtMark();
    MarkedConf.cluster("seeds = [\"a:1\"] [«\"b\"»]").diagnosticAtMark();
    MarkedConf.of(
            "known = [\"c:1\"]\n"
                + "mob.extensions.cluster { cookie = ${COOKIE}, seeds = ${known} [«\"b\"»] }")
        .diagnosticAtMark();
    MarkedConf.cluster("name = «\"\"\"Two»\nlines\"\"\"").diagnosticAtMark();
    MarkedConf.cluster("name = «a concatenation  of \"several\" parts» # and a comment")
        .diagnosticAtMark();
    MarkedConf.cluster("peers = [{ node = a }, { node = b, «wieght» = 2 }]").diagnosticAtMark();
    MarkedConf.of(
            "mob { extensions { cluster { cookie = ${COOKIE} } } }\n"
                + "mob.extensions.cluster.listen.«prot» = 1\r\n")
        .diagnosticAtMark();
  }

  @Test
  void theSettingThatCountsIsTheOneReported() {
    MarkedConf conf = MarkedConf.cluster("retries = «99»\nretries = ${?UNSET}");
    assertThat(conf.diagnosticAtMark().message()).isEqualTo("99 is too large");
  }

  @Test
  void aBlockThatComesBySubstitutionIsReportedWhereItIsWritten() {
    MarkedConf.of(
            "shared { listen { «prot» = 1 } }\n"
                + "mob.extensions.cluster = ${shared} { cookie = ${COOKIE} }\n")
        .diagnosticAtMark();
  }

  @Test
  void aRequiredSettingIsMissedAtTheBlockThatLacksIt() {
    Diagnostic missing =
        MarkedConf.of("mob {\n  extensions {\n    «cluster» { listen.port = 1 }\n  }\n}")
            .diagnosticAtMark();

    assertThat(missing.headline())
        .isEqualTo(
            "mob.conf:3:5: error: extensions.cluster.cookie: this setting is required; add cookie ="
                + " ${NAME_OF_A_VARIABLE}");
  }

  @Test
  void aMisspeltRequiredSettingIsReportedOnceAsMisspelt() {
    Diagnostic unknown =
        MarkedConf.of("mob.extensions.cluster { «cookei» = ${COOKIE} }").diagnosticAtMark();

    assertThat(unknown.mend()).isEqualTo("did you mean 'cookie'?");
  }

  @Test
  void aSettingSetTwiceIsWarnedOfAndTheSecondCounts() {
    MarkedConf conf = MarkedConf.cluster("retries = 1\n«retries» = 2");

    Diagnostic warning = conf.diagnosticAtMark();

    assertThat(warning.severity()).isEqualTo(Severity.WARNING);
    assertThat(warning.headline())
        .contains("extensions.cluster.retries: this is also set on line 3; only this one counts");
    assertThat(conf.clusterSettings().integer("retries")).isEqualTo(2);
  }

  @Test
  void blocksMergeAndOverridesBySubstitutionAreNoDoubles() {
    assertThat(
            MarkedConf.cluster("listen.port = 1\nlisten { host = a }\nlisten.port = ${?PORT}")
                .check()
                .diagnostics())
        .isEmpty();
  }

  @Test
  void aDeprecatedSettingIsWarnedOfWithWhatToUseInstead() {
    Diagnostic warning = MarkedConf.cluster("«old» = x").diagnosticAtMark();

    assertThat(warning.kind()).isEqualTo(Kind.DEPRECATED);
    assertThat(warning.severity()).isEqualTo(Severity.WARNING);
    assertThat(warning.mend()).isEqualTo("use name");
  }

  @Test
  void nullTakesBackWhatWasSetBefore() {
    MarkedConf conf = MarkedConf.cluster("retries = 5\nretries = null");

    assertThat(conf.clusterSettings().integer("retries")).isEqualTo(3);
    assertThat(
            MarkedConf.of("mob { extensions { notify {}, notify = null } }")
                .check()
                .orThrow()
                .extensions())
        .isEmpty();
  }

  @Test
  void theAppHasToBeActive() {
    Diagnostic diagnostic =
        MarkedConf.of("mob { app = «notfy», extensions { notify {} } }").diagnosticAtMark();

    assertThat(diagnostic.headline())
        .endsWith("app: no active extension is called so; did you mean 'notify'?");
  }

  @Test
  void aFileWithoutAMobBlockSaysWhatItProbablyMeant() {
    assertThat(MarkedConf.of("«mbo» { }").diagnosticAtMark().headline())
        .isEqualTo("mob.conf:1:1: error: there is no block 'mob'; is 'mbo' meant to be it?");
    assertThat(MarkedConf.of("").check().diagnostics().render())
        .startsWith("mob.conf:1:1: error: there is no block 'mob'; write mob { ... }");
    assertThat(MarkedConf.of("[1, 2]").check().diagnostics().render())
        .startsWith("mob.conf:1:1: error: mob.conf is a block of settings, not a list");
    assertThat(MarkedConf.of("mob = «5»").diagnosticAtMark().message())
        .isEqualTo("expected a block");
    assertThat(MarkedConf.of("mob.extensions = «[»notify]").diagnosticAtMark().mend())
        .isEqualTo("write extensions { notify { } }");
    assertThat(MarkedConf.of("mob.extensions.notify = «true»").diagnosticAtMark().mend())
        .isEqualTo("write notify { }");
  }

  @Test
  void otherBlocksBesideMobMayServeSubstitutions() {
    MarkedConf conf =
        MarkedConf.of(
            "defaults.port = 7\n"
                + "mob.extensions.cluster { cookie = ${COOKIE}, listen.port = ${defaults.port} }");

    assertThat(conf.check().diagnostics()).isEmpty();
    assertThat(conf.clusterSettings().port("listen.port")).isEqualTo(7);
  }

  @Test
  void whatTheKernelFoundIsReportedTogetherWithTheRest() {
    MobConfFile file =
        new MobConfReader(Collections.emptyMap())
            .read("mob.conf", "mob {\n extensions { notify {} }\n wacth = true\n}", null);
    Diagnostic own =
        Diagnostic.error(
            Kind.EXTENSION, file.position("extensions.notify"), "extensions.notify", "no", "");

    Checked<MobConf> checked =
        file.check(Collections.singletonList(MarkedConf.NOTIFY), Collections.singletonList(own));

    assertThat(checked.diagnostics())
        .extracting(Diagnostic::headline)
        .containsExactly(
            "mob.conf:2:15: error: extensions.notify: no",
            "mob.conf:3:2: error: wacth: unknown setting; did you mean 'watch'?");
  }

  @Test
  void thePositionOfWhatIsNotWrittenIsThatOfTheBlockAroundIt() {
    MobConfFile file =
        new MobConfReader(Collections.emptyMap())
            .read("mob.conf", "mob {\n extensions { notify {} }\n}", null);

    assertThat(file.position("extensions.notify.topic")).hasToString("mob.conf:2:15");
    assertThat(file.position("extensions.cluster")).hasToString("mob.conf:2:2");
    assertThat(file.position("node.name")).hasToString("mob.conf:1:1");
  }

  @Test
  void extensionsAreKnownInTheOrderOfTheFileBeforeAnyDescriptorIs() {
    MobConfFile file =
        new MobConfReader(Collections.emptyMap())
            .read(
                "mob.conf",
                "mob { app = b\n extensions { z {}, b {} }\n extensions.a.x = 1\n"
                    + "extension-path = [lib, \"/opt/mob\"] }",
                java.nio.file.Paths.get("/etc/mob"));

    assertThat(file.extensions()).containsExactly("z", "b", "a");
    assertThat(file.app()).contains("b");
    assertThat(file.extensionPath())
        .extracting(Object::toString)
        .containsExactly("/etc/mob/lib", "/opt/mob");
    assertThat(file.diagnostics()).isEmpty();
  }
}
