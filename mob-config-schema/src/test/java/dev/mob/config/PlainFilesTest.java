package dev.mob.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import dev.mob.config.internal.hocon.Document;
import dev.mob.config.internal.hocon.Evaluation;
import dev.mob.config.internal.hocon.IncludeResolver;
import dev.mob.config.internal.hocon.Source;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that need no evaluation mean, to us, just what Typesafe Config reads in them. */
class PlainFilesTest {
  private static final Map<String, String> ENVIRONMENT = Collections.singletonMap("SET", "5");

  private static final String PLAIN =
      """
      a { b = 1, c = "x", d = true } # a comment
      a.e.f = 1.50
      a { b = 2, g = [1, two, { h = 3 }] }
      big = 12345678901, negative = -7
      words = some words 10 and "more  of" them
      time = 10s, size = 64 KiB, version = 1.0
      "quoted.key" { "x y" = null }
      nothing = null
      from { environment = ${SET}, nowhere = ${?UNSET}, nothing = null }
      long = \"\"" three "quotes\" \""\"
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{ a = 1 }",
        "a = null, a { b = 1 }",
        "a { b = 1 }, a = null, a { c = 2 }",
        "a { b = 1 }, a = 5, a.c = 2",
        "a.b = 1, a { c.d = 2 }, a.c { e = 3 }",
        "a = [1, 2], a = [3]",
        "a = 10 s , b = 1.0",
        "a = \"x\"  \"y\" z",
        "a = true false null 1e3",
        "a = 2147483647, b = 2147483648, c = -2147483648, d = 1e2, e = 0.10",
        "a = [{ b = 1, b = 2 }, [], [null]]",
        "a : b c # d\n e : f // g",
        "a = ${SET}, b.c = ${?SET}, d = x ${SET}",
        "a = 1, a = ${?UNSET}, b.c = ${?UNSET}, d { e = ${?UNSET} }",
        "a = 1, a = ${SET}, a = { b = 2 }, a = ${?UNSET}",
        "a = ${SET}, SET = here",
        "a = ${?UNSET}, UNSET.b = here",
        "a = [${SET}, ${?UNSET}]",
      })
  void meanWhatTypesafeConfigReads(String text) {
    assertThat(ours(text)).isEqualTo(theirs(text));
    assertThat(ours(text).unwrapped()).isEqualTo(theirs(text).unwrapped());
  }

  @Test
  void meanTheSameHoweverTheyAreDamaged() {
    long seed = Long.getLong("mob.fuzz.seed", 20260101L);
    int files = Integer.getInteger("mob.fuzz.files", 100_000) / 10;

    long read = IntStream.range(0, files).parallel().filter(number -> isSame(seed, number)).count();

    assertThat(read).isGreaterThan(files / 3);
  }

  /** False if neither reads it, or if we do not. */
  private static boolean isSame(long seed, int number) {
    Random random = new Random(seed ^ (number * 0x9E3779B97F4A7C15L));
    String original = number % 2 == 0 ? PLAIN : MarkedConf.CLUSTER_DESCRIPTOR;
    String text = new Mutator(random).mutate(original);
    Document document = document(text);
    Evaluation ours = Evaluation.of(document);
    if (!document.main().problems().isEmpty() || !ours.mistakes().isEmpty()) {
      return false; // what of such a file can be used is said by other tests
    }
    try {
      ConfigObject theirs = theirs(text);
      assertThat(ours.root().withoutKey("SET")).isEqualTo(theirs);
      assertThat(ours.root().withoutKey("SET").unwrapped()).isEqualTo(theirs.unwrapped());
      return true;
    } catch (ConfigException | AssertionError failure) {
      throw new AssertionError(
          "seed " + seed + ", file " + number + ":\n" + text + "\n" + failure, failure);
    }
  }

  private static ConfigObject ours(String text) {
    return Evaluation.of(document(text)).root().withoutKey("SET");
  }

  private static ConfigObject theirs(String text) {
    return ConfigFactory.parseString(text)
        .withFallback(ConfigFactory.parseMap(ENVIRONMENT))
        .resolve(ConfigResolveOptions.noSystem())
        .root()
        .withoutKey("SET");
  }

  private static Document document(String text) {
    return Document.of(new Source("mob.conf", text, null), IncludeResolver.NONE, ENVIRONMENT);
  }
}
