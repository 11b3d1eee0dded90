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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    Map<Outcome, Long> outcomes =
        IntStream.range(0, files)
            .parallel()
            .mapToObj(number -> judge(seed, number))
            .collect(Collectors.groupingBy(outcome -> outcome, Collectors.counting()));

    // The mutations keep reaching all three outcomes, else this test would show little.
    for (Outcome outcome : Outcome.values()) {
      assertThat(outcomes.getOrDefault(outcome, 0L)).isGreaterThan(files / 20);
    }
  }

  @Test
  void damagedDescriptorsAreReadOrRefusedWithTruePlaces() {
    long seed = Long.getLong("mob.fuzz.seed", 20260101L);
    int files = Integer.getInteger("mob.fuzz.files", 100_000) / 10;

    long valid =
        IntStream.range(0, files).parallel().filter(number -> isRead(seed, number)).count();

    assertThat(valid).isBetween(files / 20L, files - files / 20L);
  }

  private boolean isRead(long seed, int number) {
    Random random = new Random(seed ^ (number * 0x9E3779B97F4A7C15L));
    String text = new Mutator(random).mutate(MarkedConf.CLUSTER_DESCRIPTOR);
    try {
      Checked<Descriptor> checked = new DescriptorReader().read(text, "mob.conf");
      if (checked.value().isPresent() == checked.diagnostics().hasErrors()) {
        throw new AssertionError("there is a descriptor, or there are errors, never both");
      }
      assertPlaces(text, checked.diagnostics());
      return checked.value().isPresent();
    } catch (Throwable failure) {
      throw new AssertionError(
          "seed " + seed + ", descriptor " + number + ":\n" + text + "\n" + failure, failure);
    }
  }

  private Outcome judge(long seed, int number) {
    // Each file follows from the seed and its number alone, so one can be looked at by itself.
    Random random = new Random(seed ^ (number * 0x9E3779B97F4A7C15L));
    String text = new Mutator(random).mutate(FILES.get(number % FILES.size()));
    try {
      return judge(text);
    } catch (Throwable failure) {
      throw new AssertionError(
          "seed " + seed + ", file " + number + ":\n" + text + "\n" + failure.getMessage(),
          failure);
    }
  }

  private enum Outcome {
    VALID,
    INVALID,
    UNREADABLE
  }

  private Outcome judge(String text) throws Exception {
    Checked<MobConf> checked = reader.read("mob.conf", text, null).check(DESCRIPTORS);
    Diagnostics diagnostics = checked.diagnostics();
    if (checked.value().isPresent() == diagnostics.hasErrors()) {
      throw new AssertionError("there is a value, or there are errors, never both");
    }
    assertPlaces(text, diagnostics);

    Config meaning = meaning(text);
    assertNoSecret(checked, meaning);
    if (meaning == null) {
      if (!diagnostics.hasErrors()) {
        throw new AssertionError("Typesafe Config refuses it, and we do not");
      }
      return Outcome.UNREADABLE;
    }
    for (Diagnostic error : diagnostics.errors()) {
      if (error.message().startsWith("a block or a list stands beside")) {
        return Outcome.UNREADABLE; // Typesafe Config drops a text after a block silently
      }
      if (error.kind() == Kind.SYNTAX || error.kind() == Kind.UNRESOLVED) {
        throw new AssertionError("Typesafe Config reads it, but we say: " + error);
      }
    }
    JsonNode tree = json.valueToTree(meaning.root().unwrapped());
    if (hasInfinity(meaning.root().unwrapped())) {
      return Outcome.INVALID; // JSON has no such number to ask about
    }
    boolean theirs = schema.validate(tree).isEmpty();
    boolean ours = true;
    for (Diagnostic error : diagnostics.errors()) {
      ours &= !isOfSchema(error);
    }
    if (ours != theirs) {
      throw new AssertionError(
          (ours ? "we find nothing wrong" : "we object:\n" + diagnostics.render())
              + "\nthe validator: "
              + schema.validate(tree)
              + "\n"
              + tree);
    }
    return theirs ? Outcome.VALID : Outcome.INVALID;
  }

  private static void assertPlaces(String text, Diagnostics diagnostics) {
    String[] lines = text.split("\n", -1);
    for (Diagnostic diagnostic : diagnostics) {
      Position at = diagnostic.position();
      boolean inFile = at.file().equals("mob.conf") && at.line() >= 1 && at.line() <= lines.length;
      int last = inFile ? Math.max(1, lines[at.line() - 1].length()) : 0;
      if (!inFile || at.column() < 1 || at.column() + at.length() - 1 > last) {
        throw new AssertionError("a place that is not in the file: " + diagnostic);
      }
    }
  }

  private static void assertNoSecret(Checked<MobConf> checked, Config meaning) {
    String output = checked.diagnostics().render() + checked.diagnostics().toJson();
    String settings = checked.value().map(MobConf::toString).orElse("");
    for (String secret : Arrays.asList(LITERAL_SECRET, ENVIRONMENT_SECRET)) {
      if (output.contains(secret)) {
        throw new AssertionError("a secret shows:\n" + checked.diagnostics().render());
      }
      if (settings.contains(secret)) {
        // A mutation made it the value of a setting that is no secret, such as the node's name.
        String elsewhere =
            meaning
                .withoutPath("mob.extensions.cluster.cookie")
                .withoutPath("COOKIE")
                .root()
                .render();
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
