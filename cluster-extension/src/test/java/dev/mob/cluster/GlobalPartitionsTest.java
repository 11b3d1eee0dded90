package dev.mob.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mob.cluster.erlang.ErlangNode;
import dev.mob.cluster.erlang.Inbox;
import dev.mob.cluster.erlang.Nodes;
import dev.mob.cluster.erlang.RequiresErl;
import dev.mob.process.Atom;
import dev.mob.process.Pid;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** OTP's global with three nodes, of which two lose each other; conflicts and locks. */
@RequiresErl
final class GlobalPartitionsTest {
  private static final Duration TIME = Duration.ofSeconds(60);
  private static final Atom MOB = Atom.of("mob@127.0.0.1");
  private static final Atom TWO = Atom.of("two@127.0.0.1");

  private final Nodes nodes = new Nodes();
  private Nodes.Mob mob;
  private ErlangNode one;
  private ErlangNode two;

  @AfterEach
  void closeNodes() {
    nodes.close();
  }

  private void mesh(boolean preventOverlap) throws Exception {
    mob = nodes.mob("mob", options -> options.withPreventOverlappingPartitions(preventOverlap));
    String[] flag = {"-kernel", "prevent_overlapping_partitions", "" + preventOverlap};
    one = nodes.erlang("one", flag);
    two = nodes.erlang("two", flag);
    one.eval("net_kernel:connect_node('two@127.0.0.1'), global:sync()");
    mob.cluster.connect("one@127.0.0.1").get(30, SECONDS);
    await()
        .atMost(TIME)
        .until(
            () ->
                mob.cluster.nodes().size() == 2
                    && two.eval("lists:member('mob@127.0.0.1', nodes())").equals("true"));
    assertThat(one.eval("global:sync()")).isEqualTo("ok");
    assertThat(two.eval("global:sync()")).isEqualTo("ok");
  }

  @Test
  void aDroppedLinkBetweenUsAndOneLeavesNoOverlapAndSyncStillEnds() throws Exception {
    mesh(true);
    mob.cluster.disconnect(TWO);
    // As OTP says: all let go of one of the two, so that nobody sees both.
    await()
        .atMost(TIME)
        .until(
            () ->
                one.eval("lists:member('mob@127.0.0.1', nodes())")
                        .equals("" + mob.cluster.nodes().contains(Atom.of("one@127.0.0.1")))
                    && !(one.eval("length(nodes())").equals("2")));
    assertThat(one.eval("global:sync()")).isEqualTo("ok");
    assertThat(two.eval("global:sync()")).isEqualTo("ok");
  }

  @Test
  void nodesThatMeetAgainAllAtOnceAreOneClusterAgain() throws Exception {
    mesh(true);
    mob.cluster.disconnect(TWO);
    await().atMost(TIME).until(() -> !one.eval("length(nodes())").equals("2"));
    await()
        .atMost(TIME)
        .until(
            () ->
                allAreConnected()
                    && one.eval("global:sync()").equals("ok")
                    && two.eval("global:sync()").equals("ok")
                    && two.eval("global:re_register_name(again, self())").equals("yes")
                    && mob.cluster.global().whereis(Atom.of("again")) != null);
  }

  /** Connects all to all at once; false when one of them is still about to let go of another. */
  private boolean allAreConnected() throws Exception {
    CompletableFuture<Void> toOne = mob.cluster.connect("one@127.0.0.1");
    CompletableFuture<Void> toTwo = mob.cluster.connect(TWO);
    one.eval("net_kernel:connect_node('two@127.0.0.1')");
    one.eval("net_kernel:connect_node('mob@127.0.0.1')");
    try {
      CompletableFuture.allOf(toOne, toTwo).get(30, SECONDS);
    } catch (ExecutionException notNow) {
      return false;
    }
    return mob.cluster.nodes().size() == 2
        && one.eval("length(nodes())").equals("2")
        && two.eval("length(nodes())").equals("2");
  }

