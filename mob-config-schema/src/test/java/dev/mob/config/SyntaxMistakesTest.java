package dev.mob.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.config.Diagnostic.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxMistakesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name = «\"abc» | this quoted text is not closed on its line",
        "name = \"a«\\q»\" | this is no escape sequence, write \\\\ for a backslash",
        "name = a«*»b | '*' is not allowed outside quotes",
        "name = $«»x | '$' is not allowed outside quotes",
        "«name» | a setting's name is followed by '=', ':' or '{', not by '}'",
        "«=» 5 | expected a setting's name, but here is '='",
        "name =«»= 5 | expected a value, but here is '='",
        "seeds = [\"a:1\" = 5] | expected ',' or ']', but here is '='",
        "name = «${x» | this substitution is not closed with '}'",
        "name = «${a..b}» | a path has a name before and after each dot",
        "name = a b «=» c | expected a new line, ',' or '}', but here is '='",
        "include «parts» | include is followed by a file's name in quotes, file(...) or"
            + " required(...)",
      })
  void aPlaceThatIsNotHoconIsReportedToTheColumn(String setting, String message) {
    String marked = setting;
    if (setting.contains("$«»x")) {
      marked = setting.replace("$«»x", "«$»x");
    } else if (setting.contains("=«»=")) {
      marked = setting.replace("=«»=", "= «=»");
    } else if (!setting.contains("«")) {
      marked = setting.replace("\" = 5", "\" «=» 5");
    }

    List<Diagnostic> all = MarkedConf.cluster(marked).diagnosticsAtMarks();

    assertThat(all).hasSize(1);
    assertThat(all.get(0).kind()).isEqualTo(Kind.SYNTAX);
    assertThat(all.get(0).message()).isEqualTo(message);
  }

  @Test
  void theRestOfTheFileIsCheckedWhenOneSettingIsBroken() {
    List<Diagnostic> all =
        MarkedConf.of(
                "mob {\n  node.name = «\"alice»\n  «wacth» = true\n  extensions {\n"
                    + "    cluster { cookie = ${COOKIE}, retries = «99» }\n  }\n}\n")
            .diagnosticsAtMarks();

    assertThat(all)
        .extracting(Diagnostic::kind)
        .containsExactly(Kind.SYNTAX, Kind.UNKNOWN, Kind.RANGE);
  }

  @Test
  void whatIsMissingIsNotReportedWhenItMayBeInTheBrokenPart() {
    List<Diagnostic> all =
        MarkedConf.of("mob.extensions.cluster {\n  cookie = «\"abc»\n}\n").diagnosticsAtMarks();

    assertThat(all).extracting(Diagnostic::kind).containsExactly(Kind.SYNTAX);
  }

  @Test
  void whenBracketsDoNotMatchOnlyThatIsReported() {
    assertThat(MarkedConf.of("mob «{»\n  node { name = x\n  wacth = 1\n}\n").diagnosticAtMark())
        .extracting(Diagnostic::headline)
        .isEqualTo("mob.conf:1:5: error: this '{' is never closed; add a '}'");
    assertThat(MarkedConf.of("mob { wacth = 1 }\n«}»\n").diagnosticAtMark().headline())
        .isEqualTo("mob.conf:2:1: error: this '}' closes nothing; remove it, or add its '{'");
    assertThat(MarkedConf.cluster("seeds = «[»\"a:1\"\n").diagnosticAtMark().message())
        .isEqualTo("this '[' is never closed");
  }

  @Test
  void everyUnresolvedSubstitutionIsReported() {
    List<Diagnostic> all =
        MarkedConf.of(
                "mob.extensions.cluster {\n  cookie = «${A}»\n  name = x«${B}»y\n"
                    + "  listen { port = «${C.d}» }\n  seeds = ${COOKIE2} [\"a:1\"]\n}"
                        .replace("${COOKIE2}", "«${E}»"))
            .diagnosticsAtMarks();

    assertThat(all).extracting(Diagnostic::kind).containsOnly(Kind.UNRESOLVED).hasSize(4);
  }

  @Test
  void aSubstitutionThatLeadsBackToItselfIsReported() {
    assertThat(MarkedConf.of("a = «${b}»\nb = ${a}\nmob {}").check().diagnostics().errors())
        .isNotEmpty()
        .allSatisfy(
            error -> {
              assertThat(error.kind()).isEqualTo(Kind.UNRESOLVED);
              assertThat(error.message()).endsWith("leads back to itself");
            });
  }

  @Test
  void aBlockBesideATextIsReported() {
    assertThat(MarkedConf.cluster("name = «{ a = 1 } text»").diagnosticAtMark().message())
        .isEqualTo("a block or a list stands beside a value of another kind");
  }

  @Test
  void textThatIsNotUtf8IsReportedWhereItStands() {
    assertThat(
            MarkedConf.cluster("listen.host = \"«\uFFFD»\"").check().diagnostics().errors().get(0))
        .extracting(Diagnostic::headline)
        .isEqualTo("mob.conf:3:16: error: this character is not UTF-8; save the file as UTF-8");
  }

  @Test
  void endlessNestingIsRefusedAndDoesNotExhaustTheStack() {
    StringBuilder deep = new StringBuilder("mob { a = ");
    for (int i = 0; i < 100_000; i++) {
      deep.append("[{x=");
    }

    assertThat(MarkedConf.of(deep.toString()).check().diagnostics().errors())
        .extracting(Diagnostic::message)
        .containsExactly("blocks and lists are nested too deeply here");
  }

  @Test
  void substitutionsThatDoubleWithEachStepDoNotHang() {
    StringBuilder doubling = new StringBuilder("mob { home = ${a15} }\na0 = x\n");
    for (int i = 1; i <= 15; i++) {
      doubling.append("a" + i + " = ${a" + (i - 1) + "}${a" + (i - 1) + "}\n");
    }

    assertThat(MarkedConf.of(doubling.toString()).check().diagnostics().hasErrors()).isFalse();
  }
}
