package dev.mob.cluster.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.cluster.term.ExternalTerm;
import dev.mob.cluster.term.PidFactory;
import dev.mob.cluster.term.TermCodec;
import dev.mob.cluster.term.TermCodecs;
import dev.mob.cluster.term.TermDecoder;
import dev.mob.cluster.term.TermEncoder;
import dev.mob.cluster.term.TermLimits;
import dev.mob.process.Atom;
import dev.mob.process.Tuple;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processor in a real compiler; what it wrote encodes to real terms and decodes them. */
final class TermCodecProcessorTest {
  private static final String HEAD =
      "package app;\nimport dev.mob.cluster.term.*;\nimport dev.mob.process.*;\n"
          + "import java.util.*;\nimport java.math.BigInteger;\n";

  @TempDir Path classes;

  private String messages;

  @Test
  void aRecordIsATupleWithItsNameAsTag() throws Exception {
    compile("GameMove", HEAD + "@TermType public record GameMove(String to, int steps) {}");
    TermCodec<?> codec = codec("app.GameMoveTermCodec");
    Object move = make("app.GameMove", "left", 3);
    assertThat(codec.tag()).isEqualTo(Atom.of("game_move"));
    assertThat(onTheWire(codec, move)).isEqualTo(Tuple.of(Atom.of("game_move"), "left", 3L));
    assertThat(roundTrip(List.of(codec), move)).isEqualTo(move);
  }

  @Test
  void allTypesOfComponentsComeBackAsTheyWere() throws Exception {
    compile(
        "All",
        HEAD
            + "@TermType(tag = \"every\") public record All(long a, Integer b, short c, byte d,"
            + " double e, float f, boolean g, String h, BigInteger i, Atom j, Kind k,"
            + " List<Integer> l, Set<Kind> m, Map<String, List<Long>> n, Optional<Kind> o,"
            + " Optional<String> p, Object q, Inner r, List<List<Short>> s, String t) {\n"
            + "  public enum Kind { FAST, SLOW_ONE }\n"
            + "  @TermType public record Inner(String name) {}\n"
            + "  public static All one() { return new All(1L << 40, 2, (short) -3, (byte) 4, 0.5,"
            + " 1.5f, true, \"eight\", new BigInteger(\"123456789012345678901234567890\"),"
            + " Atom.of(\"ten\"), Kind.SLOW_ONE, List.of(1, 2), Set.of(Kind.FAST),"
            + " Map.of(\"k\", List.of(1L, 2L)), Optional.of(Kind.FAST), Optional.empty(),"
            + " 17L, new Inner(\"in\"), List.of(List.of((short) 1)), null); }\n"
            + "}");
    List<TermCodec<?>> codecs = List.of(codec("app.AllTermCodec"), codec("app.All_InnerTermCodec"));
    Object all = load("app.All").getMethod("one").invoke(null);
    assertThat(roundTrip(codecs, all)).isEqualTo(all);
    assertThat(codecs.get(0).size()).isEqualTo(21);
  }

  @Test
  void bytesComeBackWhetherTheyLookLikeTextOrNot() throws Exception {
    compile("Blob", HEAD + "@TermType public record Blob(byte[] data) {}");
    TermCodec<?> codec = codec("app.BlobTermCodec");
    for (byte[] data : List.of("text".getBytes("UTF-8"), new byte[] {(byte) 0xFF, 0})) {
      Object back = roundTrip(List.of(codec), make("app.Blob", (Object) data));
      assertThat(back.getClass().getMethod("data").invoke(back)).isEqualTo(data);
    }
  }

  @Test
  void aSealedHierarchyHasACodecForEachOfItsFinalTypes() throws Exception {
    compile(
        "Shape",
        HEAD
            + "@TermType public sealed interface Shape {\n"
            + "  record Circle(double radius) implements Shape {}\n"
            + "  sealed interface Cornered extends Shape {}\n"
            + "  record Square(double side) implements Cornered {}\n"
            + "  @TermType(tag = \"group\") record Many(List<Shape> parts) implements Cornered {}\n"
            + "  final class Named implements Shape {\n"
            + "    private final String name;\n"
            + "    public Named(String name) { this.name = name; }\n"
            + "    public String getName() { return name; }\n"
            + "    @Override public boolean equals(Object o) {\n"
            + "      return o instanceof Named n && n.name.equals(name); }\n"
            + "    @Override public int hashCode() { return name.hashCode(); }\n"
            + "  }\n"
            + "  static Shape one() { return new Many(List.of(new Circle(1), new Square(2),"
            + " new Named(\"n\"))); }\n"
            + "}");
    @SuppressWarnings("unchecked")
    List<TermCodec<?>> codecs =
        (List<TermCodec<?>>) load("app.ShapeTermCodecs").getMethod("all").invoke(null);
    assertThat(codecs)
        .extracting(each -> each.tag().name())
        .containsExactlyInAnyOrder("circle", "square", "group", "named");
    Object shape = load("app.Shape").getMethod("one").invoke(null);
    assertThat(roundTrip(codecs, shape)).isEqualTo(shape);
  }

