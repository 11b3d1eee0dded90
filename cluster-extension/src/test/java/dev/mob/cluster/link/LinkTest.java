package dev.mob.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.cluster.Inputs;
import dev.mob.cluster.handshake.Flags;
import dev.mob.cluster.handshake.LocalNode;
import dev.mob.cluster.handshake.PeerNode;
import dev.mob.cluster.term.PidFactory;
import dev.mob.cluster.term.RandomTerms;
import dev.mob.cluster.term.RemotePid;
import dev.mob.cluster.term.TermCodecs;
import dev.mob.cluster.term.TermDecoder;
import dev.mob.cluster.term.TermEncoder;
import dev.mob.process.Atom;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.Ref;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two ends of a link, with the bytes of one given to the other. */
final class LinkTest {
  private static final Atom ALICE = Atom.of("alice@here");
  private static final Atom BOB = Atom.of("bob@there");
  private static final Pid A = new RemotePid(ALICE, 1, 2, 3);
  private static final Pid B = new RemotePid(BOB, 4, 5, 6);
  private static final Ref REF = Ref.of(ALICE, 3, 1, 2, 3);

  /** One end, what came to it, and why it closed. */
  private static final class End implements LinkEvents {
    final EmbeddedChannel channel = new EmbeddedChannel();
    final List<Signal> received = new ArrayList<>();
    final Link link;
    String closed;

    End(long flags, LinkLimits limits) {
      link =
          new Link(
              channel,
              new LocalNode(ALICE, flags, 3),
              new PeerNode(BOB, flags, 6),
              limits,
              new TermEncoder(TermCodecs.NONE),
              new TermDecoder(limits.terms(), PidFactory.REMOTE, TermCodecs.NONE),
              this);
      channel.pipeline().addLast(link.handler());
    }

    @Override
    public void received(Link from, Signal signal) {
      received.add(signal);
    }

    @Override
    public void closed(Link from, String reason) {
      closed = reason;
    }

    byte[] written() {
      channel.runPendingTasks();
      ByteBuf all = Unpooled.buffer();
      for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
        all.writeBytes(out);
        out.release();
      }
      byte[] bytes = new byte[all.readableBytes()];
      all.readBytes(bytes);
      return bytes;
    }

    void give(byte[] bytes) {
      channel.writeInbound(Unpooled.wrappedBuffer(bytes));
      channel.runPendingTasks();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {Flags.SUPPORTED, Flags.MANDATORY, Flags.SUPPORTED & ~Flags.FRAGMENTS})
  void everySignalArrivesAsItWasSentWhateverThePeerCanDo(long flags) {
    End from = new End(flags, LinkLimits.STANDARD);
    End to = new End(flags, LinkLimits.STANDARD);
    Object reason = List.of(Atom.of("reason"), "text");
    boolean full = (flags & Flags.UNLINK_ID) != 0;
    List<Signal> signals =
        List.of(
            new Signal.Send(full ? A : null, B, "message"),
            new Signal.Send(A, new ProcessName(Atom.of("name"), null), 1L),
            new Signal.Send(A, REF, List.of(1L, 2L)),
            new Signal.Link(A, B),
            new Signal.Unlink(full ? 77L : null, A, B),
            new Signal.UnlinkAck(77, A, B),
            new Signal.Exit(A, B, reason),
            new Signal.Exit2(A, B, reason),
            new Signal.Monitor(A, B, REF),
            new Signal.Monitor(A, new ProcessName(Atom.of("name"), null), REF),
            new Signal.Demonitor(A, B, REF),
            new Signal.MonitorDown(A, B, REF, reason),
            new Signal.GroupLeader(A, B),
            new Signal.SpawnRequest(
                REF, A, A, Atom.of("m"), Atom.of("f"), 1, List.of(Atom.of("monitor")), List.of(1L)),
            new Signal.SpawnReply(REF, B, Signal.SpawnReply.MONITORED, A));
    signals.forEach(from.link::send);
    to.give(from.written());
    assertThat(to.received).isEqualTo(signals);
  }

