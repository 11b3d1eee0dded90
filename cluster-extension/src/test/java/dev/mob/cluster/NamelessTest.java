package dev.mob.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mob.cluster.erlang.ErlangNode;
import dev.mob.cluster.erlang.Inbox;
import dev.mob.cluster.erlang.Nodes;
import dev.mob.cluster.erlang.RequiresErl;
import dev.mob.process.Atom;
import dev.mob.process.Down;
import dev.mob.process.ExitReason;
import dev.mob.process.ProcessName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node of ours that has no name of its own: OTP's dynamic node name. */
@RequiresErl
final class NamelessTest {
  private static final Duration TIME = Duration.ofSeconds(60);
  private static final Atom NONODE = Atom.of("nonode@nohost");
  private static final String GIVEN = "[A-Z0-9]+@127\\.0\\.0\\.1";

  private final Nodes nodes = new Nodes();

  @AfterEach
  void closeNodes() {
    nodes.close();
  }

  @Test
  void theFirstNodeGivesItANameThatItKeepsAsLongAsTheyAreConnected() throws Exception {
    nodes.mob("epmd");
    ErlangNode erl = nodes.erlang("erl");
    erl.eval("register(shell, self())");
    Nodes.Mob guest = nodes.mob("undefined");
    Inbox inbox = Inbox.named(guest.runtime, "inbox");
    assertThat(guest.cluster.name()).isEqualTo(NONODE);
    assertThat(guest.cluster.isHidden()).isTrue();
    assertThat(guest.cluster.port()).isZero();
    Atom there = Atom.of("erl@127.0.0.1");
    assertThatThrownBy(() -> guest.cluster.rpc(there, "erlang", "node", List.of(), TIME).get())
        .hasRootCauseInstanceOf(NotConnected.class);

    guest.cluster.connect(there).get(60, SECONDS);
    String name = guest.cluster.name().name();
    assertThat(name).matches(GIVEN);
    assertThat(guest.runtime.node().name()).isEqualTo(name);
    // It counts us in when it has read the last step of the handshake, which we have only sent.
    await().atMost(TIME).until(() -> erl.eval("nodes(hidden)").equals("['" + name + "']"));
    assertThat(guest.cluster.rpc(there, "erlang", "node", List.of(), TIME).get()).isEqualTo(there);
    inbox.run(
        self -> {
          self.send(ProcessName.of("shell", "erl@127.0.0.1"), self.pid());
          return self.monitor(ProcessName.of("shell", "erl@127.0.0.1"));
        });
    assertThat(erl.eval("receive P -> P ! {hello, node(P)}, node(P) after 60000 -> none end"))
        .isEqualTo("'" + name + "'");
    assertThat(inbox.next()).hasToString("{hello,'" + name + "'}");
    assertThat(erl.eval("net_adm:ping('" + name + "')")).isEqualTo("pong");

    erl.eval("erlang:disconnect_node('" + name + "')");
    assertThat(((Down) inbox.next()).reason()).isEqualTo(ExitReason.NOCONNECTION);
    await().atMost(TIME).until(() -> guest.cluster.name().equals(NONODE));
    assertThat(guest.runtime.node()).isEqualTo(NONODE);

    guest.cluster.connect(there).get(60, SECONDS);
    assertThat(guest.cluster.name().name()).matches(GIVEN);
    assertThat(guest.cluster.rpc(there, "erlang", "node", List.of(), TIME).get()).isEqualTo(there);
  }

  @Test
  void otherConnectionsEndWithTheOneThatGaveTheName() throws Exception {
    Nodes.Mob giver = nodes.mob("giver");
    Nodes.Mob other = nodes.mob("other");
    Nodes.Mob guest = nodes.mob("undefined");
    guest.cluster.connect(giver.cluster.name()).get(60, SECONDS);
    Atom name = guest.cluster.name();
    assertThat(name.name()).matches(GIVEN);
    guest.cluster.connect(other.cluster.name()).get(60, SECONDS);
    assertThat(guest.cluster.name()).isEqualTo(name);
    await().atMost(TIME).until(() -> other.cluster.nodes(true).contains(name));

    assertThat(giver.cluster.disconnect(name)).isTrue();
    await().atMost(TIME).until(() -> other.cluster.nodes(true).isEmpty());
    await().atMost(TIME).until(() -> guest.cluster.nodes(true).isEmpty());
    assertThat(guest.cluster.name()).isEqualTo(NONODE);
  }
}
