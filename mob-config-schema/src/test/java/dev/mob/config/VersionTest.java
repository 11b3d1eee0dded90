package dev.mob.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules are those of OSGi Core 8, sections 3.2.5 and 3.2.6. */
class VersionTest {

  @ParameterizedTest
  @CsvSource({
    "1,1.0.0",
    "1.2,1.2.0",
    "1.2.3,1.2.3",
    "1.2.3.RC1,1.2.3.RC1",
    "1.2.3-SNAPSHOT,1.2.3.SNAPSHOT",
    "0.0.0,0.0.0"
  })
  void missingPartsAreZero(String written, String version) {
    assertThat(Version.parse(written)).hasToString(version);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "1.", ".1", "1.2.3.", "1.2.x", "-1", "1.2.3.a b", "1..2", "99999999999"})
  void whatIsNoVersionIsRefusedWithWhatOneLooksLike(String text) {
    assertThatThrownBy(() -> Version.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is not a version; write major.minor.micro, such as 1.0.0");
  }

  @Test
  void numbersAreComparedAsNumbersAndQualifiersAsText() {
    assertThat(Version.parse("1.9")).isLessThan(Version.parse("1.10"));
    assertThat(Version.parse("1.0.0")).isLessThan(Version.parse("1.0.0.RC1"));
    assertThat(Version.parse("1.0.0.A")).isLessThan(Version.parse("1.0.0.B"));
    assertThat(Version.parse("2")).isEqualByComparingTo(Version.of(2, 0, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1.0,2)|1.0.0|true", "[1.0,2)|1.9.9|true", "[1.0,2)|2.0.0|false", "[1.0,2)|0.9|false",
        "(1.0,2]|1.0.0|false", "(1.0,2]|1.0.1|true", "(1.0,2]|2.0.0|true", "(1.0,2]|2.0.0.a|false",
        "1.5|1.5.0|true", "1.5|99|true", "1.5|1.4.9|false", "[1.2,1.2]|1.2|true",
        "[ 1.0 , 2 )|1.5|true"
      })
  void aRangeHoldsWhatIsBetweenItsBounds(String range, String version, boolean included) {
    assertThat(VersionRange.parse(range).includes(Version.parse(version))).isEqualTo(included);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[1.0", "[1.0)", "1.0,2.0", "[a,b)", "[2,1]", "(1,1)", "[1,1)"})
  void whatIsNoRangeIsRefused(String text) {
    assertThatThrownBy(() -> VersionRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rangesAreEqualWhenTheySayTheSame() {
    assertThat(VersionRange.parse("[1,2)")).isEqualTo(VersionRange.parse("[1.0.0,2.0)"));
    assertThat(VersionRange.parse("[1,2)")).hasSameHashCodeAs(VersionRange.parse("[1.0,2.0)"));
    assertThat(VersionRange.parse("1")).hasToString("1.0.0");
    assertThat(VersionRange.parse("[1,2)")).hasToString("[1.0.0,2.0.0)");
    assertThat(VersionRange.ANY.includes(Version.ZERO)).isTrue();
  }
}
