package dev.mob.cluster.term;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.cluster.Inputs;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random damage to real terms, and random bytes: a term or MalformedTerm, nothing else. */
final class HostileTermsTest {

  @Test
  void damagedTermsAreReadOrRefused() {
    fuzz(7, Inputs.count(200_000));
  }

  @Test
  @Tag("soak")
  void aMillionDamagedTermsAreReadOrRefused() {
    fuzz(System.nanoTime(), 1_000_000);
  }

  private static void fuzz(long seed, int count) {
    Random random = new Random(seed);
    RandomTerms terms = new RandomTerms(seed);
    TermDecoder decoder =
        new TermDecoder(
            TermLimits.STANDARD.withElements(100_000).withInflatedBytes(1 << 20),
            PidFactory.REMOTE,
            TermCodecs.NONE);
    int refused = 0;
    for (int i = 0; i < count; i++) {
      byte[] bytes =
          i % 4 == 0 ? noise(random) : damaged(ExternalTerm.encode(terms.next(3)), random);
      try {
        decoder.decodeVersioned(Unpooled.wrappedBuffer(bytes));
      } catch (MalformedTerm expected) {
        refused++;
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed + ", input " + i, e);
      }
    }
    assertThat(refused).isBetween(count / 4, count - count / 10);
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[2 + random.nextInt(60)];
    random.nextBytes(bytes);
    bytes[0] = (byte) dev.mob.cluster.term.Tag.VERSION;
    bytes[1] = (byte) (70 + random.nextInt(52));
    return bytes;
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && bytes.length > 1; i++) {
      bytes[1 + random.nextInt(bytes.length - 1)] = (byte) random.nextInt();
    }
    return bytes;
  }
}
