package dev.mob.cluster.term;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.cluster.Inputs;
import dev.mob.process.Atom;
import dev.mob.process.ProcessName;
import dev.mob.process.Tuple;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

final class TermCodingTest {

  @Test
  void everyRandomValueComesBackEqual() {
    RandomTerms random = new RandomTerms(42);
    for (int i = 0; i < Inputs.count(50_000); i++) {
      Object term = random.next(4);
      Object back = ExternalTerm.decode(ExternalTerm.encode(term));
      assertThat(RandomTerms.same(term, back)).as("%s became %s", term, back).isTrue();
    }
  }

  @Test
  void integersOfAnyWidthAreReadAsLongAndBeyondThatAsBigInteger() {
    assertThat(roundTrip(7)).isEqualTo(7L);
    assertThat(roundTrip((short) -7)).isEqualTo(-7L);
    assertThat(roundTrip(BigInteger.TEN)).isEqualTo(10L);
    assertThat(roundTrip(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    BigInteger beyond = BigInteger.ONE.shiftLeft(63);
    assertThat(roundTrip(beyond)).isEqualTo(beyond);
    assertThat(roundTrip(beyond.negate())).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void nullIsWrittenAsElixirsNil() {
    assertThat(roundTrip(null)).isEqualTo(Atom.NIL);
  }

  @Test
  void trueAndFalseAreBooleansAlsoWhenTheyWereAtoms() {
    assertThat(roundTrip(Tuple.of(Atom.TRUE, false))).isEqualTo(Tuple.of(true, false));
  }

  @Test
  void aBinaryIsTextWhenItIsUtf8AndBytesOtherwise() {
    assertThat(roundTrip("smörgås")).isEqualTo("smörgås");
    assertThat(roundTrip(new byte[] {(byte) 0xC0, (byte) 0x80})).isInstanceOf(byte[].class);
    assertThat(Binaries.bytes(roundTrip("åä"))).hasSize(4);
    assertThat(Binaries.bytes(roundTrip(new byte[] {-1}))).containsExactly(-1);
  }

  @Test
  void aCharlistIsAListOfCodePoints() {
    assertThat(roundTrip(Charlists.of("hej"))).isEqualTo(List.of(104L, 101L, 106L));
    assertThat(Charlists.text((List<?>) roundTrip(Charlists.of("hej\uD83D\uDE00"))))
        .isEqualTo("hej\uD83D\uDE00");
  }

  @Test
  void mapsFindTheirKeysWhetherSmallOrLarge() {
    Map<Object, Object> large = new HashMap<>();
    for (long i = 0; i < 1000; i++) {
      large.put(Tuple.of(Atom.of("key"), i), "value " + i);
    }
    Map<?, ?> back = (Map<?, ?>) roundTrip(large);
    assertThat(back.get(Tuple.of(Atom.of("key"), 500L))).isEqualTo("value 500");
    assertThat(back.get(Tuple.of(Atom.of("key"), 1000L))).isNull();
    assertThat(back).isEqualTo(large);
    assertThat(((Map<?, ?>) roundTrip(Map.of("name", 1L))).get("name")).isEqualTo(1L);
  }

  @Test
  void valuesThatHaveNoFormAsATermAreRefusedByTheirClass() {
    assertThatThrownBy(() -> ExternalTerm.encode(List.of(new StringBuilder())))
        .isInstanceOf(UnencodableTerm.class)
        .hasMessageContaining("java.lang.StringBuilder")
        .hasMessageContaining("TermCodec");
    assertThatThrownBy(() -> ExternalTerm.encode(Double.NaN)).isInstanceOf(UnencodableTerm.class);
    List<Object> itself = new ArrayList<>();
    itself.add(itself);
    assertThatThrownBy(() -> ExternalTerm.encode(itself))
        .isInstanceOf(UnencodableTerm.class)
        .hasMessageContaining("contain itself");
  }

  @Test
  void aRegisteredNameIsWrittenAsErlangAddressesIt() {
    assertThat(roundTrip(ProcessName.of("board", "a@b")))
        .isEqualTo(Tuple.of(Atom.of("board"), Atom.of("a@b")));
  }

  @Test
  void compressedTermsAreRead() throws Exception {
    byte[] plain = ExternalTerm.encode("x".repeat(100_000));
    assertThat(ExternalTerm.decode(compressed(plain, plain.length - 1)))
        .isEqualTo("x".repeat(100_000));
  }

  @Test
  void aCompressedTermThatLiesAboutItsSizeIsMalformed() throws Exception {
    byte[] plain = ExternalTerm.encode("x".repeat(100_000));
    for (int lie : new int[] {10, plain.length, plain.length - 2, Integer.MAX_VALUE, -1}) {
      byte[] bytes = compressed(plain, lie);
      assertThatThrownBy(() -> ExternalTerm.decode(bytes)).isInstanceOf(MalformedTerm.class);
    }
  }

  @Test
  void depthElementsAndIntegersAreLimited() {
    TermLimits limits = TermLimits.STANDARD.withDepth(10).withElements(100).withIntegerBytes(8);
    Object deep = Atom.OK;
    for (int i = 0; i < 11; i++) {
      deep = Tuple.of(deep);
    }
    assertMalformed(limits, deep, "nests deeper than 10");
    assertMalformed(limits, Collections.nCopies(101, "x"), "more than 100 elements");
    assertMalformed(limits, Collections.nCopies(101, 1L), "more than 100 elements");
    assertMalformed(limits, BigInteger.ONE.shiftLeft(64), "an integer of 9 bytes");
  }

  @Test
  void aLengthThatTheBytesCannotFillSetsNoMemoryAside() {
    for (int tag : new int[] {Tag.LIST, Tag.LARGE_TUPLE, Tag.BINARY, Tag.MAP, Tag.LARGE_BIG}) {
      byte[] bytes = {(byte) Tag.VERSION, (byte) tag, 0x7F, -1, -1, -1, 0, 0, 0, 0};
      assertThatThrownBy(() -> ExternalTerm.decode(bytes)).isInstanceOf(MalformedTerm.class);
    }
  }

  @Test
  void aListWhoseTailIsWrittenAsAListIsOneList() {
    byte[] bytes = {(byte) 131, 108, 0, 0, 0, 1, 97, 1, 108, 0, 0, 0, 1, 97, 2, 106};
    assertThat(ExternalTerm.decode(bytes)).isEqualTo(List.of(1L, 2L));
  }

  @Test
  void aTypeWithACodecTravelsAsItsTupleAlsoInsideOtherTerms() {
    TermCodecs codecs = TermCodecs.of(new MoveCodec());
    ByteBuf buffer = Unpooled.buffer();
    new TermEncoder(codecs)
        .encodeVersioned(List.of(new Move("left", 2), new Move("up", 1)), buffer);

    Object plain = decode(buffer.duplicate(), TermLimits.STANDARD, TermCodecs.NONE);
    Object typed = decode(buffer, TermLimits.STANDARD, codecs);

    Atom move = Atom.of("move");
    assertThat(plain).isEqualTo(List.of(Tuple.of(move, "left", 2L), Tuple.of(move, "up", 1L)));
    assertThat(typed).isEqualTo(List.of(new Move("left", 2), new Move("up", 1)));
  }

  @Test
  void aTupleThatACodecRefusesStaysATuple() {
    Tuple odd = Tuple.of(Atom.of("move"), 1L, "no number");
    ByteBuf buffer = Unpooled.wrappedBuffer(ExternalTerm.encode(odd));
    assertThat(decode(buffer, TermLimits.STANDARD, TermCodecs.of(new MoveCodec()))).isEqualTo(odd);
  }

  private record Move(String direction, int steps) {}

  private static final class MoveCodec implements TermCodec<Move> {
    @Override
    public Class<Move> type() {
      return Move.class;
    }

    @Override
    public Atom tag() {
      return Atom.of("move");
    }

    @Override
    public int size() {
      return 3;
    }

    @Override
    public Tuple toTerm(Move move) {
      return Tuple.of(tag(), move.direction(), move.steps());
    }

    @Override
    public Move fromTerm(Tuple term) {
      return new Move((String) term.get(1), ((Long) term.get(2)).intValue());
    }
  }

  private static Object roundTrip(Object term) {
    return ExternalTerm.decode(ExternalTerm.encode(term));
  }

  private static Object decode(ByteBuf bytes, TermLimits limits, TermCodecs codecs) {
    return new TermDecoder(limits, PidFactory.REMOTE, codecs).decodeVersioned(bytes);
  }

  private static void assertMalformed(TermLimits limits, Object term, String message) {
    ByteBuf bytes = Unpooled.wrappedBuffer(ExternalTerm.encode(term));
    assertThatThrownBy(() -> decode(bytes, limits, TermCodecs.NONE))
        .isInstanceOf(MalformedTerm.class)
        .hasMessageContaining(message);
  }

  private static byte[] compressed(byte[] versioned, int saidSize) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(Tag.VERSION);
    out.write(Tag.COMPRESSED);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(saidSize >>> shift);
    }
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(Arrays.copyOfRange(versioned, 1, versioned.length));
    }
    return out.toByteArray();
  }
}
