package dev.mob.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.config.Diagnostic.Kind;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @Test
  void aSecretThatIsPrintedIsAsterisks() {
    Secret secret = new Secret("hunter2");

    assertThat(secret).hasToString("********");
    assertThat(String.valueOf(Collections.singletonMap("a", secret))).doesNotContain("hunter2");
    assertThat(secret).isEqualTo(new Secret("hunter2")).isNotEqualTo(new Secret("hunter3"));
    assertThat(secret).hasSameHashCodeAs(new Secret("other"));
    assertThat(secret.reveal()).isEqualTo("hunter2");
  }

  @Test
  void aSecretInTheFileIsWarnedOfAndItsLineDoesNotShowIt() {
    MarkedConf conf = MarkedConf.of("mob.extensions.cluster.cookie = «\"hunter2\"» # hunter2\n");

    Diagnostic warning = conf.diagnosticAtMark();

    assertThat(warning.severity()).isEqualTo(Severity.WARNING);
    assertThat(warning.kind()).isEqualTo(Kind.SECRET);
    assertThat(warning.position().sourceLine())
        .isEqualTo("mob.extensions.cluster.cookie = \"*******\"");
    assertThat(conf.clusterSettings().secret("cookie").reveal()).isEqualTo("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mob.extensions.cluster { cookie = \"hunter2\", retries = 99, zzz = 1 }",
        "mob.extensions.cluster { cookei = \"hunter2\", listen.prot = 1 }",
        "mob.extensions.cluster { cookie = hunter2 extra\n zzz = 1 }",
        "mob.extensions.cluster { cookie = [\"hunter2\"] }",
        "mob.extensions.cluster { cookie { a = \"hunter2\" } }",
        "mob.extensions.clutser { cookie = \"hunter2\" }",
        "mob.extensions.cluster { cookie = \"hunter2 }",
        "mob.extensions.cluster { cookie \"hunter2\" }",
        "mob.extensions.cluster { cookie = \"\"\"hunter2 }",
        "mob.extensions.cluster { cookie = \"hunter2\\q\" }",
        "mob.extensions.cluster { cookie = \"hunter2\" = 5 }",
        "mob.extensions.cluster { cookie = \"hunter2\"",
        "mob.extensions.cluster { cookie = \"hunter2\" } }",
        "mob.extensions.cluster { cookie = \"hunter2\" ${NOWHERE} }",
        "secret = \"hunter2\"\nmob.extensions.cluster { cookie = ${secret}, retries = ${secret} }",
        "mob { secret = \"hunter2\" }",
        "mob { cluster.cookie = hunter2 }",
        "mob.extensions.cluster { listen { cookie = \"hunter2\" } }",
        "mob.extensions.cluster { cookie = \"a\", cookie = \"hunter2\" }",
        "mob = \"hunter2\"",
      })
  void noMistakeMakesASecretShow(String text) {
    Diagnostics diagnostics = MarkedConf.of(text).check().diagnostics();

    assertThat(diagnostics).isNotEmpty();
    assertThat(diagnostics.render()).doesNotContain("hunter2");
    assertThat(diagnostics.renderColoured()).doesNotContain("hunter2");
    assertThat(diagnostics.toJson()).doesNotContain("hunter2");
  }

  @Test
  void aSecretThatIsTooShortIsReportedWithoutIt() {
    Diagnostic error =
        MarkedConf.of("mob.extensions.cluster.cookie = «\"abc\"»").diagnosticAtMark();

    assertThat(error.headline())
        .endsWith("extensions.cluster.cookie: the text is too short; at least 4 characters");
  }

  @Test
  void aCheckedFileThatIsPrintedShowsNoSecret() {
    MobConf conf = MarkedConf.of("mob.extensions.cluster.cookie = hunter2").check().orThrow();

    assertThat(conf.toString()).contains("cookie=********").doesNotContain("hunter2");
  }
}
