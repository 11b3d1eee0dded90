package dev.mob.process.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/conformance.md} is written from the rules. With {@code -Dmob.docs.write=true} this
 * test writes it anew; otherwise it fails when the file says anything else than the rules.
 */
@DisplayName("docs/conformance.md")
class ConformanceTableTest {
  @Test
  @DisplayName("is the table of all rules")
  void isTheTableOfAllRules() throws IOException {
    Path file = root().resolve("docs/conformance.md");
    if (Boolean.getBoolean("mob.docs.write")) {
      Files.writeString(file, table(), StandardCharsets.UTF_8);
    }
    assertThat(Files.readString(file, StandardCharsets.UTF_8))
        .as("run: ./mvnw -pl kernel -am test -Dtest=ConformanceTableTest -Dmob.docs.write=true")
        .isEqualTo(table());
  }

  @Test
  @DisplayName("compares at least sixty rules with erl, and each outcome once")
  void comparesManyRulesWithErl() {
    List<Scenario> all = Scenario.all();
    assertThat(all.stream().filter(Scenario::runsOnErl).count()).isGreaterThanOrEqualTo(60);
    assertThat(all).extracting(Scenario::erlangName).doesNotHaveDuplicates();
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static String table() {
    List<Scenario> all = Scenario.all();
    long compared = all.stream().filter(Scenario::runsOnErl).count();
    StringBuilder text = new StringBuilder();
    text.append("# Conformance to OTP\n\n")
        .append("Written by `ConformanceTableTest` from the rules in")
        .append(" `kernel/src/test/java/dev/mob/process/conformance`; do not edit.\n\n")
        .append(all.size())
        .append(" rules. Each plays on threads and, with many seeds, in a simulation; ")
        .append(compared)
        .append(" of them also run on a real `erl`")
        .append(" (`kernel/src/test/resources/conformance`), and all outcomes must be the same")
        .append(" term. Where Mob differs on purpose, the table says why.\n\n")
        .append("    ./mvnw -pl kernel -am test -Dtest=ConformanceTest -Dmob.require.erl=true\n");
    for (Class<?> topic : Scenario.TOPICS) {
      text.append("\n## ").append(topic.getSimpleName()).append("\n\n");
      text.append("| rule | source | scenario | outcome | compared with erl |\n");
      text.append("|---|---|---|---|---|\n");
      text.append(
          Scenario.of(topic).stream().map(ConformanceTableTest::row).collect(Collectors.joining()));
    }
    return text.toString();
  }

  private static String row(Scenario scenario) {
    Rule rule = scenario.rule();
    return "| "
        + cell(rule.value())
        + " | "
        + cell(rule.source())
        + " | `"
        + scenario.method().getName()
        + "` | `"
        + rule.outcome().replace("|", "\\|")
        + "` | "
        + (scenario.runsOnErl() ? "yes" : "no: " + cell(rule.notOnErl()))
        + " |\n";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }
}
