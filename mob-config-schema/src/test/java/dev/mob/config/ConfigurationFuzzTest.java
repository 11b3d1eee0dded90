package dev.mob.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValueFactory;
import dev.mob.config.Diagnostic.Kind;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A hundred thousand damaged files: nothing escapes, every diagnostic has a true place, no secret
 * shows, and the verdict is that of a standard JSON Schema validator on the exported schema.
 *
 * <p>The files follow from one seed; {@code -Dmob.fuzz.seed} sets another, {@code -Dmob.fuzz.files}
 * how many. A failure prints the seed, the number of the file and the file.
 */
class ConfigurationFuzzTest {
  private static final String LITERAL_SECRET = "hunter2-literal";
  private static final String ENVIRONMENT_SECRET = "s3cr3t-of-the-environment";
  private static final Map<String, String> ENVIRONMENT =
      Collections.singletonMap("COOKIE", ENVIRONMENT_SECRET);
  private static final List<Descriptor> DESCRIPTORS =
      Arrays.asList(MarkedConf.CLUSTER, MarkedConf.NOTIFY);

  /** JSON Schema has no ranges for text, and these are text with a range. */
  private static final List<String> TEXT_WITH_RANGE =
      Arrays.asList("tick", "buffer", "stop-timeout", "activation-timeout", "period");

  private static final List<String> FILES =
      Arrays.asList(
          """
          mob {
            node.name = "alice" # a comment
            app = notify
            stop-timeout = 5s
            extensions {
              notify { topic = "news" }
              cluster {
                cookie = "hunter2-literal"
                listen { host = "0.0.0.0", port = 9100 }
                seeds = ["a:1", "b:2"]
                retries = 3
              }
            }
          }
          """,
          """
          defaults { port = 9100, tick = 10s }
          mob.node.name = ${NODE} // from below
          NODE = "bob"
          mob.extensions.cluster {
            cookie = ${COOKIE}
            listen.port = ${defaults.port}
            tick = ${defaults.tick}
            tick = ${?TICK}
            buffer = 128KiB, mode = hidden
            ratio = 0.25
            strict = true
          }
          """,
          """
          mob { processes { workers = 2, mailbox-warning = 100 }
            log { level = info, levels { "dev.mob" = debug } }
            extension-path = [ lib, "more/lib" ]
            extensions.cluster = {
              "cookie" : \"""hunter2-literal\"""
              labels { a = x, b = "y z" }
              peers = [
                { node = a, weight = 1 }
                { node = b }
              ]
              peers += { node = c }
              keys = etc/keys
              name = abc
            }
          }
          """);

  private final ObjectMapper json = new ObjectMapper();
  private final JsonSchema schema =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(SchemaExport.jsonSchema(DESCRIPTORS));
  private final MobConfReader reader = new MobConfReader(ENVIRONMENT);

  @Test
  void aHundredThousandDamagedFilesAreJudgedAsAStandardValidatorJudgesThem() {
    long seed = Long.getLong("mob.fuzz.seed", 20260101L);
    int files = Integer.getInteger("mob.fuzz.files", 100_000);
    Random random = new Random(seed);
    Mutator mutator = new Mutator(random);
    int valid = 0;
    int invalid = 0;
    int unreadable = 0;
    for (int i = 0; i < files; i++) {
      String text = mutator.mutate(FILES.get(i % FILES.size()));
      try {
        switch (judge(text)) {
          case VALID:
            valid++;
            break;
          case INVALID:
            invalid++;
            break;
          default:
            unreadable++;
        }
      } catch (Throwable failure) {
        throw new AssertionError(
            "seed " + seed + ", file " + i + ":\n" + text + "\n" + failure.getMessage(), failure);
      }
    }
    // The mutations keep reaching all three outcomes, else this test would show little.
    assertThat(valid).isGreaterThan(files / 20);
    assertThat(invalid).isGreaterThan(files / 20);
    assertThat(unreadable).isGreaterThan(files / 20);
  }

  private enum Outcome {
    VALID,
    INVALID,
    UNREADABLE
  }

