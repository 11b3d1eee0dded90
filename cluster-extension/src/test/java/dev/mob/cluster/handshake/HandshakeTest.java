package dev.mob.cluster.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.cluster.Inputs;
import dev.mob.cluster.handshake.HandshakeFailed.Reason;
import dev.mob.process.Atom;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class HandshakeTest {
  private static final LocalNode ALICE = node("alice@here", Flags.PUBLISHED);
  private static final LocalNode BOB = node("bob@there", 0);

  @Test
  void twoNodesWithOneCookieLearnEachOther() throws Exception {
    Handshake from = initiate(ALICE, "secret", new Door(Admission.Verdict.OK));
    Handshake to =
        Handshake.accept(BOB, Cookie.of("secret"), new Door(Admission.Verdict.OK), () -> 2);
    exchange(from, to);

    assertThat(from.isDone()).isTrue();
    assertThat(to.isDone()).isTrue();
    assertThat(from.peer().name()).isEqualTo(BOB.name());
    assertThat(from.peer().isHidden()).isTrue();
    assertThat(to.peer().name()).isEqualTo(ALICE.name());
    assertThat(to.peer().isHidden()).isFalse();
    assertThat(to.peer().creation()).isEqualTo(ALICE.creation());
    assertThat(to.peer().can(Flags.FRAGMENTS | Flags.SPAWN)).isTrue();
  }

  @Test
  void differentCookiesEndItOnTheSideThatWasConnectedTo() {
    Handshake from = initiate(ALICE, "secret", new Door(Admission.Verdict.OK));
    Handshake to =
        Handshake.accept(BOB, Cookie.of("other"), new Door(Admission.Verdict.OK), () -> 2);
    assertFails(() -> exchange(from, to), Reason.WRONG_COOKIE);
  }

  @Test
  void aNodeThatIsAlreadyConnectedIsAskedWhetherItMeansIt() throws Exception {
    Door wanted = new Door(Admission.Verdict.OK);
    Door connected = new Door(Admission.Verdict.ALIVE);
    Handshake from = initiate(ALICE, "secret", wanted);
    Handshake to = Handshake.accept(BOB, Cookie.of("secret"), connected, () -> 2);
    exchange(from, to);
    assertThat(from.isDone() && to.isDone()).isTrue();
    assertThat(connected.replaced).isEqualTo(ALICE.name());
  }

  @Test
  void aConnectionThatIsNoLongerWantedEndsWithTheAnswerFalse() {
    Door unwanted = new Door(Admission.Verdict.OK);
    unwanted.wanted = false;
    Handshake from = initiate(ALICE, "secret", unwanted);
    Handshake to =
        Handshake.accept(BOB, Cookie.of("secret"), new Door(Admission.Verdict.ALIVE), () -> 2);
    assertFails(() -> exchange(from, to), Reason.OTHER_CONNECTION);
    assertThat(text(from.poll())).isEqualTo("sfalse");
  }

  @Test
  void simultaneousConnectionsEndWithNokForOneAndGoOnForTheOther() throws Exception {
    Handshake refused = initiate(ALICE, "secret", new Door(Admission.Verdict.OK));
    Handshake refusing =
        Handshake.accept(BOB, Cookie.of("secret"), new Door(Admission.Verdict.NOK), () -> 2);
    assertFails(() -> refusing.receive(refused.poll()), Reason.OTHER_CONNECTION);
    assertFails(() -> refused.receive(refusing.poll()), Reason.OTHER_CONNECTION);

    Handshake from = initiate(ALICE, "secret", new Door(Admission.Verdict.OK));
    Handshake to =
        Handshake.accept(
            BOB, Cookie.of("secret"), new Door(Admission.Verdict.OK_SIMULTANEOUS), () -> 2);
    exchange(from, to);
    assertThat(from.isDone() && to.isDone()).isTrue();
  }

  @Test
  void aNodeWithoutNameGetsOne() throws Exception {
    LocalNode nameless = new LocalNode(Atom.of("phone.local"), Flags.SUPPORTED, 0);
    Handshake from = initiate(nameless, "secret", new Door(Admission.Verdict.OK));
    Handshake to =
        Handshake.accept(BOB, Cookie.of("secret"), new Door(Admission.Verdict.OK), () -> 2);
    exchange(from, to);
    assertThat(from.self().name()).isEqualTo(Atom.of("given@phone.local"));
    assertThat(from.self().creation()).isEqualTo(99);
    assertThat(to.peer().name()).isEqualTo(Atom.of("given@phone.local"));
  }

  @Test
  void thePeerMustBeTheOneThatWasAskedFor() {
    Handshake from = initiate(ALICE, "secret", new Door(Admission.Verdict.OK));
    Handshake to =
        Handshake.accept(
            node("mallory@there", 0), Cookie.of("secret"), new Door(Admission.Verdict.OK), () -> 2);
    assertFails(() -> exchange(from, to), Reason.WRONG_NODE);
  }

  @Test
  void theOldHandshakeIsRefusedInItsOwnWords() {
    Handshake to =
        Handshake.accept(BOB, Cookie.of("secret"), new Door(Admission.Verdict.OK), () -> 2);
    ByteBuf old = Unpooled.buffer().writeByte('n').writeShort(5).writeInt(0x7fff);
    old.writeCharSequence("old@host", StandardCharsets.US_ASCII);
    assertFails(() -> to.receive(old), Reason.INCOMPATIBLE);
    assertThat(text(to.poll())).isEqualTo("snot_allowed");
  }

  @Test
  void aPeerThatLacksWhatIsMandatoryIsToldSo() {
    long tooFew = Flags.SUPPORTED & ~Flags.EXPORT_PTR_TAG & ~Flags.MANDATORY_25_DIGEST;
    LocalNode weak = new LocalNode(Atom.of("weak@here"), tooFew, 5);
    Handshake from = initiate(weak, "secret", new Door(Admission.Verdict.OK));
    Handshake to =
        Handshake.accept(BOB, Cookie.of("secret"), new Door(Admission.Verdict.OK), () -> 2);
    assertFails(() -> exchange(from, to), Reason.INCOMPATIBLE);
    assertFails(() -> from.receive(to.poll()), Reason.NOT_ALLOWED);
  }

  @Test
  void noNamesWithControlCharactersReachTheLog() {
    LocalNode evil = new LocalNode(Atom.of("evil\n@here"), Flags.SUPPORTED, 5);
    Handshake from = initiate(evil, "secret", new Door(Admission.Verdict.OK));
    Handshake to =
        Handshake.accept(BOB, Cookie.of("secret"), new Door(Admission.Verdict.OK), () -> 2);
    assertFails(() -> exchange(from, to), Reason.PROTOCOL);
  }

  @Test
  void aCookieIsNeverPrinted() {
    assertThat(Cookie.of("secret").toString()).isEqualTo("Cookie[secret]");
    assertThat("" + Cookie.of("hunter2")).doesNotContain("hunter2");
  }

  @Test
  void damagedHandshakesFailAndNothingElse() {
    fuzz(5, Inputs.count(100_000));
  }

  @Test
  @Tag("soak")
  void aMillionDamagedHandshakesFailAndNothingElse() {
    fuzz(System.nanoTime(), 1_000_000);
  }

  private static void fuzz(long seed, int count) {
    Random random = new Random(seed);
    int failed = 0;
    for (int i = 0; i < count; i++) {
      Handshake from = initiate(ALICE, "secret", new Door(Admission.Verdict.OK));
      Door door = new Door(Admission.Verdict.values()[random.nextInt(5)]);
      Handshake to = Handshake.accept(BOB, Cookie.of("secret"), door, () -> 2);
      int damaged = random.nextInt(4);
      try {
        for (int step = 0; step < 5; step++) {
          pass(from, to, step * 2 == damaged ? random : null);
          pass(to, from, step * 2 + 1 == damaged ? random : null);
        }
      } catch (HandshakeFailed expected) {
        failed++;
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", input " + i, e);
      }
    }
    assertThat(failed).isGreaterThan(count / 4);
  }

  private static void exchange(Handshake a, Handshake b) throws HandshakeFailed {
    for (int i = 0; i < 4; i++) {
      pass(a, b, null);
      pass(b, a, null);
    }
  }

  private static void pass(Handshake from, Handshake to, Random damage) throws HandshakeFailed {
    for (ByteBuf message = from.poll(); message != null; message = from.poll()) {
      if (damage != null && message.isReadable()) {
        message.setByte(damage.nextInt(message.readableBytes()), damage.nextInt());
        message.writerIndex(damage.nextInt(message.readableBytes()) + 1);
      }
      to.receive(message);
    }
  }

  private static Handshake initiate(LocalNode self, String cookie, Admission admission) {
    return Handshake.initiate(self, BOB.name(), Cookie.of(cookie), admission, () -> 1);
  }

  private static LocalNode node(String name, long more) {
    return new LocalNode(Atom.of(name), Flags.SUPPORTED | more, name.hashCode());
  }

  private static String text(ByteBuf message) {
    return message.toString(StandardCharsets.ISO_8859_1);
  }

  private static void assertFails(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable action, Reason reason) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            HandshakeFailed.class, failed -> assertThat(failed.reason()).isEqualTo(reason));
  }

  /** Lets everyone in the same way. */
  private static final class Door implements Admission {
    private final Verdict verdict;
    private boolean wanted = true;
    private Atom replaced;

    Door(Verdict verdict) {
      this.verdict = verdict;
    }

    @Override
    public Verdict arrived(Atom node, Handshake handshake) {
      return verdict;
    }

    @Override
    public void replace(Atom node, Handshake handshake) {
      replaced = node;
    }

    @Override
    public LocalNode nameFor(Atom host) {
      return new LocalNode(Atom.of("given@" + host.name()), 0, 99);
    }

    @Override
    public boolean isWanted(Atom node, Handshake handshake) {
      return wanted;
    }
  }
}
