package dev.mob.cluster.term;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.process.Atom;
import dev.mob.process.Pid;
import dev.mob.process.Ref;
import dev.mob.process.Tuple;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TermSyntaxTest {

  @Test
  void readsWhatErlangWouldRead() {
    assertThat(TermParser.parse("{move, left, [1, -2, 16#ff, $a, 1_000]}."))
        .isEqualTo(Tuple.of(Atom.of("move"), Atom.of("left"), List.of(1L, -2L, 255L, 97L, 1000L)));
    assertThat(TermParser.parse("#{name => <<\"Ada\">>, 'Key' => 1.5e3}"))
        .isEqualTo(Map.of(Atom.of("name"), "Ada", Atom.of("Key"), 1500.0));
    assertThat(TermParser.parse("\"hej\" \"då\"")).isEqualTo(Charlists.of("hejdå"));
    assertThat(TermParser.parse("<<\"å\"/utf8>>")).isEqualTo("å");
    assertThat(Binaries.bytes(TermParser.parse("<<\"å\">>"))).containsExactly(0xE5);
    assertThat(TermParser.parse("<<1,5:3>>"))
        .isEqualTo(BitString.of(new byte[] {1, (byte) 160}, 3));
    assertThat(TermParser.parse("[a|b]")).isEqualTo(ImproperList.of(Atom.of("a"), Atom.of("b")));
    assertThat(TermParser.parse("[a|[b]]")).isEqualTo(List.of(Atom.of("a"), Atom.of("b")));
    assertThat(TermParser.parse("fun lists:map/2"))
        .isEqualTo(new Export(Atom.of("lists"), Atom.of("map"), 2));
    assertThat(TermParser.parse("123456789012345678901234567890"))
        .isEqualTo(new BigInteger("123456789012345678901234567890"));
    assertThat(TermParser.parse("'\\x{65e5}\\n\\101'")).isEqualTo(Atom.of("日\nA"));
    assertThat(TermParser.parse("true % a comment")).isEqualTo(true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{a",
        "[1,",
        "[1|2,3]",
        "\"open",
        "'open",
        "<<300:9>>",
        "<<1:3,2>>",
        "#{a}",
        "a b",
        "Variable",
        "end",
        "1.e",
        "37#1",
        "$",
        "$\\x{110000}",
        "#Pid<0.1.2>",
        "fun a/1",
        "<<\"日\">>",
        "fun a:b/256",
        "'\\x{}'",
        "1.0e999",
        "-",
        "<<-:3>>",
        "16#"
      })
  void refusesWithThePlace(String text) {
    assertThatThrownBy(() -> TermParser.parse(text))
        .isInstanceOf(TermSyntaxException.class)
        .hasMessageContaining("at character");
  }

  @Test
  void whatIsPrintedIsReadBack() {
    RandomTerms random = new RandomTerms(3);
    for (int i = 0; i < 20_000; i++) {
      Object term = random.next(3);
      String text = TermPrinter.print(term);
      if (!text.contains("#Ref<") && !text.contains("<a@b.") && !text.contains("<whiteboard")) {
        assertThat(RandomTerms.same(TermParser.parse(text), term)).as(text).isTrue();
      }
    }
  }

  @Test
  void deeplyNestedTextIsRefusedNotOverflown() {
    String deep = "[".repeat(100_000);
    assertThatThrownBy(() -> TermParser.parse(deep)).isInstanceOf(TermSyntaxException.class);
  }

  @Test
  void logsCutALargeTermOff() {
    String text = TermPrinter.print(List.of("x".repeat(10_000), 1L), 80);
    assertThat(text).hasSizeLessThan(120).contains("...");
  }

  @Test
  void pidsAndReferencesShowTheirNode() {
    Pid pid = new RemotePid(Atom.of("a@b"), 5, 1, 77);
    assertThat(TermPrinter.print(pid)).isEqualTo("<a@b.5.1>");
    assertThat(TermPrinter.print(Ref.of(Atom.of("a@b"), 1, 3, 2, 1))).isEqualTo("#Ref<0.1.2.3>");
  }
}
