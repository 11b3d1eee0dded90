package dev.mob.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.cluster.erlang.Nodes;
import dev.mob.cluster.erlang.RequiresErl;
import dev.mob.process.Atom;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Tuple;
import java.nio.charset.StandardCharsets;
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
      Process elixir = builder.redirectErrorStream(true).start();
      String output = new String(elixir.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(output).isEqualTo("{:ok, :left}\n%{:strokes => 3, \"name\" => \"Ada\"}\n:pong\n");
    }
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