  @Test
  void whatDoesNotFitStaysATuple() throws Exception {
    compile("GameMove", HEAD + "@TermType public record GameMove(String to, short steps) {}");
    List<TermCodec<?>> codecs = List.of(codec("app.GameMoveTermCodec"));
    for (Tuple other :
        List.of(
            Tuple.of(Atom.of("game_move"), 1L, 2L),
            Tuple.of(Atom.of("game_move"), "left", 1L << 20),
            Tuple.of(Atom.of("game_move"), "left"))) {
      assertThat(decode(codecs, ExternalTerm.encode(other))).isEqualTo(other);
    }
  }

  @Test
  void whatCannotBeDerivedIsAnErrorThatSaysHowToMendIt() {
    assertThat(refused("Open", "@TermType public class Open {}"))
        .contains("Open.java:6", "neither final nor sealed", "make it a record");
    assertThat(refused("Odd", "@TermType public record Odd(Thread thread) {}"))
        .contains("thread is of type java.lang.Thread", "a type with @TermType");
    assertThat(refused("Box", "@TermType public record Box<T>(T content) {}"))
        .contains("type parameters");
    assertThat(
            refused(
                "Two", "@TermType public final class Two { public Two() {} public Two(int a) {} }"))
        .contains("2 constructors");
    assertThat(refused("Mute", "@TermType public final class Mute { public Mute(int volume) {} }"))
        .contains("no method volume()");
    assertThat(
            refused(
                "Half",
                "@TermType public sealed interface Half { non-sealed class Free implements Half {} }"))
        .contains("neither final nor sealed");
  }

  private String refused(String name, String source) {
    assertThat(tryToCompile(name, HEAD + source)).isFalse();
    return messages;
  }

  private void compile(String name, String source) {
    assertThat(tryToCompile(name, source)).as(() -> messages).isTrue();
  }

  private boolean tryToCompile(String name, String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("string:///app/" + name + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    StringWriter output = new StringWriter();
    JavaCompiler.CompilationTask task =
        compiler.getTask(
            output,
            null,
            null,
            List.of(
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Xlint:all,-processing,-path,-classfile",
                "-Werror"),
            null,
            List.of(file));
    task.setProcessors(List.of(new TermCodecProcessor()));
    boolean compiled = task.call();
    messages = output.toString();
    return compiled;
  }

  private Class<?> load(String name) throws Exception {
    return Class.forName(name, true, loader());
  }

  private ClassLoader loader;

  private ClassLoader loader() throws Exception {
    if (loader == null) {
      loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
    }
    return loader;
  }

  private TermCodec<?> codec(String name) throws Exception {
    return (TermCodec<?>) load(name).getConstructor().newInstance();
  }

  private Object make(String name, Object... arguments) throws Exception {
    return load(name).getConstructors()[0].newInstance(arguments);
  }

  private static Object onTheWire(TermCodec<?> codec, Object value) {
    return decode(List.of(), encode(List.of(codec), value));
  }

  private static Object roundTrip(List<TermCodec<?>> codecs, Object value) {
    return decode(codecs, encode(codecs, value));
  }

  private static byte[] encode(List<TermCodec<?>> codecs, Object value) {
    TermCodecs known = TermCodecs.NONE.with(codecs);
    ByteBuf buffer = Unpooled.buffer();
    new TermEncoder(() -> known).encodeVersioned(value, buffer);
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }

  private static Object decode(List<TermCodec<?>> codecs, byte[] bytes) {
    return new TermDecoder(TermLimits.STANDARD, PidFactory.REMOTE, TermCodecs.NONE.with(codecs))
        .decodeVersioned(Unpooled.wrappedBuffer(bytes));
  }
}
