package dev.mob.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mob.cluster.erlang.ErlangNode;
import dev.mob.cluster.erlang.Inbox;
import dev.mob.cluster.erlang.Nodes;
import dev.mob.cluster.erlang.RequiresErl;
import dev.mob.process.Atom;
import dev.mob.process.ExitReason;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Global names between this node and real ones. */
@RequiresErl
final class GlobalNamesTest {
  private static final Duration TIME = Duration.ofSeconds(30);

  private final Nodes nodes = new Nodes();

  @AfterEach
  void stopNodes() {
    nodes.close();
  }

  @Test
  void namesAreExchangedWhenNodesMeetAndFollowTheirProcesses() throws Exception {
    Nodes.Mob mob = nodes.mob("mob");
    ErlangNode erl = nodes.erlang("erl");
    Inbox here = Inbox.open(mob.runtime);
    assertThat(mob.cluster.global().register(Atom.of("here"), here.pid(), TIME)).isTrue();
    erl.eval("P = spawn(fun() -> receive X -> exit(X) end end), global:register_name(there, P)");

    mob.cluster.connect("erl@127.0.0.1").get(30, SECONDS);
    assertThat(erl.eval("global:sync()")).isEqualTo("ok");

    assertThat(erl.eval("global:send(here, hello), node(global:whereis_name(here))"))
        .isEqualTo("'mob@127.0.0.1'");
    assertThat(here.next()).isEqualTo(Atom.of("hello"));
    await().until(() -> mob.cluster.global().whereis(Atom.of("there")) != null);

    Inbox later = Inbox.open(mob.runtime);
    assertThat(mob.cluster.global().register("later", later.pid(), TIME)).isTrue();
    assertThat(mob.cluster.global().register(Atom.of("there"), later.pid(), TIME)).isFalse();
    assertThat(erl.eval("node(global:whereis_name(<<\"later\">>))")).isEqualTo("'mob@127.0.0.1'");
    assertThat(erl.eval("global:register_name(second, self())")).isEqualTo("yes");
    assertThat(mob.cluster.global().whereis(Atom.of("second"))).isNotNull();
    erl.eval("global:unregister_name(second)");
    assertThat(mob.cluster.global().whereis(Atom.of("second"))).isNull();
    assertThat(mob.cluster.global().unregister("later", TIME)).isTrue();
    assertThat(erl.eval("global:whereis_name(<<\"later\">>)")).isEqualTo("undefined");

    mob.runtime.exit(here.pid(), ExitReason.KILL);
    await().until(() -> erl.eval("global:whereis_name(here)").equals("undefined"));
    erl.eval("P ! done");
    await().until(() -> mob.cluster.global().whereis(Atom.of("there")) == null);
  }

  @Test
  void aThirdNodeIsMetThroughTheSecond() throws Exception {
    Nodes.Mob mob = nodes.mob("mob");
    ErlangNode one = nodes.erlang("one");
    ErlangNode two = nodes.erlang("two");
    one.eval("net_kernel:connect_node('two@127.0.0.1'), global:sync()");
    mob.cluster.connect("one@127.0.0.1").get(30, SECONDS);
    await()
        .atMost(TIME)
        .until(
            () ->
                mob.cluster.nodes().contains(Atom.of("two@127.0.0.1"))
                    && two.eval("lists:member('mob@127.0.0.1', nodes())").equals("true"));
    assertThat(two.eval("global:sync()")).isEqualTo("ok");
    assertThat(one.eval("global:sync()")).isEqualTo("ok");
    two.eval("global:register_name(x, self())");
    assertThat(mob.cluster.global().whereis(Atom.of("x"))).isNotNull();
  }

  @Test
  void twoNodesOfOursShareNamesToo() throws Exception {
    Nodes.Mob alice = nodes.mob("alice");
    Nodes.Mob bob = nodes.mob("bob");
    Inbox inbox = Inbox.open(alice.runtime);
    alice.cluster.global().register("a", inbox.pid(), TIME);
    bob.cluster.connect(alice.cluster.name()).get(30, SECONDS);
    await().until(() -> inbox.pid().equals(bob.cluster.global().whereis("a")));
    Inbox other = Inbox.open(bob.runtime);
    assertThat(bob.cluster.global().register("b", other.pid(), TIME)).isTrue();
    await().until(() -> other.pid().equals(alice.cluster.global().whereis("b")));
  }
}
