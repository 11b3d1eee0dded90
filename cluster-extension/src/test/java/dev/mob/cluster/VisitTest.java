package dev.mob.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mob.cluster.erlang.Inbox;
import dev.mob.cluster.erlang.Nodes;
import dev.mob.process.Atom;
import dev.mob.process.ProcessName;
import org.junit.jupiter.api.Test;

/** Connect, do the work, disconnect. */
final class VisitTest {

  @Test
  void theLastVisitEndsTheConnectionThatTheFirstHasMade() throws Exception {
    try (Nodes nodes = new Nodes()) {
      Nodes.Mob server = nodes.mob("server");
      Nodes.Mob phone = nodes.mob("phone", options -> options.withHidden(true));
      Inbox inbox = Inbox.named(server.runtime, "inbox");
      Atom there = server.cluster.name();

      Visit first = phone.cluster.visit(there).get(10, SECONDS);
      Visit second = phone.cluster.visit(there).get(10, SECONDS);
      phone.runtime.send(ProcessName.of("inbox", server.name()), "work");
      first.close();
      first.close();
      assertThat(phone.cluster.nodes(true)).containsExactly(there);
      second.close();
      await().until(() -> phone.cluster.nodes(true).isEmpty());
      assertThat(inbox.next()).isEqualTo("work");

      phone.cluster.connect(there).get(10, SECONDS);
      phone.cluster.visit(there).get(10, SECONDS).close();
      assertThat(phone.cluster.nodes(true)).containsExactly(there);

      assertThatThrownBy(() -> phone.cluster.visit(Atom.of("nobody@127.0.0.1")).get(10, SECONDS))
          .hasCauseInstanceOf(NotConnected.class);
    }
  }
}
