package dev.mob.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mob.cluster.erlang.ErlangNode;
import dev.mob.cluster.erlang.Inbox;
import dev.mob.cluster.erlang.Nodes;
import dev.mob.cluster.erlang.RequiresErl;
import dev.mob.cluster.handshake.Cookie;
import dev.mob.cluster.handshake.HandshakeFailed;
import dev.mob.process.Atom;
import dev.mob.process.CallFailed;
import dev.mob.process.Down;
import dev.mob.process.Exit;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Tuple;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that come, go, are refused, and call each other's functions. */
@RequiresErl
final class ErlangNodesTest {
  private static final Atom ERL = Atom.of("erl@127.0.0.1");

  private final Nodes nodes = new Nodes();

  @AfterEach
  void stopNodes() {
    nodes.close();
  }

  @Test
  void connectingFromHereMakesNodesKnowEachOther() throws Exception {
    Nodes.Mob mob = nodes.mob("mob");
    Inbox inbox = Inbox.open(mob.runtime);
    mob.cluster.monitorNodes(inbox.pid());
    ErlangNode erl = nodes.erlang("erl");

    mob.cluster.connect(ERL).get(30, SECONDS);

    assertThat(inbox.next()).isEqualTo(new NodeEvent.Up(ERL, false));
    assertThat(mob.cluster.nodes()).containsExactly(ERL);
    // It counts us in when it has read the last step of the handshake, which we have only sent.
    await().untilAsserted(() -> assertThat(erl.eval("nodes()")).isEqualTo("['mob@127.0.0.1']"));

    assertThat(mob.cluster.disconnect(ERL)).isTrue();
    assertThat(((NodeEvent.Down) inbox.next()).node()).isEqualTo(ERL);
    await().untilAsserted(() -> assertThat(erl.eval("nodes()")).isEqualTo("[]"));
  }

  @Test
  void aHiddenNodeIsConnectedButNotToldToOthers() throws Exception {
    Nodes.Mob phone = nodes.mob("phone", options -> options.withHidden(true));
    ErlangNode erl = nodes.erlang("erl");
    phone.cluster.connect(ERL).get(30, SECONDS);
    await() // Erlang counts a node in a little after it has let it in.
        .until(() -> erl.eval("{nodes(), nodes(hidden)}").equals("{[],['phone@127.0.0.1']}"));
    assertThat(erl.eval("net_adm:ping('phone@127.0.0.1')")).isEqualTo("pong");
  }

  @Test
  void bothSidesConnectingAtOnceEndWithOneConnection() throws Exception {
    for (String name : List.of("aaa", "zzz")) { // On either side of "erl" in the order of names.
      Nodes.Mob mob = nodes.mob(name);
      ErlangNode erl = nodes.erlang("erl" + name);
      Atom there = Atom.of(erl.name());
      for (int i = 0; i < 10; i++) {
        erl.begin("net_kernel:connect_node('" + mob.name() + "')");
        CompletableFuture<Void> connected = mob.cluster.connect(there);
        assertThat(erl.answer("connect")).isEqualTo("true");
        connected.get(30, SECONDS);
        assertThat(erl.eval("net_adm:ping('" + mob.name() + "')")).isEqualTo("pong");
        assertThat(
                mob.runtime.call(
                    ProcessName.of("net_kernel", there.name()),
                    Tuple.of(Atom.of("is_auth"), mob.cluster.name())))
            .isEqualTo(Atom.of("yes"));
        // One that is about to take the place of another comes up after the other was ended.
        await()
            .until(
                () -> {
                  erl.eval("erlang:disconnect_node('" + mob.name() + "')");
                  return mob.cluster.nodes().isEmpty();
                });
      }
    }
  }

