package dev.mob.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
  @Test
  void whatIsWrittenIsReadBackTheSame() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("text", "a \"b\" \\ \n \t \u0001 \u2028 ä 😀");
    value.put("whole", Long.MIN_VALUE);
    value.put("broken", -1.5e-7);
    value.put("nothing", null);
    value.put("list", Arrays.asList(true, false, null, List.of(), Map.of()));

    assertThat(Json.read(Json.write(value))).isEqualTo(value);
    assertThat(Json.read(Json.writePretty(value))).isEqualTo(value);
  }

  @Test
  void aLineStaysOneLineWhateverIsInIt() {
    assertThat(Json.write(List.of("a\nb\rc\u0085d\u2028e"))).hasLineCount(1);
  }

  @Test
  void prettyTextIsIndentedByTwo() {
    assertThat(Json.writePretty(Map.of("a", List.of(1, 2))))
        .isEqualTo("{\n  \"a\": [\n    1,\n    2\n  ]\n}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "{\"a\"}",
        "{\"a\":1,}",
        "{a:1}",
        "01",
        "1.",
        "-",
        "+1",
        "nul",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"open",
        "[1] 2",
        "{\"a\":1,\"a\":2}",
        "99999999999999999999",
        "'a'",
        "\"tab\there\""
      })
  void whatIsNotJsonIsRefusedWithItsOffset(String text) {
    assertThatThrownBy(() -> Json.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("not JSON at offset \\d+: .+");
  }

  @Test
  void nestingThatWouldOverflowTheStackIsRefused() {
    assertThatThrownBy(() -> Json.read("[".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nested deeper than 64");
  }

  @Test
  void aValueThatJsonDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> Json.write(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.write(new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Object");
  }
}
