package dev.mob.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.cluster.erlang.Inbox;
import dev.mob.cluster.erlang.Nodes;
import dev.mob.cluster.erlang.RequiresErl;
import dev.mob.process.Atom;
import dev.mob.process.Down;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.ProcessName;
import dev.mob.process.Self;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Tuple;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the documentation promises to Elixir, from a real {@code elixir}. */
@RequiresErl
final class ElixirTest {

  @Test
  void rpcAndGenServerCallJustWork() throws Exception {
    try (Nodes nodes = new Nodes()) {
      Nodes.Mob mob = nodes.mob("whiteboard");
      mob.cluster.expose(
          "game", "move", 1, (arguments, caller) -> Tuple.of(Atom.OK, arguments.get(0)));
      mob.runtime.start(new Board(), null, SpawnOptions.NONE.name("board"));
      String script =
          "node = :\"whiteboard@127.0.0.1\";"
              + " IO.inspect(:rpc.call(node, :game, :move, [:left]));"
              + " IO.inspect(GenServer.call({:board, node}, :get_state));"
              + " IO.inspect(Node.ping(node))";
      Process elixir = elixir(nodes, script);
      String output = new String(elixir.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(output).isEqualTo("{:ok, :left}\n%{:strokes => 3, \"name\" => \"Ada\"}\n:pong\n");
    }
  }

  @Test
  void aServerWrittenInElixirIsCalledAndWatchedFromHere() throws Exception {
    try (Nodes nodes = new Nodes()) {
      Nodes.Mob mob = nodes.mob("whiteboard");
      String script =
          "defmodule Counter do use GenServer; def init(n), do: {:ok, n};"
              + " def handle_call({:add, k}, _from, n), do: {:reply, n + k, n + k};"
              + " def handle_cast(:stop, n), do: {:stop, {:shutdown, n}, n} end;"
              + " {:ok, _} = GenServer.start(Counter, 1, name: :counter);"
              + " IO.puts(\"up\"); IO.gets(\"\")";
      Process elixir = elixir(nodes, script);
      try {
        BufferedReader output =
            new BufferedReader(
                new InputStreamReader(elixir.getInputStream(), StandardCharsets.UTF_8));
        assertThat(output.readLine()).isEqualTo("up");
        ProcessName counter = ProcessName.of("counter", "ex@127.0.0.1");
        assertThat(mob.runtime.call(counter, Tuple.of(Atom.of("add"), 4))).isEqualTo(5L);
        assertThat(
                mob.cluster
                    .rpc(
                        counter.node(),
                        "Elixir.String",
                        "upcase",
                        List.of("smörgås"),
                        Duration.ofSeconds(30))
                    .get(60, SECONDS))
            .isEqualTo("SMÖRGÅS");
        Inbox inbox = Inbox.open(mob.runtime);
        inbox.run(self -> self.monitor(counter));
        mob.runtime.cast(counter, Atom.of("stop"));
        assertThat(((Down) inbox.next()).reason().term())
            .isEqualTo(Tuple.of(Atom.of("shutdown"), 5L));
      } finally {
        elixir.destroyForcibly().waitFor();
      }
    }
  }

  private static Process elixir(Nodes nodes, String script) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "elixir",
            "--name",
            "ex@127.0.0.1",
            "--cookie",
            Nodes.COOKIE,
            "--erl",
            "-start_epmd false",
            "-e",
            script);
    builder.environment().put("ERL_EPMD_PORT", "" + nodes.epmdPort());
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder.redirectErrorStream(true).start();
  }

  /** Says its state. */
  private static final class Board implements GenServer<Map<Object, Object>> {
    @Override
    public Init<Map<Object, Object>> init(Object argument, Self self) {
      return Init.ok(Map.of(Atom.of("strokes"), 3, "name", "Ada"));
    }

    @Override
    public Next<Map<Object, Object>> handleCall(
        Object request, From from, Map<Object, Object> state, Self self) {
      return Next.reply(request.equals(Atom.of("get_state")) ? state : Atom.ERROR, state);
    }
  }
}
