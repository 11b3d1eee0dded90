package dev.mob.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mob.cluster.erlang.Inbox;
import dev.mob.cluster.erlang.Nodes;
import dev.mob.cluster.erlang.Proxy;
import dev.mob.cluster.term.TermCodec;
import dev.mob.process.Atom;
import dev.mob.process.Down;
import dev.mob.process.ExitReason;
import dev.mob.process.ProcessName;
import dev.mob.process.Tuple;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Strangers and broken networks, while a link between two good nodes keeps its traffic. */
final class HostilePeersTest {
  private final Nodes nodes = new Nodes();
  private Nodes.Mob target;
  private Nodes.Mob friend;
  private Inbox inbox;

  @BeforeEach
  void startNodes() throws Exception {
    target =
        nodes.mob(
            "target",
            options -> options.withHandshakeTimeout(Duration.ofMillis(500)).withOpenHandshakes(5));
    friend = nodes.mob("friend");
    friend.cluster.connect(target.cluster.name()).get(30, SECONDS);
    inbox = Inbox.named(target.runtime, "inbox");
  }

  @AfterEach
  void stopNodes() {
    nodes.close();
  }

  private void assertFriendIsHeard(String message) throws Exception {
    friend.runtime.send(ProcessName.of("inbox", target.name()), message);
    assertThat(inbox.next()).isEqualTo(message);
  }

  private Socket stranger() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), target.cluster.port());
    socket.setSoTimeout(30_000);
    return socket;
  }

  @Test
  void whoSaysNothingOrLittleIsClosedInTime() throws Exception {
    try (Socket silent = stranger();
        Socket slow = stranger()) {
      slow.getOutputStream().write(new byte[] {0, 40, 'N'});
      assertFriendIsHeard("meanwhile");
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
      assertThat(slow.getInputStream().read()).isEqualTo(-1);
    }
    assertFriendIsHeard("after");
  }

  @Test
  void moreOpenHandshakesThanAllowedAreClosedAtOnceAndOthersGetInLater() throws Exception {
    List<Socket> strangers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      strangers.add(stranger());
    }
    for (Socket each : strangers) {
      assertThat(each.getInputStream().read()).isEqualTo(-1);
      each.close();
    }
    assertFriendIsHeard("still here");
    Nodes.Mob late = nodes.mob("late");
    late.cluster.connect(target.cluster.name()).get(30, SECONDS);
  }

  @Test
  void noiseIsClosed() throws Exception {
    Random random = new Random(5);
    for (int i = 0; i < 40; i++) {
      byte[] noise = new byte[3 + random.nextInt(500)];
      random.nextBytes(noise);
      try (Socket socket = stranger()) {
        socket.getOutputStream().write(noise);
        socket.shutdownOutput();
        while (socket.getInputStream().read() >= 0) {
          // An answer such as not_allowed, then the end.
        }
      } catch (IOException reset) {
        // Closed with bytes unread: that is the end too.
      }
    }
    assertFriendIsHeard("after the noise");
  }

  @Test
  void thousandsOfThemLeaveFewLinesInTheLog() throws Exception {
    try (LogLines log = new LogLines()) {
      for (int i = 0; i < 2_000; i++) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), target.cluster.port())) {
          socket.getOutputStream().write(new byte[] {0, 2, 'x', 'y'});
          while (socket.getInputStream().read() >= 0) {
            // Until it is closed.
          }
        } catch (IOException reset) {
          // That is the end too.
        }
        if (i % 500 == 0) {
          assertFriendIsHeard("beside it " + i);
        }
      }
      // Ten in ten seconds of a kind, and a line that counts the rest.
      assertThat(log.warnings()).hasSizeBetween(1, 100);
    }
  }

  @Test
  void aSplitNetworkIsNoticedByTheTicksAndOverAfterwards() throws Exception {
    Nodes.Mob far =
        nodes.mob(
            "far",
            options -> options.withLimits(options.limits().withTickTime(Duration.ofSeconds(1))));
    try (Proxy proxy = new Proxy(far.cluster.port())) {
      Nodes.Mob near =
          nodes.mob(
              "near",
              options ->
                  options
                      .withLimits(options.limits().withTickTime(Duration.ofSeconds(1)))
                      .withDiscovery(
                          node ->
                              CompletableFuture.completedFuture(
                                  node.equals(far.cluster.name()) ? proxy.address() : null)));
      Inbox there = Inbox.named(far.runtime, "there");
      Inbox here = Inbox.open(near.runtime);
      near.cluster.connect(far.cluster.name()).get(30, SECONDS);
      here.run(self -> self.monitor(ProcessName.of("there", far.name())));

      proxy.drop(true);
      assertThat(((Down) here.next()).reason()).isEqualTo(ExitReason.NOCONNECTION);
      await().until(() -> !far.cluster.nodes().contains(near.cluster.name()));

      proxy.drop(false);
      near.cluster.connect(far.cluster.name()).get(30, SECONDS);
      near.runtime.send(ProcessName.of("there", far.name()), "again");
      assertThat(there.next()).isEqualTo("again");
    }
  }

  @Test
  void typesOfTheAppTravelBetweenNodesThatBothKnowThem() throws Exception {
    MoveCodec codec = new MoveCodec();
    friend.cluster.addCodec(codec);
    friend.runtime.send(ProcessName.of("inbox", target.name()), new Move("left"));
    assertThat(inbox.next()).isEqualTo(Tuple.of(Atom.of("move"), "left"));
    target.cluster.addCodec(codec);
    friend.runtime.send(ProcessName.of("inbox", target.name()), List.of(new Move("right")));
    assertThat(inbox.next()).isEqualTo(List.of(new Move("right")));
    friend.cluster.removeCodec(codec);
    friend.runtime.send(ProcessName.of("inbox", target.name()), new Move("lost"));
    assertFriendIsHeard("only this");
  }

  private record Move(String direction) {}

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
      return 2;
    }

    @Override
    public Tuple toTerm(Move move) {
      return Tuple.of(tag(), move.direction());
    }

    @Override
    public Move fromTerm(Tuple term) {
      return new Move((String) term.get(1));
    }
  }
}
