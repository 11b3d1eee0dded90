package dev.mob.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mob.cluster.erlang.Inbox;
import dev.mob.cluster.erlang.Nodes;
import dev.mob.cluster.erlang.Stranger;
import dev.mob.process.ProcessName;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Peers that get in, or nearly so, and then abuse it: each ends in a closed connection and a line
 * in the log that says why, while another link keeps its traffic.
 */
final class HostileLinksTest {
  private static final String HOSTILE = "hostile@127.0.0.1";

  private final Nodes nodes = new Nodes();
  private Nodes.Mob target;
  private Nodes.Mob friend;
  private Inbox inbox;
  private Inbox friendsWatch;
  private LogLines log;
  private long sent;

  @BeforeEach
  void startNodes() throws Exception {
    target =
        nodes.mob(
            "target",
            options ->
                options
                    .withHandshakeTimeout(Duration.ofSeconds(5))
                    .withLimits(options.limits().withFrameBytes(4 << 20)));
    friend = nodes.mob("friend");
    friend.cluster.connect(target.cluster.name()).get(30, SECONDS);
    inbox = Inbox.named(target.runtime, "inbox");
    friendsWatch = Inbox.open(friend.runtime);
    friendsWatch.run(self -> self.monitor(ProcessName.of("inbox", target.name())));
    log = new LogLines();
    friendIsHeard();
  }

  @AfterEach
  void stopNodes() {
    log.close();
    nodes.close();
  }

  /** A hundred messages from the friend, all of them, in order. */
  private void friendIsHeard() throws Exception {
    long first = sent;
    for (int i = 0; i < 100; i++) {
      friend.runtime.send(ProcessName.of("inbox", target.name()), sent++);
    }
    for (long i = first; i < sent; i++) {
      assertThat(inbox.next()).isEqualTo(i);
    }
  }

  private Stranger insider() throws IOException {
    Stranger stranger = new Stranger(target.cluster.port());
    stranger.shakeHands(HOSTILE, target.cluster.name(), Nodes.COOKIE);
    return stranger;
  }

  /** What a stranger does to the connection that it has. */
  private interface Attack {
    void on(Stranger stranger) throws IOException;
  }

  private void assertEnds(Stranger stranger, Attack attack, String... line) throws Exception {
    try (stranger) {
      attack.on(stranger);
      friendIsHeard();
      stranger.awaitEnd();
    }
    await()
        .untilAsserted(
            () ->
                assertThat(log.warnings())
                    .anySatisfy(warning -> assertThat(warning).contains(line)));
    friendIsHeard();
    assertThat(target.cluster.nodes(true)).containsExactly(friend.cluster.name());
    assertThat(friendsWatch.isEmpty()).as("the friend's link has never gone").isTrue();
  }

  private void assertRefused(ByteBuf frame, String why) throws Exception {
    assertEnds(insider(), stranger -> stranger.send(frame), HOSTILE, why);
  }

  @Test
  void aNameThatComesByteByByteIsNotWaitedFor() throws Exception {
    ByteBuf name = Unpooled.buffer().writeShort(4_000).writeByte('N').writeZero(3_999);
    assertEnds(
        new Stranger(target.cluster.port()),
        stranger -> stranger.trickle(name),
        "refused",
        "the handshake took more than");
  }

  @Test
  void aWrongDigestEndsTheHandshake() throws Exception {
    assertEnds(
        new Stranger(target.cluster.port()),
        stranger -> {
          try {
            stranger.shakeHands(HOSTILE, target.cluster.name(), "another cookie");
            throw new AssertionError("it was let in");
          } catch (IOException closed) {
            // No answer to the wrong digest.
          }
        },
        HOSTILE,
        "has another cookie");
  }

  @Test
  void deepNestingIsRefused() throws Exception {
    ByteBuf term = Unpooled.buffer();
    for (int i = 0; i < 500_000; i++) {
      term.writeByte(108).writeInt(1);
    }
    assertRefused(message(term), "nests deeper than 256 levels");
  }

  @Test
  void hugeAtomsAreRefused() throws Exception {
    byte[] name = "x".repeat(65_535).getBytes(StandardCharsets.US_ASCII);
    assertRefused(
        message(Unpooled.buffer().writeByte(118).writeShort(name.length).writeBytes(name)),
        "an atom has at most 255 characters");
  }

  @Test
  void aFrameBeyondTheLimitIsRefusedByItsLength() throws Exception {
    assertRefused(Unpooled.buffer().writeInt(0x7fff_ffff), "a frame of 2147483647 bytes");
  }

  @Test
  void aTupleThatIsLargerThanItsFrameIsRefused() throws Exception {
    assertRefused(
        message(Unpooled.buffer().writeByte(105).writeInt(0x7fff_ffff)),
        "a length of 2147483647 where 0 bytes are left");
  }

  @Test
  void aTermThatWouldInflateBeyondTheLimitIsRefused() throws Exception {
    assertRefused(
        message(Unpooled.buffer().writeByte(80).writeInt(0x7fff_ffff).writeZero(100)),
        "a compressed term of 2147483647 bytes");
  }

  @Test
  void fragmentsWithoutEndAreRefused() throws Exception {
    assertEnds(
        insider(),
        stranger -> {
          stranger.send(fragment(69, Long.MAX_VALUE).writeByte(0).writeZero(60_000));
          for (int i = 1; i < 100; i++) {
            stranger.send(fragment(70, Long.MAX_VALUE - i).writeByte(0).writeZero(60_000));
          }
        },
        HOSTILE,
        "messages in fragments of more than 4194304 bytes");
  }

  @Test
  void messagesInFragmentsThatNeverEndAreCounted() throws Exception {
    assertEnds(
        insider(),
        stranger -> {
          for (int i = 0; i < 300; i++) {
            ByteBuf first = fragment(69, 2).writeByte(0).writeZero(60_000);
            stranger.send(first.setLong(6, i));
          }
        },
        HOSTILE,
        "in fragments");
  }

  /** The beginning of a fragment that has another 60,001 bytes. */
  private static ByteBuf fragment(int kind, long id) {
    ByteBuf frame = Unpooled.buffer().writeInt(18 + 60_001).writeByte(131).writeByte(kind);
    return frame.writeLong(1).writeLong(id);
  }

  /** A message to the inbox, passed through, with these bytes as its term. */
  private static ByteBuf message(ByteBuf term) {
    ByteBuf control = Unpooled.buffer().writeByte(112).writeByte(131);
    control.writeByte(104).writeByte(4).writeByte(97).writeByte(6);
    control.writeByte(88);
    atom(control, HOSTILE).writeInt(1).writeInt(0).writeInt(7);
    atom(control, "");
    atom(control, "inbox");
    control.writeByte(131).writeBytes(term);
    return Unpooled.buffer().writeInt(control.readableBytes()).writeBytes(control);
  }

  private static ByteBuf atom(ByteBuf out, String name) {
    out.writeByte(119).writeByte(name.length());
    return out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
  }
}