  @Test
  void aDroppedLinkBetweenTheOthersIsHeardOfHereToo() throws Exception {
    mesh(true);
    one.eval("erlang:disconnect_node('two@127.0.0.1')");
    await()
        .atMost(TIME)
        .until(() -> mob.cluster.nodes().size() < 2 || one.eval("length(nodes())").equals("0"));
    assertThat(one.eval("global:sync()")).isEqualTo("ok");
    assertThat(two.eval("global:sync()")).isEqualTo("ok");
  }

  @Test
  void withoutThePreventionADroppedLinkIsThatLinkAlone() throws Exception {
    mesh(false);
    two.eval("net_kernel:monitor_nodes(true)");
    mob.cluster.disconnect(TWO);
    assertThat(two.eval("receive {nodedown, 'mob@127.0.0.1'} -> down after 20000 -> no end"))
        .isEqualTo("down");
    assertThat(one.eval("global:sync()")).isEqualTo("ok");
    assertThat(one.eval("lists:sort(nodes())")).isEqualTo("['mob@127.0.0.1','two@127.0.0.1']");
    assertThat(mob.cluster.nodes()).contains(Atom.of("one@127.0.0.1"));
  }

  @Test
  void aNameThatBothSidesHaveIsHeldByOneProcessAfterwards() throws Exception {
    mob = nodes.mob("mob");
    one = nodes.erlang("one");
    Inbox here = Inbox.open(mob.runtime);
    assertThat(mob.cluster.global().register(Atom.of("same"), here.pid(), TIME)).isTrue();
    one.eval(
        "There = spawn(fun() -> receive stop -> ok end end), global:register_name(same, There)");
    mob.cluster.connect("one@127.0.0.1").get(30, SECONDS);
    assertThat(one.eval("global:sync()")).isEqualTo("ok");
    await()
        .atMost(TIME)
        .until(
            () -> {
              Pid winner = mob.cluster.global().whereis(Atom.of("same"));
              boolean ours = winner != null && winner.equals(here.pid());
              return one.eval("node(global:whereis_name(same))")
                      .equals(ours ? "'mob@127.0.0.1'" : "'one@127.0.0.1'")
                  && one.eval("is_process_alive(There)").equals("" + !ours)
                  && mob.runtime.isAlive(here.pid()) == ours;
            });
  }

  @Test
  void aLockIsHeldOnAllNodes() throws Exception {
    mob = nodes.mob("mob");
    one = nodes.erlang("one");
    mob.cluster.connect("one@127.0.0.1").get(30, SECONDS);
    assertThat(one.eval("global:sync()")).isEqualTo("ok");
    assertThat(one.eval("global:set_lock({thing, self()}, [node() | nodes()], 0)"))
        .isEqualTo("true");
    assertThat(
            one.eval(
                "gen_server:call({global_name_server, 'mob@127.0.0.1'},"
                    + " {set_lock, {thing, another}})"))
        .isEqualTo("false");
    one.eval("global:del_lock({thing, self()})");
    await()
        .until(
            () ->
                one.eval(
                        "gen_server:call({global_name_server, 'mob@127.0.0.1'},"
                            + " {set_lock, {thing, another}})")
                    .equals("true"));
    // While Erlang holds the lock of global itself, no name can be registered from here.
    one.eval(
        "gen_server:call({global_name_server, 'mob@127.0.0.1'}, {del_lock, {thing, another}})");
    assertThat(one.eval("global:set_lock({global, self()}, [node() | nodes()], 0)"))
        .isEqualTo("true");
    Inbox inbox = Inbox.open(mob.runtime);
    assertThat(mob.cluster.global().register("locked", inbox.pid(), Duration.ofMillis(200)))
        .isFalse();
    one.eval("global:del_lock({global, self()})");
    assertThat(mob.cluster.global().register("locked", inbox.pid(), TIME)).isTrue();
    assertThat(mob.cluster.name()).isEqualTo(MOB);
  }
}