  @Test
  void anAtomIsSentInFullOnceAndThenByReference() {
    End from = new End(Flags.SUPPORTED, LinkLimits.STANDARD);
    End to = new End(Flags.SUPPORTED, LinkLimits.STANDARD);
    Signal signal = new Signal.Send(A, B, Atom.of("a_rather_long_atom_for_a_message"));
    from.link.send(signal);
    byte[] first = from.written();
    from.link.send(signal);
    byte[] second = from.written();
    assertThat(second.length).isLessThan(first.length - 40);
    to.give(first);
    to.give(second);
    assertThat(to.received).containsExactly(signal, signal);
  }

  @Test
  void manyAtomsThatWantTheSamePlacesStillArrive() {
    End from = new End(Flags.SUPPORTED, LinkLimits.STANDARD);
    End to = new End(Flags.SUPPORTED, LinkLimits.STANDARD);
    Random random = new Random(1);
    List<Signal> sent = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      List<Object> atoms = new ArrayList<>();
      for (int k = 0; k < 400; k++) {
        atoms.add(Atom.of((k % 50 == 0 ? "日本語".repeat(30) : "atom") + random.nextInt(9_000)));
      }
      Signal signal = new Signal.Send(A, B, atoms);
      sent.add(signal);
      from.link.send(signal);
    }
    to.give(from.written());
    assertThat(to.received).isEqualTo(sent);
  }

  @Test
  void aMessageThatIsNoTermIsNotSentAndHarmsNoOther() {
    End from = new End(Flags.SUPPORTED, LinkLimits.STANDARD);
    End to = new End(Flags.SUPPORTED, LinkLimits.STANDARD);
    Atom once = Atom.of("told_with_the_bad_one");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> from.link.send(new Signal.Send(A, B, List.of(once, new Object()))))
        .hasMessageContaining("java.lang.Object");
    Signal good = new Signal.Send(A, B, once);
    from.link.send(good);
    to.give(from.written());
    assertThat(to.received).containsExactly(good);
  }

  @Test
  void signalsArriveWhateverTheSizesOfTheReads() {
    End from = new End(Flags.SUPPORTED, LinkLimits.STANDARD);
    RandomTerms terms = new RandomTerms(9);
    List<Object> sent = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Object term = i % 100 == 99 ? new byte[300_000] : terms.next(3);
      sent.add(term);
      from.link.send(new Signal.Send(A, B, term));
    }
    byte[] bytes = from.written();
    End to = new End(Flags.SUPPORTED, LinkLimits.STANDARD);
    Random random = new Random(2);
    for (int at = 0; at < bytes.length; ) {
      int end = Math.min(bytes.length, at + 1 + random.nextInt(20_000));
      to.give(Arrays.copyOfRange(bytes, at, end));
      at = end;
    }
    assertThat(to.received).hasSameSizeAs(sent);
    for (int i = 0; i < sent.size(); i++) {
      Object message = ((Signal.Send) to.received.get(i)).message();
      boolean zeros = i % 100 == 99;
      assertThat(
              zeros
                  ? ((String) message).length() == 300_000
                  : RandomTerms.same(message, sent.get(i)))
          .as("message %s", i)
          .isTrue();
    }
  }

  @Test
  void silenceBringsATickAndThenTheEnd() throws Exception {
    End end = new End(Flags.SUPPORTED, LinkLimits.STANDARD.withTickTime(Duration.ofSeconds(60)));
    end.channel.advanceTimeBy(15, TimeUnit.SECONDS);
    end.channel.runScheduledPendingTasks();
    assertThat(end.written()).containsExactly(0, 0, 0, 0);
    end.give(new byte[4]);
    for (int i = 0; i < 4; i++) {
      end.channel.advanceTimeBy(15, TimeUnit.SECONDS);
      end.channel.runScheduledPendingTasks();
      assertThat(end.closed).isNull();
    }
    end.channel.advanceTimeBy(15, TimeUnit.SECONDS);
    end.channel.runScheduledPendingTasks();
    end.channel.runPendingTasks();
    assertThat(end.closed).contains("net tick timeout");
  }

  @Test
  void hostilePeersAreClosed() {
    LinkLimits tight = LinkLimits.STANDARD.withFrameBytes(100_000).withOpenFragments(4);
    assertCloses(tight, frame(0x7fffffff, new byte[0]), "a frame of");
    assertCloses(tight, frame(-1, new byte[0]), "a frame of");
    assertCloses(tight, frame(3, new byte[] {1, 2, 3}), "begins with 1");
    assertCloses(tight, frame(3, new byte[] {(byte) 131, 68, 9}), "longer than its frame");
    assertCloses(tight, frame(6, new byte[] {(byte) 131, 68, 0, 97, 1, 1}), "no meaning");
    assertCloses(tight, frame(5, new byte[] {(byte) 131, 68, 1, 0, 7}), "never sent");
    ByteBuf endless = Unpooled.buffer();
    for (int i = 0; i < 10; i++) {
      ByteBuf first = Unpooled.buffer().writeByte(131).writeByte(69);
      first.writeLong(i).writeLong(Long.MAX_VALUE).writeByte(0).writeByte(104);
      endless.writeInt(first.readableBytes()).writeBytes(first);
    }
    assertCloses(tight, bytes(endless), "messages in fragments at once");
    ByteBuf growing = Unpooled.buffer();
    ByteBuf first = Unpooled.buffer().writeByte(131).writeByte(69);
    first.writeLong(1).writeLong(1_000_000).writeByte(0);
    growing.writeInt(first.readableBytes()).writeBytes(first);
    for (int i = 999_999; i > 990_000; i--) {
      growing.writeInt(18).writeByte(131).writeByte(70).writeLong(1).writeLong(i);
    }
    assertCloses(tight, bytes(growing), "in fragments of more than 100000 bytes");
  }

  @Test
  void aPeerThatTakesNothingIsGivenUpWhenTooMuchWaits() {
    End end = new End(Flags.SUPPORTED, LinkLimits.STANDARD.withOutboundBytes(1_000_000));
    for (int i = 0; i < 30 && end.link.send(new Signal.Send(A, B, new byte[50_000])); i++) {
      // The channel's tasks do not run meanwhile, as on a socket that is full.
    }
    end.channel.runPendingTasks();
    assertThat(end.closed).contains("takes nothing");
    assertThat(end.link.send(new Signal.Link(A, B))).isFalse();
  }

  @Test
  void damagedStreamsCloseTheLinkAndNothingElse() {
    fuzz(3, Inputs.count(100_000));
  }

  @Test
  @Tag("soak")
  void aMillionDamagedStreamsCloseTheLinkAndNothingElse() {
    fuzz(System.nanoTime(), 1_000_000);
  }

  private static void fuzz(long seed, int count) {
    Random random = new Random(seed);
    RandomTerms terms = new RandomTerms(seed);
    LinkLimits limits = LinkLimits.STANDARD.withFrameBytes(1 << 20);
    int closed = 0;
    End to = new End(Flags.SUPPORTED, limits);
    byte[][] streams = new byte[500][];
    for (int i = 0; i < streams.length; i++) {
      End from = new End(Flags.SUPPORTED, limits);
      from.link.send(new Signal.Send(A, B, terms.next(2)));
      from.link.send(new Signal.Monitor(A, new ProcessName(Atom.of("n"), null), REF));
      from.link.send(new Signal.Exit(A, B, terms.next(1)));
      streams[i] = from.written();
      from.channel.finishAndReleaseAll();
    }
    for (int i = 0; i < count; i++) {
      byte[] bytes = streams[random.nextInt(streams.length)].clone();
      for (int k = 1 + random.nextInt(3); k > 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        to.give(bytes);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", input " + i, e);
      }
      if (!to.channel.isActive()) {
        assertThat(to.closed).as("seed %s, input %s", seed, i).isNotNull();
        closed++;
        to.channel.finishAndReleaseAll();
        to = new End(Flags.SUPPORTED, limits);
      }
      to.received.clear();
    }
    assertThat(closed).isGreaterThan(count / 10);
  }

  private static void assertCloses(LinkLimits limits, byte[] bytes, String why) {
    End end = new End(Flags.SUPPORTED, limits);
    end.give(bytes);
    assertThat(end.closed).contains(why);
    assertThat(end.channel.isActive()).isFalse();
  }

  private static byte[] frame(int length, byte[] body) {
    return bytes(Unpooled.buffer().writeInt(length).writeBytes(body));
  }

  private static byte[] bytes(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }
}
