package dev.mob.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.config.Diagnostic.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorReaderTest {
  private static final String HEAD = "id = x\nversion = 1.0.0\n";

  private final DescriptorReader reader = new DescriptorReader();

  @Test
  void aDescriptorSaysWhatAnExtensionIsAndNeeds() {
    Descriptor descriptor =
        reader
            .read(
                """
                id = notify
                version = 1.2.3-SNAPSHOT
                doc = "Push messages."
                class = dev.mob.notify.NotifyExtension
                kernel = "[1.0,2)"
                requires = ["background [1.0,2)", { id = cluster, version = "1.5", optional = true }, a]
                permissions = [push, network]
                provides = ["dev.mob.notify.Notify"]
                exclusive = [push-token]
                settings {
                  ttl { type = duration, default = 7d, min = 1m, doc = "How long" }
                }
                host {
                  android {
                    permissions = ["android.permission.INTERNET"]
                    services = [{ name = a.B, types = [dataSync] }]
                    receivers = [{ name = a.C, actions = [x.Y], exported = true }]
                    features = [f]
                    queries = [q.R]
                    min-api = 30
                  }
                  ios {
                    background-modes = [remote-notification]
                    usage { NSCameraUsageDescription = "To scan" }
                    entitlements { aps-environment = development, "com.a.b" = true, groups = [a, b] }
                    task-identifiers = [t.u]
                    bonjour-services = ["_mob._tcp"]
                  }
                }
                """,
                "notify.conf")
            .orThrow();

    assertThat(descriptor.id()).isEqualTo("notify");
    assertThat(descriptor.version()).hasToString("1.2.3.SNAPSHOT");
    assertThat(descriptor.doc()).isEqualTo("Push messages.");
    assertThat(descriptor.mainClass()).contains("dev.mob.notify.NotifyExtension");
    assertThat(descriptor.kernel()).isEqualTo(VersionRange.parse("[1,2)"));
    assertThat(descriptor.requires())
        .extracting(Requirement::toString)
        .containsExactly("background [1.0.0,2.0.0)", "cluster 1.5.0", "a");
    assertThat(descriptor.requires())
        .extracting(Requirement::optional)
        .containsExactly(false, true, false);
    assertThat(descriptor.requires().get(1).position()).hasToString("notify.conf:6:35");
    assertThat(descriptor.permissions()).containsExactly(Permission.NETWORK, Permission.PUSH);
    assertThat(descriptor.provides()).containsExactly("dev.mob.notify.Notify");
    assertThat(descriptor.exclusive()).containsExactly("push-token");
    assertThat(descriptor.settings().find("ttl").get().defaultValue()).contains(Duration.ofDays(7));
    assertThat(descriptor.android())
        .isEqualTo(
            new AndroidDeclarations(
                List.of("android.permission.INTERNET"),
                List.of(new AndroidDeclarations.Service("a.B", List.of("dataSync"), "", false)),
                List.of(new AndroidDeclarations.Receiver("a.C", List.of("x.Y"), true)),
                List.of("f"),
                List.of("q.R"),
                30));
    assertThat(descriptor.ios().backgroundModes()).containsExactly("remote-notification");
    assertThat(descriptor.ios().usage()).containsEntry("NSCameraUsageDescription", "To scan");
    assertThat(descriptor.ios().entitlements())
        .containsEntry("aps-environment", "development")
        .containsEntry("com.a.b", true)
        .containsEntry("groups", Arrays.asList("a", "b"));
    assertThat(descriptor.ios().taskIdentifiers()).containsExactly("t.u");
    assertThat(descriptor.ios().bonjourServices()).containsExactly("_mob._tcp");
    assertThat(descriptor.position()).hasToString("notify.conf:1:1");
    assertThat(descriptor).hasToString("notify 1.2.3.SNAPSHOT");
  }

  @Test
  void whatIsDeclaredMayDependOnASetting() {
    Descriptor descriptor =
        reader
            .read(
                HEAD
                    + """
                    settings {
                      type { type = enum, values = [audio, data], default = data }
                      others { type = list, of { type = enum, values = [audio, data] }, default = [] }
                    }
                    host.android {
                      permissions = [always]
                      services = [{ name = S }]
                      when = [
                        { setting = type, is = [audio], permissions = [p.A], services = [{ name = S, types = [media] }] }
                        { setting = others, is = [audio], services = [{ name = S, types = [media] }] }
                      ]
                    }
                    host.ios.when = [{ setting = type, is = [data], refused = "not here" }]
                    """,
                "x.conf")
            .orThrow();

    assertThat(descriptor.android(settings(descriptor, "")).permissions())
        .containsExactly("always");
    AndroidDeclarations audio = descriptor.android(settings(descriptor, "type = audio"));
    assertThat(audio.permissions()).containsExactly("always", "p.A");
    assertThat(audio.services())
        .containsExactly(new AndroidDeclarations.Service("S", List.of("media"), "", false));
    assertThat(descriptor.android(settings(descriptor, "others = [data, audio]")).services())
        .isEqualTo(audio.services());
    assertThat(descriptor.iosClauses())
        .filteredOn(clause -> clause.holds(settings(descriptor, "")))
        .extracting(HostClause::refused)
        .containsExactly("", "not here");
  }

  @Test
  void aConditionIsOnASettingThatCanBeSo() {
    Checked<Descriptor> read =
        reader.read(
            HEAD
                + """
                settings {
                  type { type = enum, values = [audio, data], default = data }
                  name { type = string }
                }
                host.android.when = [
                  { setting = tpye, is = [audio] }
                  { setting = type, is = [video] }
                  { setting = name, is = [x] }
                ]
                """,
            "x.conf");

    assertThat(read.diagnostics().list())
        .extracting(each -> each.path() + ": " + each.kind())
        .containsExactly(
            "host.android.when[0].setting: UNKNOWN",
            "host.android.when[1].is: RANGE",
            "host.android.when[2].setting: TYPE");
  }

  private static Settings settings(Descriptor descriptor, String block) {
    return new MobConfReader(Map.of())
        .read("mob.conf", "mob.extensions.x {\n" + block + "\n}", Path.of("."))
        .check(List.of(descriptor))
        .orThrow()
        .extensions()
        .get("x");
  }

  @Test
  void whatIsLeftOutIsEmpty() {
    Descriptor descriptor = reader.read(HEAD, "x.conf").orThrow();

    assertThat(descriptor.kernel()).isEqualTo(VersionRange.ANY);
    assertThat(descriptor.requires()).isEmpty();
    assertThat(descriptor.settings().settings()).isEmpty();
    assertThat(descriptor.mainClass()).isEmpty();
    assertThat(descriptor.android()).isEqualTo(AndroidDeclarations.none());
    assertThat(descriptor.ios()).isEqualTo(IosDeclarations.none());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "settings { «a» {} } | SCHEMA | settings.a: a setting needs a type",
        "settings { a { type = «strnig» } } | SCHEMA | settings.a.type: 'strnig' is no type; did"
            + " you mean 'string'?",
        "settings { a { type = string, «defualt» = x } } | SCHEMA | settings.a.defualt: a setting of"
            + " type string has no 'defualt'; did you mean 'default'?",
        "settings { a { type = boolean, «min» = 1 } } | SCHEMA | settings.a.min: a setting of type"
            + " boolean has no 'min'",
        "settings { a { type = integer, default = «x» } } | TYPE | settings.a.default: expected a"
            + " whole number, found 'x'",
        "settings { a { type = integer, max = 3, default = «4» } } | RANGE | settings.a.default: 4"
            + " is too large; at most 3",
        "settings { a { type = integer, min = 4, max = «3» } } | SCHEMA | settings.a.max: max is"
            + " below min",
        "settings { a { type = duration, min = «5» } } | TYPE | settings.a.min: expected a duration",
        "settings { «a» { type = enum } } | SCHEMA | settings.a: an enum has values, and each is a"
            + " word",
        "settings { a { type = enum, values = «[»true, false] } } | SCHEMA | settings.a: an enum",
        "settings { a { type = enum, values = [left, right], default = «lef» } } | RANGE |"
            + " settings.a.default: 'lef' is not allowed; did you mean 'left'?",
        "settings { «a» { type = list } } | SCHEMA | settings.a: a list or a map says what it holds",
        "settings { a { type = list, of = «enum» } } | SCHEMA | settings.a.of: 'enum' is no type"
            + " that stands alone",
        "settings { «a» { type = object } } | SCHEMA | settings.a: an object has settings",
        "settings { a { type = object, settings { b { type = «x» } } } } | SCHEMA |"
            + " settings.a.settings.b.type: 'x' is no type",
        "settings { a { type = string, pattern = «\"[\"» } } | SCHEMA | settings.a.pattern: this is"
            + " no regular expression",
        "settings { a { type = string, required = true, default = «x» } } | SCHEMA |"
            + " settings.a.default: a required setting has no default",
        "settings { a { type = secret, default = «hunter2» } } | SCHEMA | settings.a.default: a"
            + " secret has no default",
        "settings { «A» { type = string } } | SCHEMA | settings.A: 'A' is no name for a setting",
        "settings { a = «string» } | SCHEMA | settings.a: a setting is described by a block",
        "settings = «[»] | SCHEMA | settings: expected a block of settings",
        "kernel = «\"[1,2\"» | TYPE | kernel: '[1,2' is not a version range",
        "requires = [«\"A b\"»] | TYPE | requires[0]: 'A' is no extension's id",
        "requires = [\"a\", «\"a [1,2)\"»] | DUPLICATE | requires[1]: a is required twice",
        "requires = [«\"a [1\"»] | TYPE | requires[0]: '[1' is not a version",
        "requires = [{ id = a, «verison» = \"1\" }] | UNKNOWN | requires[0].verison: unknown setting",
        "requires = «a» | TYPE | requires: expected a list of extensions",
        "permissions = [«netwrok»] | RANGE | permissions[0]: 'netwrok' is not allowed; did you mean"
            + " 'network'?",
        "«setings» {} | UNKNOWN | setings: unknown setting",
        "host { android { services = [«{» types = [] }] } } | MISSING |"
            + " host.android.services[0].name: this setting is required",
        "host { android { min-api = «25» } } | RANGE | host.android.min-api: 25 is too small",
        "host { ios { entitlements { a = «5» } } } | TYPE | host.ios.entitlements.a: an entitlement"
            + " is a text",
        "doc = «${HOME}» | SYNTAX | a descriptor has no substitutions",
        "«include \"other.conf\"» | FILE | 'other.conf' cannot be included",
      })
  void aMistakeIsReportedAtItsPlace(String line, Kind kind, String message) {
    MarkedConf conf = MarkedConf.of(HEAD + line + "\n");

    List<Diagnostic> all = conf.assertAtMarks(reader.read(conf.text(), "x.conf").diagnostics());

    assertThat(all).hasSize(1);
    assertThat(all.get(0).kind()).isEqualTo(kind);
    assertThat(all.get(0).headline()).contains(message).doesNotContain("hunter2");
    assertThat(reader.read(conf.text(), "x.conf").value()).isEmpty();
  }

  @Test
  void anIdHasLettersDigitsAndHyphens() {
    MarkedConf conf = MarkedConf.of("id = «My.App»\nversion = 1.0.0\n");

    assertThat(conf.assertAtMarks(reader.read(conf.text(), "x.conf").diagnostics()))
        .extracting(Diagnostic::message)
        .containsExactly("'My.App' is no extension's id");
  }

  @Test
  void whatIsRequiredIsMissedAtTheBeginning() {
    assertThat(reader.read("", "x.conf").diagnostics())
        .extracting(Diagnostic::headline)
        .containsExactly(
            "x.conf:1:1: error: id: this setting is required; add id = \"...\"",
            "x.conf:1:1: error: version: this setting is required; add version = \"...\"");
    assertThat(reader.read("[]", "x.conf").diagnostics().errors()).hasSize(1);
  }

  @Test
  void aDescriptorOfAHundredMegabytesIsRefusedWithoutBeingKept() {
    InputStream endless =
        new InputStream() {
          private int left = 100 << 20;

          @Override
          public int read() {
            return left-- > 0 ? ' ' : -1;
          }
        };

    assertThat(reader.read(endless, "big.conf").diagnostics().render())
        .isEqualTo(
            "big.conf:1:1: error: the descriptor cannot be read: it has more than 1048576 bytes\n");
  }

  @Test
  void aStreamThatFailsIsADiagnostic() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }
        };

    assertThat(reader.read(broken, "x.conf").diagnostics().render()).contains("the disk is gone");
    assertThat(
            reader
                .read(new ByteArrayInputStream(HEAD.getBytes(StandardCharsets.UTF_8)), "x.conf")
                .value())
        .isPresent();
  }
}
