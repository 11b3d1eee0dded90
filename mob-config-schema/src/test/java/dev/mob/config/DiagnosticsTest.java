package dev.mob.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mob.config.Diagnostic.Kind;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {
  private static final Diagnostic LATER =
      Diagnostic.error(
          Kind.RANGE, new Position("b.conf", 9, 3, 2, "\tx = \"ü\""), "x", "is wrong", "mend it");
  private static final Diagnostic EARLIER =
      Diagnostic.warning(Kind.SECRET, new Position("b.conf", 2, 1, 1, ""), "", "look", "");

  @Test
  void diagnosticsAreInTheOrderOfTheirPlaces() {
    Diagnostics both = Diagnostics.of(Arrays.asList(LATER, EARLIER));

    assertThat(both).containsExactly(EARLIER, LATER);
    assertThat(both.errors()).containsExactly(LATER);
    assertThat(both.warnings()).containsExactly(EARLIER);
    assertThat(both.hasErrors()).isTrue();
    assertThat(Diagnostics.none().plus(both)).isEqualTo(both);
    assertThat(
            Diagnostics.of(Collections.singletonList(EARLIER))
                .plus(Diagnostics.of(Collections.singletonList(LATER))))
        .isEqualTo(both);
  }

  @Test
  void theCaretStandsUnderItsTextAlsoAfterATab() {
    assertThat(Diagnostics.of(Arrays.asList(LATER, EARLIER)).render())
        .isEqualTo(
            "b.conf:2:1: warning: look\n"
                + "b.conf:9:3: error: x: is wrong; mend it\n"
                + "  9 | \tx = \"ü\"\n"
                + "      \t ^^\n");
  }

  @Test
  void coloursFrameTheWordsAndChangeNothingElse() {
    Diagnostics both = Diagnostics.of(Arrays.asList(LATER, EARLIER));

    assertThat(both.renderColoured()).contains("\u001b[1;31merror:\u001b[0m");
    assertThat(both.renderColoured().replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(both.render());
  }

  @Test
  void scriptsGetJson() throws Exception {
    JsonNode json =
        new ObjectMapper().readTree(Diagnostics.of(Arrays.asList(LATER, EARLIER)).toJson());

    assertThat(json).hasSize(2);
    assertThat(json.get(1).get("severity").asText()).isEqualTo("error");
    assertThat(json.get(1).get("kind").asText()).isEqualTo("range");
    assertThat(json.get(1).get("file").asText()).isEqualTo("b.conf");
    assertThat(json.get(1).get("line").asInt()).isEqualTo(9);
    assertThat(json.get(1).get("column").asInt()).isEqualTo(3);
    assertThat(json.get(1).get("length").asInt()).isEqualTo(2);
    assertThat(json.get(1).get("path").asText()).isEqualTo("x");
    assertThat(json.get(1).get("message").asText()).isEqualTo("is wrong");
    assertThat(json.get(1).get("mend").asText()).isEqualTo("mend it");
    assertThat(json.get(1).get("source").asText()).isEqualTo("\tx = \"ü\"");
    assertThat(new ObjectMapper().readTree(Diagnostics.none().toJson())).isEmpty();
  }

  @Test
  void somethingWithoutAValueSaysWhyWhenItIsAskedFor() {
    Checked<String> nothing = Checked.invalid(Diagnostics.of(Collections.singletonList(LATER)));

    assertThatThrownBy(nothing::orThrow)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("b.conf:9:3: error: x: is wrong");
    assertThatThrownBy(() -> Checked.invalid(Diagnostics.of(Collections.singletonList(EARLIER))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
