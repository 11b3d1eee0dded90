package dev.mob.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Elixir node and the example as {@code mob run} starts it: what its mob.conf promises. */
final class ElixirCallsTheExampleTest {
  private static final String COOKIE = "a-cookie-for-this-test";

  @TempDir private Path folder;

  @BeforeEach
  void findElixir() {
    Stream<String> path = Stream.of(System.getenv("PATH").split(File.pathSeparator));
    assumeTrue(
        Boolean.getBoolean("mob.require.erl")
            || path.anyMatch(each -> new File(each, "elixir").canExecute()),
        "NOT TESTED: no elixir on the path; install it (Debian: elixir)");
  }

  @Test
  void rpcCallAndGenServerCallJustWork() throws Exception {
    Example example = Example.copyTo(folder);
    int epmd = freePort();
    Path conf = Path.of(example.conf("mob.conf"));
    Files.writeString(
        conf, Files.readString(conf).replace("epmd.enabled = false", "epmd.port = " + epmd));
    Map<String, String> environment = Map.of("MOB_COOKIE", COOKIE);
    try (MobProcess run = MobProcess.start(folder, environment, "run", conf.toString())) {
      run.says("ready in ");
      await().atMost(Duration.ofSeconds(60)).until(() -> answers(epmd));

      // It listens, and starts what it answers with, just after it is ready: hence the attempts.
      String said =
          elixir(
              epmd,
              """
              node = :"whiteboard@127.0.0.1"
              up = fn up, n ->
                n == 0 or
                  (Node.connect(node) == true and
                     match?({:ok, _}, :rpc.call(node, :game, :move, [:right]))) or
                  (Process.sleep(100)
                   up.(up, n - 1))
              end
              up.(up, 600)
              IO.inspect(:rpc.call(:"whiteboard@127.0.0.1", :game, :move, [:left]))
              IO.inspect(:rpc.call(:"whiteboard@127.0.0.1", :game, :move, [:sideways]))
              state = GenServer.call({:board, :"whiteboard@127.0.0.1"}, :get_state)
              IO.inspect({state.strokes > 0, length(state.rows), Enum.any?(state.rows, &(&1 =~ "*"))})
              {:badrpc, {:EXIT, {why, _}}} = :rpc.call(node, :game, :cheat, [])
              IO.inspect(why)
              """);

      assertThat(said.lines().toList())
          .as(said)
          .satisfiesExactly(
              moved -> assertThat(moved).matches("\\{:ok, \\{\\d+, 6\\}\\}"),
              refused ->
                  assertThat(refused).isEqualTo("{:error, \"a pen goes left, right, up or down\"}"),
              state -> assertThat(state).isEqualTo("{true, 12, true}"),
              unknown -> assertThat(unknown).isEqualTo(":undef"));
    }
  }

  private static String elixir(int epmd, String script) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    "elixir",
                    "--name",
                    "ex@127.0.0.1",
                    "--cookie",
                    COOKIE,
                    "--erl",
                    "-start_epmd false",
                    "-e",
                    script))
            .redirectErrorStream(true);
    builder.environment().put("ERL_EPMD_PORT", "" + epmd);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process elixir = builder.start();
    return new String(elixir.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