  @Test
  void aWrongCookieKeepsBothOut() throws Exception {
    Nodes.Mob mob = nodes.mob("mob");
    ErlangNode stranger = nodes.erlangWithCookie("stranger", "another");
    assertThat(stranger.eval("net_adm:ping('mob@127.0.0.1')")).isEqualTo("pang");
    assertThatThrownBy(() -> mob.cluster.connect("stranger@127.0.0.1").get(30, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(NotConnected.class)
        .hasRootCauseInstanceOf(HandshakeFailed.class);
    assertThat(mob.cluster.nodes()).isEmpty();
  }

  @Test
  void aNameThatIsInUseIsRefused() throws Exception {
    nodes.mob("mob");
    assertThatThrownBy(() -> nodes.mob("mob"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("refuses the name 'mob'");
    nodes.erlang("erl");
    assertThatThrownBy(() -> nodes.mob("erl")).isInstanceOf(IOException.class);
  }

  @Test
  void aNodeThatIsNotThereIsReportedAndItsMessagesAreLost() throws Exception {
    Nodes.Mob mob = nodes.mob("mob");
    assertThatThrownBy(() -> mob.cluster.connect("nobody@127.0.0.1").get(30, SECONDS))
        .hasCauseInstanceOf(NotConnected.class)
        .hasMessageContaining("nobody@127.0.0.1");
    Inbox inbox = Inbox.open(mob.runtime);
    inbox.run(self -> self.monitor(ProcessName.of("x", "nobody@127.0.0.1")));
    assertThat(((Down) inbox.next()).reason()).isEqualTo(ExitReason.NOCONNECTION);
    assertThatThrownBy(
            () ->
                mob.runtime.call(
                    ProcessName.of("x", "nobody@127.0.0.1"), "y", Duration.ofSeconds(30)))
        .isInstanceOfSatisfying(
            CallFailed.class,
            failed -> assertThat(failed.reason()).isEqualTo(ExitReason.NOCONNECTION));
  }

  @Test
  void theLossOfANodeEndsLinksMonitorsAndCallsWithNoconnection() throws Exception {
    Nodes.Mob mob = nodes.mob("mob");
    ErlangNode erl = nodes.erlang("erl");
    Inbox inbox = Inbox.named(mob.runtime, "inbox");
    inbox.run(self -> self.trapExit(true));
    erl.eval(
        "spawn(fun() -> register(p, self()), {inbox, 'mob@127.0.0.1'} ! {me, self()},"
            + " receive after infinity -> ok end end)");
    Pid there = (Pid) ((Tuple) inbox.next()).get(1);
    inbox.run(
        self -> {
          self.link(there);
          return self.monitor(there);
        });
    CompletableFuture<ExitReason> call =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                mob.runtime.call(ProcessName.of("p", ERL.name()), "x", Duration.ofSeconds(60));
                return null;
              } catch (CallFailed failed) {
                return failed.reason();
              }
            });
    await()
        .until(
            () -> !erl.eval("element(2, process_info(whereis(p), message_queue_len))").equals("0"));

    erl.kill();

    assertThat(call.get(30, SECONDS)).isEqualTo(ExitReason.NOCONNECTION);
    List<Object> ends = List.of(inbox.next(), inbox.next());
    assertThat(ends).contains(new Exit(there, ExitReason.NOCONNECTION));
    assertThat(ends)
        .anySatisfy(
            end ->
                assertThat(end)
                    .isInstanceOfSatisfying(
                        Down.class,
                        down -> assertThat(down.reason()).isEqualTo(ExitReason.NOCONNECTION)));
  }

  @Test
  void aNodeThatStartsAgainUnderItsNameIsAnotherOne() throws Exception {
    ErlangNode erl;
    Nodes.Mob first = nodes.mob("first"); // Keeps EPMD alive.
    erl = nodes.erlang("erl");
    ProcessRuntime runtime = ProcessRuntime.builder().build();
    ClusterOptions options =
        ClusterOptions.of("again@127.0.0.1", Cookie.of(Nodes.COOKIE))
            .withEpmdPort(nodes.epmdPort());
    Inbox inbox = Inbox.named(runtime, "inbox");
    try (ClusterNode life = ClusterNode.join(runtime, options)) {
      erl.eval("M = monitor(process, {inbox, 'again@127.0.0.1'}), {inbox, 'again@127.0.0.1'} ! a");
      assertThat(inbox.next()).isEqualTo(Atom.of("a"));
      runtime.send(
          (Pid)
              life.rpc(ERL, "erlang", "whereis", List.of(Atom.of("init")), Duration.ofSeconds(30))
                  .get(),
          "ignored");
      life.connect(first.cluster.name()).get(30, SECONDS);
      erl.eval("register(shell, self())");
      runtime.send(ProcessName.of("shell", ERL.name()), Tuple.of(Atom.of("pid"), inbox.pid()));
      erl.eval("receive {pid, Old} -> Old ! by_pid end");
      assertThat(inbox.next()).isEqualTo(Atom.of("by_pid"));
    }
    assertThat(erl.eval("receive {'DOWN', M, _, _, R} -> R end")).isEqualTo("noconnection");
    try (ClusterNode life = ClusterNode.join(runtime, options)) {
      assertThat(erl.eval("{inbox, 'again@127.0.0.1'} ! b")).isEqualTo("b");
      assertThat(inbox.next()).isEqualTo(Atom.of("b"));
      // A pid of the life before is of nobody, though the process that it named is the same one.
      runtime.send(ProcessName.of("shell", ERL.name()), Tuple.of(Atom.of("pid"), inbox.pid()));
      erl.eval("receive {pid, New} -> Old ! lost, New ! by_new_pid end");
      assertThat(inbox.next()).isEqualTo(Atom.of("by_new_pid"));
      assertThat(erl.eval("M2 = monitor(process, Old), receive {'DOWN', M2, _, _, R2} -> R2 end"))
          .isEqualTo("noproc");
      assertThat(erl.eval("Old =:= New")).isEqualTo("false");
      assertThat(life.nodes()).contains(ERL);
    }
    runtime.close();
  }

  @Test
  void aPidOfAnErlangNodesLifeBeforeIsOfNobody() throws Exception {
    Nodes.Mob mob = nodes.mob("mob");
    Inbox inbox = Inbox.named(mob.runtime, "inbox");
    String hello = "register(it, self()), {inbox, 'mob@127.0.0.1'} ! self()";
    ErlangNode before = nodes.erlang("erl");
    before.eval(hello);
    Pid old = (Pid) inbox.next();
    before.kill();
    await().until(() -> mob.cluster.nodes().isEmpty());

    ErlangNode now = nodes.erlang("erl");
    now.eval(hello);
    Pid pid = (Pid) inbox.next();
    assertThat(pid).isNotEqualTo(old);
    assertThat(pid.creation()).isNotEqualTo(old.creation());
    inbox.run(self -> self.monitor(old));
    assertThat(((Down) inbox.next()).reason()).isEqualTo(ExitReason.NOPROC);
    mob.runtime.send(old, Atom.of("lost"));
    mob.runtime.send(pid, Atom.of("heard"));
    assertThat(now.eval("receive X -> X after 20000 -> nothing end")).isEqualTo("heard");
  }

  @Test
  void theNodeThatConnectsUnderANameTakesTheOthersPlace() throws Exception {
    Nodes.Mob mob = nodes.mob("mob");
    Inbox inbox = Inbox.named(mob.runtime, "inbox");
    Inbox events = Inbox.open(mob.runtime);
    mob.cluster.monitorNodes(events.pid());
    String target = "'mob@127.0.0.1'";
    ErlangNode first = nodes.erlang("twice");
    assertThat(first.eval("net_adm:ping(" + target + ")")).isEqualTo("pong");
    assertThat(events.next()).isEqualTo(new NodeEvent.Up(Atom.of("twice@127.0.0.1"), false));
    // A second one of that name, which knows our port without any EPMD.
    String[] alone = {"-dist_listen", "false", "-erl_epmd_port", "" + mob.cluster.port()};
    ErlangNode second = nodes.erlang("twice", alone);
    assertThat(second.eval("net_adm:ping(" + target + ")")).isEqualTo("pong");
    // As OTP does it: who shakes hands again has lost the connection before, which ends.
    assertThat(events.next()).isInstanceOf(NodeEvent.Down.class);
    assertThat(events.next()).isEqualTo(new NodeEvent.Up(Atom.of("twice@127.0.0.1"), true));
    // Again and again: the first may connect anew meanwhile, which ends the second's connection.
    await()
        .until(
            () -> {
              second.eval("{inbox, " + target + "} ! second");
              return !inbox.isEmpty();
            });
    assertThat(inbox.next()).isEqualTo(Atom.of("second"));
    await().until(() -> first.eval("nodes()").equals("[]"));
  }

  @Test
  void exposedFunctionsAreCalledByRpcAndErpcAndNothingElseIs() throws Exception {
    Nodes.Mob mob = nodes.mob("mob");
    ErlangNode erl = nodes.erlang("erl");
    mob.cluster.expose(
        "game", "move", 1, (arguments, caller) -> Tuple.of(Atom.OK, arguments.get(0)));
    mob.cluster.expose(
        "game",
        "fail",
        0,
        (arguments, caller) -> {
          throw new IllegalStateException("broken");
        });
    mob.cluster.expose(
        "game", "leave", 0, (arguments, caller) -> caller.self().exit(ExitReason.of("gone")));
    mob.cluster.expose(
        "game", "secret", 0, Set.of(Atom.of("friend@127.0.0.1")), (arguments, caller) -> 1);

    assertThat(erl.eval("rpc:call('mob@127.0.0.1', game, move, [left])")).isEqualTo("{ok,left}");
    assertThat(erl.eval("erpc:call('mob@127.0.0.1', game, move, [right])")).isEqualTo("{ok,right}");
    assertThat(erl.eval("erpc:multicall(['mob@127.0.0.1'], game, move, [up])"))
        .isEqualTo("[{ok,{ok,up}}]");
    assertThat(erl.eval("rpc:multicall(['mob@127.0.0.1'], game, move, [up])"))
        .isEqualTo("{[{ok,up}],[]}");
    assertThat(erl.eval("rpc:block_call('mob@127.0.0.1', game, move, [down])"))
        .isEqualTo("{ok,down}");
    assertThat(erl.eval("rpc:call('mob@127.0.0.1', game, fail, [])"))
        .isEqualTo(
            "{badrpc,{'EXIT',{{error,<<\"java.lang.IllegalStateException\">>,<<\"broken\">>},"
                + "[{game,fail,[],[]}]}}}");
    assertThat(erl.eval("rpc:call('mob@127.0.0.1', game, leave, [])"))
        .isEqualTo("{badrpc,{'EXIT',gone}}");
    for (String call : List.of("game, move, []", "game, secret, []", "os, cmd, [\"id\"]")) {
      assertThat(erl.eval("rpc:call('mob@127.0.0.1', " + call + ")"))
          .startsWith("{badrpc,{'EXIT',{undef,");
    }
    assertThat(
            erl.eval(
                "R = spawn_request('mob@127.0.0.1', os, cmd, [\"id\"], []),"
                    + " receive {spawn_reply, R, error, Why} -> Why end"))
        .isEqualTo("notsup");
    assertThat(
            erl.eval(
                "catch process_info(self(), x), rpc:call('mob@127.0.0.1', erlang, process_info, [self()])"))
        .contains("undef");
  }

  @Test
  void functionsOfErlangAreCalledFromHereAndWhatTheyPrintIsAnswered() throws Exception {
    Nodes.Mob mob = nodes.mob("mob");
    nodes.erlang("erl");
    Duration time = Duration.ofSeconds(30);
    assertThat(mob.cluster.rpc(ERL, "lists", "sum", List.of(List.of(1, 2, 3)), time).get())
        .isEqualTo(6L);
    assertThat(
            mob.cluster
                .rpc(ERL, "io", "format", List.of("printed ~p~n", List.of(1)), time)
                .get(30, SECONDS))
        .isEqualTo(Atom.OK);
    assertThatThrownBy(() -> mob.cluster.rpc(ERL, "no", "such", List.of(), time).get())
        .hasCauseInstanceOf(RemoteCallFailed.class)
        .hasMessageContaining("undef");
    assertThatThrownBy(
            () -> mob.cluster.rpc(ERL, "erlang", "exit", List.of(Atom.of("enough")), time).get())
        .hasMessageContaining("exit: enough");
    assertThatThrownBy(
            () ->
                mob.cluster
                    .rpc(ERL, "timer", "sleep", List.of(60_000), Duration.ofMillis(50))
                    .get())
        .hasMessageContaining("call: timeout");
    assertThatThrownBy(
            () -> mob.cluster.rpc(Atom.of("no@127.0.0.1"), "a", "b", List.of(), time).get())
        .hasMessageContaining("call: noconnection");
  }

  @Test
  void severalNodesAreCalledAtOnceAndEachAnswersForItself() throws Exception {
    Nodes.Mob mob = nodes.mob("mob");
    Nodes.Mob other = nodes.mob("other");
    ErlangNode erl = nodes.erlang("erl");
    other.cluster.expose("lists", "sum", 1, (arguments, caller) -> Atom.of("not_a_list"));
    Atom gone = Atom.of("gone@127.0.0.1");
    List<Atom> asked = List.of(ERL, gone, other.cluster.name(), ERL);
    Map<Atom, NodeAnswer> answers =
        mob.cluster
            .multicall(asked, "lists", "sum", List.of(List.of(1, 2, 3)), Duration.ofSeconds(30))
            .get(60, SECONDS);

    assertThat(answers.keySet()).containsExactly(ERL, gone, other.cluster.name());
    assertThat(answers.get(ERL)).isEqualTo(new NodeAnswer(6L, null));
    assertThat(answers.get(other.cluster.name()).value()).isEqualTo(Atom.of("not_a_list"));
    assertThat(answers.get(gone).isValue()).isFalse();
    assertThat(answers.get(gone).failure()).hasMessage("call: noconnection");
    // Erlang sees the same of us.
    assertThat(
            erl.eval(
                "erpc:multicall(['other@127.0.0.1', 'mob@127.0.0.1'], lists, sum, [[1, 2, 3]])"))
        .startsWith("[{ok,not_a_list},{error,{exception,undef,");
  }

  @Test
  void processGroupsAreSharedAlsoWithAHiddenNode() throws Exception {
    Nodes.Mob phone = nodes.mob("phone", options -> options.withHidden(true));
    ErlangNode erl = nodes.erlang("erl");
    erl.eval("pg:start(pg), P = spawn(fun() -> receive X -> exit(X) end end), pg:join(players, P)");
    Inbox player = Inbox.open(phone.runtime);
    ProcessGroups groups = phone.cluster.groups();
    groups.join(Atom.of("players"), player.pid());
    phone.cluster.connect(ERL).get(30, SECONDS);

    await().until(() -> groups.members(Atom.of("players")).size() == 2);
    await().until(() -> erl.eval("length(pg:get_members(players))").equals("2"));
    assertThat(groups.localMembers(Atom.of("players"))).containsExactly(player.pid());
    erl.eval("[M ! hello || M <- pg:get_members(players), M =/= P], ok");
    assertThat(player.next()).isEqualTo(Atom.of("hello"));

    assertThat(groups.leave(Atom.of("players"), player.pid())).isTrue();
    assertThat(groups.leave(Atom.of("players"), player.pid())).isFalse();
    await().until(() -> erl.eval("pg:get_members(players) =:= [P]").equals("true"));
    groups.join("text", player.pid());
    await().until(() -> erl.eval("length(pg:get_members(<<\"text\">>))").equals("1"));
    phone.runtime.exit(player.pid(), ExitReason.KILL);
    await().until(() -> erl.eval("pg:get_members(<<\"text\">>)").equals("[]"));

    erl.eval("P ! done");
    await().until(() -> groups.groups().isEmpty());
    erl.eval("pg:join(others, self())");
    await().until(() -> groups.members(Atom.of("others")).size() == 1);
    erl.kill();
    await().until(() -> groups.groups().isEmpty());
    assertThatThrownBy(() -> groups.join("x", player.pid()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
