package dev.mob.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mob.cluster.erlang.ErlangNode;
import dev.mob.cluster.erlang.Inbox;
import dev.mob.cluster.erlang.Nodes;
import dev.mob.cluster.erlang.Proxy;
import dev.mob.cluster.erlang.RequiresErl;
import dev.mob.process.Atom;
import dev.mob.process.Down;
import dev.mob.process.ExitReason;
import dev.mob.process.ProcessName;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Erlang nodes that have no name, fall silent, or ask what they may not know. */
@RequiresErl
final class ErlangPeersTest {
  private final Nodes nodes = new Nodes();

  @AfterEach
  void closeNodes() {
    nodes.close();
  }

  @Test
  void aNodeWithoutANameIsGivenOne() throws Exception {
    Nodes.Mob mob = nodes.mob("mob");
    Inbox inbox = Inbox.named(mob.runtime, "inbox");
    ErlangNode guest = nodes.nameless();
    assertThat(guest.eval("node()")).isEqualTo("nonode@nohost");
    assertThat(guest.eval("net_kernel:connect_node('mob@127.0.0.1')")).isEqualTo("true");
    String name = guest.eval("atom_to_list(node())");
    assertThat(name).matches("\"[A-Z0-9]+@127\\.0\\.0\\.1\"");
    guest.eval("{inbox, 'mob@127.0.0.1'} ! {here, self()}");
    dev.mob.process.Tuple hello = (dev.mob.process.Tuple) inbox.next();
    mob.runtime.send((dev.mob.process.Pid) hello.get(1), Atom.of("welcome"));
    assertThat(guest.eval("receive X -> X after 20000 -> nothing end")).isEqualTo("welcome");
    assertThat(guest.eval("net_adm:ping('mob@127.0.0.1')")).isEqualTo("pong");
    // Two of them do not meet in one name.
    ErlangNode other = nodes.nameless();
    assertThat(other.eval("net_kernel:connect_node('mob@127.0.0.1')")).isEqualTo("true");
    assertThat(other.eval("atom_to_list(node())")).isNotEqualTo(name);
    assertThat(mob.cluster.nodes(true)).hasSize(2);
  }

  @Test
  void whoAsksAboutOurProcessesIsRefusedPolitelyAndStaysConnected() throws Exception {
    Nodes.Mob mob = nodes.mob("mob");
    ErlangNode erl = nodes.erlang("erl");
    Inbox inbox = Inbox.named(mob.runtime, "inbox");
    String target = "'mob@127.0.0.1'";
    assertThat(erl.eval("net_adm:ping(" + target + ")")).isEqualTo("pong");
    for (String question :
        new String[] {
          "rpc:call(" + target + ", erlang, processes, [])",
          "rpc:call(" + target + ", erlang, process_info, [self()])",
          "rpc:call(" + target + ", observer_backend, sys_info, [])",
          "rpc:call(" + target + ", erlang, halt, [])",
          "rpc:call(" + target + ", os, cmd, [\"id\"])",
        }) {
      assertThat(erl.eval(question)).startsWith("{badrpc,{'EXIT',{undef,");
    }
    assertThat(erl.eval("catch erpc:call(" + target + ", erlang, nodes, [])")).contains("undef");
    assertThat(
            erl.eval(
                "R = spawn_request("
                    + target
                    + ", fun() -> ok end, [monitor]), receive {spawn_reply, R, error, W} -> W"
                    + " after 20000 -> nothing end"))
        .isEqualTo("notsup");
    assertThat(
            erl.eval(
                "P = spawn("
                    + target
                    + ", erlang, halt, []), M = monitor(process, P), receive {'DOWN', M, _, _, W2}"
                    + " -> W2 after 20000 -> nothing end"))
        .isIn("noproc", "notsup");
    assertThat(erl.eval("gen_server:call({net_kernel, " + target + "}, {spawn, a, b, c, d})"))
        .isEqualTo("{error,notsup}");
    erl.eval("{inbox, " + target + "} ! still_here");
    assertThat(inbox.next()).isEqualTo(Atom.of("still_here"));
  }

  @Test
  void aSplitNetworkIsNoticedOnBothSidesByTheirTicks() throws Exception {
    ErlangNode erl;
    Nodes.Mob epmd = nodes.mob("epmd");
    erl = nodes.erlang("erl", "-kernel", "net_ticktime", "2", "-hidden");
    int port =
        Integer.parseInt(
            erl.eval("{port, P, _} = erl_epmd:port_please(\"erl\", \"127.0.0.1\"), P"));
    try (Proxy network = new Proxy(port)) {
      Nodes.Mob mob =
          nodes.mob(
              "mob",
              options ->
                  options
                      .withLimits(options.limits().withTickTime(Duration.ofSeconds(2)))
                      .withDiscovery(
                          node ->
                              CompletableFuture.completedFuture(
                                  node.name().startsWith("erl@") ? network.address() : null)));
      mob.cluster.connect("erl@127.0.0.1").get(30, SECONDS);
      erl.eval("net_kernel:monitor_nodes(true, [{node_type, all}])");
      erl.eval("register(there, self())");
      Inbox here = Inbox.open(mob.runtime);
      here.run(self -> self.monitor(ProcessName.of("there", "erl@127.0.0.1")));

      network.drop(true);
      assertThat(((Down) here.next()).reason()).isEqualTo(ExitReason.NOCONNECTION);
      assertThat(erl.eval("receive {nodedown, 'mob@127.0.0.1', _} -> down after 30000 -> no end"))
          .isEqualTo("down");

      network.drop(false);
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(
              () -> {
                mob.cluster.connect("erl@127.0.0.1").get(10, SECONDS);
                return true;
              });
      mob.runtime.send(ProcessName.of("there", "erl@127.0.0.1"), Atom.of("again"));
      assertThat(erl.eval("receive again -> heard after 20000 -> nothing end")).isEqualTo("heard");
      assertThat(epmd.cluster.nodes()).isEmpty();
    }
  }
}
