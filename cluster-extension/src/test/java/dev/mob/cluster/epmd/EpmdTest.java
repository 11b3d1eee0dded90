package dev.mob.cluster.epmd;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mob.cluster.erlang.ErlangNode;
import dev.mob.cluster.erlang.RequiresErl;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@RequiresErl
final class EpmdTest {
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EpmdClient client = new EpmdClient(loops, Duration.ofSeconds(10));

  @AfterEach
  void stopLoops() {
    loops.shutdownGracefully(0, 1, SECONDS);
  }

  @Test
  void aRealNodeRegistersWithTheEmbeddedServerAndIsFound() throws Exception {
    try (EpmdServer server = EpmdServer.start(loops, loopback(0));
        ErlangNode node = ErlangNode.start("real@127.0.0.1", "c", server.port())) {
      Optional<EpmdEntry> found = client.lookUp(loopback(server.port()), "real").get(10, SECONDS);

      assertThat(found).isPresent();
      assertThat(found.get().hidden()).isFalse();
      assertThat(node.eval("net_adm:names({127,0,0,1})"))
          .isEqualTo("{ok,[{\"real\"," + found.get().port() + "}]}");
    }
  }

  @Test
  void anEntryVanishesWhenItsNodeEnds() throws Exception {
    try (EpmdServer server = EpmdServer.start(loops, loopback(0))) {
      ErlangNode node = ErlangNode.start("gone@127.0.0.1", "c", server.port(), "-hidden");
      assertThat(client.lookUp(loopback(server.port()), "gone").get(10, SECONDS)).isPresent();
      node.kill();
      await().until(() -> client.names(loopback(server.port())).get(10, SECONDS).isEmpty());
    }
  }

  @Test
  void theClientRegistersAndLooksUpInARealEpmd() throws Exception {
    int port = freePort();
    Process epmd = new ProcessBuilder("epmd", "-port", "" + port).start();
    try {
      await().until(() -> !client.names(loopback(port)).isCompletedExceptionally() && up(port));
      EpmdClient.Registration mine =
          client.register(loopback(port), "mine", 4711, true).get(10, SECONDS);

      assertThat(mine.creation()).isNotZero();
      assertThat(client.lookUp(loopback(port), "mine").get(10, SECONDS))
          .contains(new EpmdEntry("mine", 4711, true));
      assertThat(client.names(loopback(port)).get(10, SECONDS))
          .containsExactly(new EpmdEntry("mine", 4711, false));
      assertThat(client.lookUp(loopback(port), "other").get(10, SECONDS)).isEmpty();
      assertThatThrownBy(() -> client.register(loopback(port), "mine", 1, false).get(10, SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("refuses the name 'mine'");

      mine.close();
      await().until(() -> client.lookUp(loopback(port), "mine").get(10, SECONDS).isEmpty());
    } finally {
      epmd.destroy();
      epmd.waitFor();
    }
  }

  @Test
  void aNameIsTakenOnceAndFreeAgainAfterItsNodeLeft() throws Exception {
    try (EpmdServer server = EpmdServer.start(loops, loopback(0))) {
      InetSocketAddress epmd = loopback(server.port());
      EpmdClient.Registration first = client.register(epmd, "n", 1, false).get(10, SECONDS);
      assertThatThrownBy(() -> client.register(epmd, "n", 2, false).get(10, SECONDS))
          .hasCauseInstanceOf(EpmdException.class);
      first.close();
      await().until(() -> client.lookUp(epmd, "n").get(10, SECONDS).isEmpty());
      EpmdClient.Registration second = client.register(epmd, "n", 2, false).get(10, SECONDS);
      assertThat(second.creation()).isNotEqualTo(first.creation());
    }
  }

  @Test
  void withNoEpmdTheClientSaysWhereItLooked() throws Exception {
    int port = freePort();
    assertThatThrownBy(() -> client.lookUp(loopback(port), "x").get(10, SECONDS))
        .hasCauseInstanceOf(EpmdException.class)
        .hasMessageContaining("" + port);
  }

  @Test
  void noiseFromStrangersLeavesTheServerAtWork() throws Exception {
    Random random = new Random(11);
    try (EpmdServer server = EpmdServer.start(loops, loopback(0))) {
      for (int i = 0; i < 300; i++) {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        if (noise.length > 2) {
          noise[0] = 0;
          noise[2] = (byte) (100 + random.nextInt(25));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
          socket.getOutputStream().write(noise);
        } catch (IOException closedByServer) {
          // As it should be.
        }
      }
      assertThat(client.register(loopback(server.port()), "still", 1, false).get(10, SECONDS))
          .isNotNull();
    }
  }

  private boolean up(int port) {
    try {
      client.names(loopback(port)).get(10, SECONDS);
      return true;
    } catch (Exception notYet) {
      return false;
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
