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
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A node that leaves for a while and comes back, as a phone does. */
@RequiresErl
final class LeavingTest {

  @Test
  void aNodeThatLeavesIsDownAtOnceAndComesBackWithItsNameAndItsProcesses() throws Exception {
    try (Nodes nodes = new Nodes()) {
      nodes.mob("epmd"); // Stays, so that EPMD does.
      Nodes.Mob phone = nodes.mob("phone");
      ErlangNode erl = nodes.erlang("erl");
      Inbox inbox = Inbox.named(phone.runtime, "inbox");
      erl.eval("net_kernel:monitor_nodes(true)");
      assertThat(erl.eval("net_adm:ping('phone@127.0.0.1')")).isEqualTo("pong");
      phone.runtime.send(
          dev.mob.process.ProcessName.of("inbox", "phone@127.0.0.1"), Atom.of("local"));
      assertThat(inbox.next()).isEqualTo(Atom.of("local"));

      phone.cluster.leave(Duration.ofSeconds(5));

      assertThat(erl.eval("receive {nodedown, 'phone@127.0.0.1'} -> gone after 20000 -> no end"))
          .isEqualTo("gone");
      await()
          .until(
              () ->
                  erl.eval(
                          "lists:keymember(\"phone\", 1,"
                              + " element(2, erl_epmd:names(\"127.0.0.1\")))")
                      .equals("false"));
      assertThat(erl.eval("net_adm:ping('phone@127.0.0.1')")).isEqualTo("pang");
      assertThat(phone.runtime.node()).isEqualTo(Atom.of("phone@127.0.0.1"));
      assertThat(phone.cluster.opened()).isCompletedExceptionally();
      assertThatThrownBy(() -> phone.cluster.connect("erl@127.0.0.1").get(10, SECONDS))
          .hasRootCauseInstanceOf(NotConnected.class);

      phone.cluster.open().get(10, SECONDS);

      await().until(() -> erl.eval("net_adm:ping('phone@127.0.0.1')").equals("pong"));
      erl.eval("{inbox, 'phone@127.0.0.1'} ! back");
      assertThat(inbox.next()).isEqualTo(Atom.of("back"));
      phone.cluster.connect("erl@127.0.0.1").get(10, SECONDS);
    }
  }

  @Test
  void aNodeThatIsClosedWhileItIsAboutToListenLetsGoOfAllItHasTaken() throws Exception {
    try (Nodes nodes = new Nodes()) {
      for (int i = 0; i < 20; i++) {
        Nodes.Mob first = nodes.begin("same");
        first.cluster.close();
      }
      Nodes.Mob last = nodes.mob("same");
      assertThat(last.cluster.port()).isPositive();
    }
  }
}