  private Outcome judge(String text) throws Exception {
    Checked<MobConf> checked = reader.read("mob.conf", text, null).check(DESCRIPTORS);
    Diagnostics diagnostics = checked.diagnostics();
    assertThat(checked.value().isPresent()).isEqualTo(!diagnostics.hasErrors());
    assertPlaces(text, diagnostics);

    Config meaning = meaning(text);
    assertNoSecret(checked, meaning);
    if (meaning == null) {
      assertThat(diagnostics.hasErrors()).as("Typesafe Config refuses it").isTrue();
      return Outcome.UNREADABLE;
    }
    assertThat(diagnostics.errors())
        .as("Typesafe Config reads it")
        .noneMatch(d -> d.kind() == Kind.SYNTAX || d.kind() == Kind.UNRESOLVED);
    JsonNode tree = json.valueToTree(meaning.root().unwrapped());
    if (hasInfinity(meaning.root().unwrapped())) {
      return Outcome.INVALID; // JSON has no such number to ask about
    }
    boolean theirs = schema.validate(tree).isEmpty();
    boolean ours = true;
    for (Diagnostic error : diagnostics.errors()) {
      ours &= !isOfSchema(error);
    }
    assertThat(ours)
        .as("%s\n%s\n%s", diagnostics.render(), tree, schema.validate(tree))
        .isEqualTo(theirs);
    return theirs ? Outcome.VALID : Outcome.INVALID;
  }

  private static void assertPlaces(String text, Diagnostics diagnostics) {
    String[] lines = text.split("\n", -1);
    for (Diagnostic diagnostic : diagnostics) {
      Position at = diagnostic.position();
      assertThat(at.file()).isEqualTo("mob.conf");
      assertThat(at.line()).isBetween(1, lines.length);
      String line = lines[at.line() - 1];
      int last = Math.max(1, line.length());
      assertThat(at.column()).as(diagnostic.headline()).isBetween(1, last);
      assertThat(at.column() + at.length() - 1).as(diagnostic.headline()).isLessThanOrEqualTo(last);
    }
  }

  private static void assertNoSecret(Checked<MobConf> checked, Config meaning) {
    String output =
        checked.diagnostics().render()
            + checked.diagnostics().renderColoured()
            + checked.diagnostics().toJson()
            + checked.diagnostics().list();
    String settings = checked.value().map(MobConf::toString).orElse("");
    for (String secret : Arrays.asList(LITERAL_SECRET, ENVIRONMENT_SECRET)) {
      assertThat(output).doesNotContain(secret);
      if (settings.contains(secret)) {
        // A mutation made it the value of a setting that is no secret, such as the node's name.
        String elsewhere = meaning.withoutPath("mob.extensions.cluster.cookie").withoutPath("COOKIE").root().render();
        assertThat(elsewhere).contains(secret);
      }
    }
  }

  /** What Typesafe Config alone makes of it; null if it refuses it. */
  private static Config meaning(String text) {
    try {
      return ConfigFactory.parseString(text)
          .withFallback(ConfigValueFactory.fromMap(ENVIRONMENT))
          .resolve(ConfigResolveOptions.noSystem());
    } catch (ConfigException refused) {
      return null;
    }
  }

  private static boolean isOfSchema(Diagnostic error) {
    switch (error.kind()) {
      case UNKNOWN:
      case TYPE:
      case MISSING:
        return true;
      case RANGE:
        String name = error.path().substring(error.path().lastIndexOf('.') + 1);
        return !TEXT_WITH_RANGE.contains(name);
      case EXTENSION:
        return !error.path().equals("app");
      default:
        return false;
    }
  }

  private static boolean hasInfinity(Object value) {
    if (value instanceof Map) {
      return hasInfinity(((Map<?, ?>) value).values());
    }
    if (value instanceof Collection) {
      for (Object element : (Collection<?>) value) {
        if (hasInfinity(element)) {
          return true;
        }
      }
      return false;
    }
    return value instanceof Double && ((Double) value).isInfinite();
  }
}
