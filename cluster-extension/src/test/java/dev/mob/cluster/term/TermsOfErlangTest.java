package dev.mob.cluster.term;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.cluster.Inputs;
import dev.mob.cluster.erlang.RequiresErl;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresErl
final class TermsOfErlangTest {
  private static final String SEED = "20260101";
  private static final int COUNT = Inputs.count(100_000);

  /** The way round by erl is the same for each; the random values differ less than Erlang's. */
  private static final int OURS = Inputs.count(20_000);

  @TempDir Path folder;

  @Test
  void everyRandomTermOfErlangComesBackAsTheSameTerm() throws Exception {
    Path made = folder.resolve("made");
    Path back = folder.resolve("back");
    randomTerms("generate", made);

    int read = 0;
    TermDecoder decoder = new TermDecoder(TermLimits.STANDARD, PidFactory.REMOTE, TermCodecs.NONE);
    TermEncoder encoder = new TermEncoder(TermCodecs.NONE);
    try (DataInputStream in =
            new DataInputStream(new BufferedInputStream(Files.newInputStream(made)));
        DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(back)))) {
      ByteBuf encoded = Unpooled.buffer();
      for (byte[] next = next(in); next != null; next = next(in)) {
        ByteBuf bytes = Unpooled.wrappedBuffer(next);
        Object term = decoder.decodeVersioned(bytes);
        assertThat(bytes.isReadable()).as("bytes are left after term %s", read).isFalse();
        encoder.encodeVersioned(term, encoded.clear());
        out.writeInt(encoded.readableBytes());
        encoded.readBytes(out, encoded.readableBytes());
        read++;
      }
    }

    assertThat(read).isEqualTo(COUNT);
    assertThat(randomTerms("compare", back)).isEqualTo("compared " + COUNT + " different 0\n");
  }

  @Test
  void everyRandomTermOfOursComesBackFromErlangAsTheSameTerm() throws Exception {
    Path ours = folder.resolve("ours");
    RandomTerms terms = new RandomTerms(SEED.hashCode());
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(ours)))) {
      for (int i = 0; i < COUNT; i++) {
        byte[] bytes = ExternalTerm.encode(terms.next(4));
        out.writeInt(bytes.length);
        out.write(bytes);
      }
    }
    assertThat(randomTerms("answer", ours)).isEqualTo("answered " + COUNT + "\n");

    RandomTerms again = new RandomTerms(SEED.hashCode());
    int compared = 0;
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Files.newInputStream(folder.resolve("ours.answer"))))) {
      for (byte[] next = next(in); next != null; next = next(in)) {
        Object term = again.next(4);
        Object back = ExternalTerm.decode(next);
        assertThat(RandomTerms.same(term, back))
            .as("term %s: %s came back as %s", compared, term, back)
            .isTrue();
        compared++;
      }
    }
    assertThat(compared).isEqualTo(COUNT);
  }

  private static byte[] next(DataInputStream in) throws Exception {
    try {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      return bytes;
    } catch (EOFException end) {
      return null;
    }
  }

  /** Runs the program; compiled, not as a script, for a script's funs differ from run to run. */
  private String randomTerms(String action, Path file) throws Exception {
    Path source = folder.resolve("random_terms.erl");
    if (!Files.exists(source)) {
      try (InputStream text = getClass().getResourceAsStream("random_terms.erl")) {
        Files.copy(text, source);
      }
      run("erlc", "-o", folder.toString(), source.toString());
    }
    String arguments = "[\"" + action + "\",\"" + file + "\",\"" + SEED + "\",\"" + COUNT + "\"]";
    return run(
        "erl",
        "-noshell",
        "-pa",
        folder.toString(),
        "-eval",
        "random_terms:main(" + arguments + "), halt().");
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
