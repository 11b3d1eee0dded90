package dev.mob.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private enum Mode {
    HIDDEN,
    VISIBLE
  }

  @Test
  void everyTypeIsReadInItsJavaForm() {
    Settings settings =
        MarkedConf.cluster(
                "listen.port = 9100\nseeds = [\"a:1\", \"[::1]:2\"]\ntick = 1.5s\nbuffer = 1KiB\n"
                    + "mode = hidden\nratio = 1\nretries = 1e1\nstrict = true\nname = abc\n"
                    + "keys = etc/keys\nlabels { b = \"2\", a = x }\n"
                    + "peers = [{ node = p, weight = 4 }]")
            .clusterSettings();

    assertThat(settings.object("listen").port("port")).isEqualTo(9100);
    assertThat(settings.port("listen.port")).isEqualTo(9100);
    assertThat(settings.string("listen.host")).isEqualTo("0.0.0.0");
    assertThat(settings.list("seeds", HostAndPort.class))
        .containsExactly(new HostAndPort("a", 1), new HostAndPort("::1", 2));
    assertThat(settings.duration("tick")).isEqualTo(Duration.ofMillis(1500));
    assertThat(settings.bytes("buffer")).isEqualTo(1024);
    assertThat(settings.word("mode")).isEqualTo("hidden");
    assertThat(settings.constant("mode", Mode.class)).isEqualTo(Mode.HIDDEN);
    assertThat(settings.number("ratio")).isEqualTo(1.0);
    assertThat(settings.integer("retries")).isEqualTo(10);
    assertThat(settings.intValue("retries")).isEqualTo(10);
    assertThat(settings.bool("strict")).isTrue();
    assertThat(settings.path("keys")).isEqualTo(Paths.get("etc/keys"));
    assertThat(settings.map("labels", String.class))
        .containsExactly(Map.entry("a", "x"), Map.entry("b", "2"));
    assertThat(settings.list("peers", Settings.class).get(0).integer("weight")).isEqualTo(4);
    assertThat(settings.secret("cookie").reveal()).isEqualTo("from-the-environment");
    assertThat(settings.optionalString("old")).isEmpty();
    assertThat(settings.has("old")).isFalse();
    assertThat(settings.list("peers", Settings.class).get(0).name())
        .isEqualTo("extensions.cluster.peers[0]");
  }

  @Test
  void aSettingKnowsWhereItWasWrittenAndADefaultThatItWasNot() {
    Settings settings = MarkedConf.cluster("retries = 4\nlisten.port = 5").clusterSettings();

    assertThat(settings.origin("retries"))
        .hasValueSatisfying(at -> assertThat(at).hasToString("mob.conf:3:1"));
    assertThat(settings.origin("listen.port"))
        .hasValueSatisfying(at -> assertThat(at).hasToString("mob.conf:4:8"));
    assertThat(settings.origin("tick")).isEmpty();
    assertThat(settings.origin("listen.host")).isEmpty();
  }

  @Test
  void settingsAreEqualWhenTheySayTheSameWhereverItIsWritten() {
    Checked<MobConf> one = MarkedConf.cluster("retries = 4 # four\nlisten { port = 5 }").check();
    Checked<MobConf> other = MarkedConf.cluster("\n\nlisten.port = 5, retries = 4").check();
    Checked<MobConf> third = MarkedConf.cluster("listen.port = 6, retries = 4").check();

    assertThat(one.orThrow()).isEqualTo(other.orThrow()).hasSameHashCodeAs(other.orThrow());
    assertThat(one.orThrow()).isNotEqualTo(third.orThrow());
    assertThat(one.orThrow().extensions().get("cluster"))
        .isEqualTo(other.orThrow().extensions().get("cluster"));
  }

  @Test
  void aChangedSecretIsAChange() {
    MarkedConf conf = MarkedConf.cluster("");

    assertThat(conf.check(Collections.singletonMap("COOKIE", "four")).orThrow())
        .isNotEqualTo(conf.check(Collections.singletonMap("COOKIE", "five")).orThrow());
  }

  @Test
  void askingForWhatTheSchemaLacksIsAMistakeInTheCodeAndSaysSo() {
    Settings settings = MarkedConf.cluster("seeds = [\"a:1\"]").clusterSettings();

    assertThatThrownBy(() -> settings.string("nam"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the schema of extensions.cluster declares no nam; it declares");
    assertThatThrownBy(() -> settings.string("retries"))
        .hasMessage("the schema of extensions.cluster declares retries as integer, not as string");
    assertThatThrownBy(() -> settings.string("name.x"))
        .hasMessageContaining("declares name as no object");
    assertThatThrownBy(() -> settings.port("listen.prot")).hasMessageContaining("declares no prot");
    assertThatThrownBy(() -> settings.list("seeds", String.class))
        .hasMessageContaining("are of HostAndPort, not of String");
    assertThatThrownBy(() -> settings.string("name"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("extensions.cluster.name is not set and has no default");
  }

  @Test
  void relativePathsStartFromTheFolderOfTheFile() {
    MobConf conf =
        new MobConfReader(new HashMap<>())
            .read("mob.conf", "mob { home = \"../state\", extensions {} }", Paths.get("/etc/mob"))
            .check(Collections.emptyList())
            .orThrow();

    assertThat(conf.home()).contains(Paths.get("/etc/state"));
  }

  @Test
  void theMobBlockHasItsDefaults() {
    MobConf conf = MarkedConf.of("mob { }").check().orThrow();

    assertThat(conf.nodeName()).isEqualTo("mob");
    assertThat(conf.app()).isEmpty();
    assertThat(conf.home()).isEmpty();
    assertThat(conf.extensionPath()).isEmpty();
    assertThat(conf.extensions()).isEmpty();
    assertThat(conf.settings().duration("stop-timeout")).isEqualTo(Duration.ofSeconds(10));
    assertThat(conf.settings().duration("activation-timeout")).isEqualTo(Duration.ofSeconds(10));
    assertThat(conf.settings().optionalInteger("processes.workers")).isEmpty();
    assertThat(conf.settings().integer("processes.mailbox-warning")).isEqualTo(10_000);
    assertThat(conf.settings().map("trust.keys", String.class)).isEmpty();
    assertThat(conf.settings().optionalObject("trust")).isPresent();
    assertThat(conf.settings().list("extension-path", Path.class)).isEmpty();
  }

  @Test
  void trustIsReadWithItsKeysItsExceptionsAndWhatItGrants() {
    String key = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqo=";
    MobConf conf =
        new MobConfReader(new HashMap<>())
            .read(
                "mob.conf",
                "mob.trust { keys { acme = \""
                    + key
                    + "\" }, unsigned = [draft]\n"
                    + "permissions { board = [network, storage], quiet = [] } }",
                null)
            .check(Collections.emptyList())
            .orThrow();

    Trust trust = Trust.of(conf.settings());

    assertThat(trust.keys()).containsExactly(java.util.Map.entry("acme", key));
    assertThat(trust.unsigned()).containsExactly("draft");
    assertThat(trust.grantedTo("board").get())
        .containsExactlyInAnyOrder(Permission.NETWORK, Permission.STORAGE);
    assertThat(trust.grantedTo("quiet").get()).isEmpty();
    assertThat(trust.grantedTo("other")).isEmpty();
  }

  @Test
  void anAbsentBlockWithRequiredSettingsIsAbsent() {
    Descriptor descriptor =
        new DescriptorReader()
            .read(
                "id = x\nversion = 1.0.0\nsettings { tls { type = object, settings {"
                    + " key { type = path, required = true } } } }",
                "x.conf")
            .orThrow();
    Settings settings =
        new MobConfReader(new HashMap<>())
            .read("mob.conf", "mob.extensions.x {}", null)
            .check(Collections.singletonList(descriptor))
            .orThrow()
            .extensions()
            .get("x");

    assertThat(settings.optionalObject("tls")).isEmpty();
    assertThat(settings.optionalPath("tls.key")).isEmpty();
  }
}
