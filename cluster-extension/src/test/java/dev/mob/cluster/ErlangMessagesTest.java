package dev.mob.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.cluster.erlang.ErlangNode;
import dev.mob.cluster.erlang.Inbox;
import dev.mob.cluster.erlang.Nodes;
import dev.mob.cluster.erlang.RequiresErl;
import dev.mob.process.Atom;
import dev.mob.process.CallFailed;
import dev.mob.process.Down;
import dev.mob.process.Exit;
import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.Self;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Tuple;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Messages, calls, links and monitors between processes here and processes of a real node. */
@RequiresErl
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ErlangMessagesTest {
  private static final String HERE = "'mob@127.0.0.1'";
  private static final Atom THERE = Atom.of("erl@127.0.0.1");

  private final Nodes nodes = new Nodes();
  private Nodes.Mob mob;
  private ErlangNode erl;

  @BeforeAll
  void startNodes() throws Exception {
    mob = nodes.mob("mob");
    erl = nodes.erlang("erl");
    // Echoes what it gets, and says who it is.
    erl.eval(
        "Echo = spawn(fun() -> register(echo, self()),"
            + " F = fun(G) -> receive {From, M} -> From ! {self(), M}; stop -> exit(stopped) end,"
            + " G(G) end, F(F) end)");
  }

  @AfterAll
  void stopNodes() throws Exception {
    nodes.close();
  }

  @Test
  void aPingIsAnswered() {
    assertThat(erl.eval("net_adm:ping(" + HERE + ")")).isEqualTo("pong");
    assertThat(erl.eval("lists:member(" + HERE + ", nodes())")).isEqualTo("true");
    assertThat(mob.cluster.nodes()).contains(THERE);
  }

  @Test
  void messagesGoToNamesAndPidsAndComeBack() throws Exception {
    Inbox inbox = Inbox.open(mob.runtime);
    inbox.run(
        self -> {
          self.send(ProcessName.of("echo", THERE.name()), Tuple.of(self.pid(), "to the name"));
          return null;
        });
    Tuple first = (Tuple) inbox.next();
    assertThat(first.get(1)).isEqualTo("to the name");

    Pid echo = (Pid) first.get(0);
    assertThat(echo.isLocal()).isFalse();
    mob.runtime.send(echo, Tuple.of(inbox.pid(), List.of(1L, 2.5, true, Atom.of("hej"))));
    assertThat(inbox.next()).isEqualTo(Tuple.of(echo, List.of(1L, 2.5, true, Atom.of("hej"))));
  }

  @Test
  void erlangSendsToNamesAndPidsHere() throws Exception {
    Inbox inbox = Inbox.named(mob.runtime, "letters");
    erl.eval("{letters, " + HERE + "} ! {hello, self(), <<\"text\">>}");
    Tuple hello = (Tuple) inbox.next();
    assertThat(hello.get(2)).isEqualTo("text");

    mob.runtime.send((Pid) hello.get(1), Tuple.of(Atom.of("me"), inbox.pid()));
    assertThat(erl.eval("receive {me, P1} -> P1 ! by_pid, node(P1) end")).isEqualTo(HERE);
    assertThat(inbox.next()).isEqualTo(Atom.of("by_pid"));
  }

  @Test
  void orderIsKeptBetweenTwoProcesses() throws Exception {
    Inbox inbox = Inbox.named(mob.runtime, "ordered");
    erl.eval("[{ordered, " + HERE + "} ! I || I <- lists:seq(1, 20000)], ok");
    for (long i = 1; i <= 20_000; i++) {
      assertThat(inbox.next()).isEqualTo(i);
    }
  }

  @Test
  void erlangCallsAndCastsAServerHere() {
    mob.runtime.start(new Counter(), 10L, SpawnOptions.NONE.name("counter"));
    assertThat(erl.eval("gen_server:call({counter, " + HERE + "}, {add, 5})")).isEqualTo("15");
    assertThat(erl.eval("gen_server:cast({counter, " + HERE + "}, {add, 2})")).isEqualTo("ok");
    assertThat(erl.eval("gen_server:call({counter, " + HERE + "}, get)")).isEqualTo("17");
    assertThat(erl.eval("{R1, B1} = gen_server:multi_call([" + HERE + "], counter, get), {R1, B1}"))
        .isEqualTo("{[{" + HERE + ",17}],[]}");
  }

  @Test
  void aCallToAnUnknownNameEndsAtOnceWithNoproc() {
    assertThat(erl.eval("catch gen_server:call({nobody, " + HERE + "}, x, infinity)"))
        .contains("noproc");
    assertThatThrownBy(
            () ->
                mob.runtime.call(
                    ProcessName.of("nobody", THERE.name()), "x", Duration.ofSeconds(30)))
        .isInstanceOfSatisfying(
            CallFailed.class, failed -> assertThat(failed.reason()).isEqualTo(ExitReason.NOPROC));
  }

  @Test
  void aCallFromHereIsAnsweredByAServerThere() {
    assertThat(
            mob.runtime.call(
                ProcessName.of("net_kernel", THERE.name()),
                Tuple.of(Atom.of("is_auth"), mob.cluster.name())))
        .isEqualTo(Atom.of("yes"));
  }

  @Test
  void aLateReplyReachesNobody() throws Exception {
    erl.eval(
        "register(slow, spawn(fun() -> receive {'$gen_call', From, _} ->"
            + " timer:sleep(300), gen:reply(From, late), receive after infinity -> ok end end end))");
    Inbox inbox = Inbox.open(mob.runtime);
    Object failure =
        inbox.run(
            self -> {
              try {
                return self.call(ProcessName.of("slow", THERE.name()), "x", Duration.ofMillis(50));
              } catch (CallFailed failed) {
                return failed.reason();
              }
            });
    assertThat(failure).isEqualTo(ExitReason.TIMEOUT);
    erl.eval("timer:sleep(500), {slow, 1}");
    mob.runtime.send(inbox.pid(), "after");
    assertThat(inbox.next()).isEqualTo("after");
  }

  @Test
  void theEndOfAProcessHereIsTold() throws Exception {
    Inbox inbox = Inbox.named(mob.runtime, "mortal");
    erl.eval("M1 = monitor(process, {mortal, " + HERE + "}), {mortal, " + HERE + "} ! hello");
    assertThat(inbox.next()).isEqualTo(Atom.of("hello"));
    mob.runtime.exit(inbox.pid(), ExitReason.of(Tuple.of(Atom.of("why"), 42)));
    assertThat(erl.eval("receive {'DOWN', M1, process, Who, Why} -> {Who, Why} end"))
        .isEqualTo("{{mortal," + HERE + "},{why,42}}");
    assertThat(
            erl.eval(
                "M2 = monitor(process, {mortal, "
                    + HERE
                    + "}), receive {'DOWN', M2, _, _, R2} -> R2 end"))
        .isEqualTo("noproc");
  }

  @Test
  void theEndOfAProcessThereIsTold() throws Exception {
    Inbox inbox = Inbox.open(mob.runtime);
    erl.eval("register(mortal1, spawn(fun() -> receive R -> exit(R) end end))");
    Object monitor = inbox.run(self -> self.monitor(ProcessName.of("mortal1", THERE.name())));
    // The request travels beside what the shell is told; the process must not end before it.
    erl.eval(
        "(fun Wait() -> case process_info(whereis(mortal1), monitored_by) of"
            + " {_, []} -> timer:sleep(2), Wait(); _ -> ok end end)()");
    erl.eval("mortal1 ! {because, <<\"of this\">>}");
    Down down = (Down) inbox.next();
    assertThat(down.monitor()).isEqualTo(monitor);
    assertThat(down.process()).isEqualTo(ProcessName.of("mortal1", THERE.name()));
    assertThat(down.reason().term()).isEqualTo(Tuple.of(Atom.of("because"), "of this"));

    inbox.run(self -> self.monitor(ProcessName.of("mortal1", THERE.name())));
    assertThat(((Down) inbox.next()).reason()).isEqualTo(ExitReason.NOPROC);
  }

  @Test
  void linksCarryExitsBothWays() throws Exception {
    Inbox inbox = Inbox.open(mob.runtime);
    mob.runtime.register(Atom.of("linked"), inbox.pid());
    inbox.run(self -> self.trapExit(true));
    erl.eval(
        "L1 = spawn(fun() -> {linked, " + HERE + "} ! {me, self()}, receive R -> exit(R) end end)");
    Pid there = (Pid) ((Tuple) inbox.next()).get(1);
    inbox.run(
        self -> {
          self.link(there);
          return null;
        });
    mob.runtime.send(there, Atom.of("goodbye"));
    assertThat(inbox.next()).isEqualTo(new Exit(there, ExitReason.of("goodbye")));

    // The other way: a process there traps, links itself, and the process here ends.
    erl.eval("process_flag(trap_exit, true), {linked, " + HERE + "} ! {pid, self()}");
    Pid shell = (Pid) ((Tuple) inbox.next()).get(1);
    mob.runtime.send(shell, Tuple.of(Atom.of("it_is"), inbox.pid()));
    erl.eval("receive {it_is, P3} -> link(P3) end, {linked, " + HERE + "} ! linked");
    assertThat(inbox.next()).isEqualTo(Atom.of("linked"));
    mob.runtime.exit(inbox.pid(), ExitReason.KILL);
    assertThat(erl.eval("receive {'EXIT', P3, R3} -> R3 end")).isEqualTo("killed");
    erl.eval("process_flag(trap_exit, false)");
  }

  @Test
  void anUnlinkedProcessIsLeftAlone() throws Exception {
    Inbox inbox = Inbox.named(mob.runtime, "unlinked");
    inbox.run(self -> self.trapExit(true));
    erl.eval(
        "spawn(fun() -> {unlinked, " + HERE + "} ! {me, self()}, receive R -> exit(R) end end)");
    Pid there = (Pid) ((Tuple) inbox.next()).get(1);
    inbox.run(
        self -> {
          self.link(there);
          self.unlink(there);
          self.monitor(there);
          self.send(there, Atom.of("end"));
          return null;
        });
    assertThat(inbox.next()).isInstanceOf(Down.class);
    assertThat(inbox.isEmpty()).isTrue();
  }

  @Test
  void linkingToADeadProcessThereGivesNoproc() throws Exception {
    Inbox inbox = Inbox.named(mob.runtime, "linker");
    inbox.run(self -> self.trapExit(true));
    erl.eval(
        "{P9, M9} = spawn_monitor(fun() -> ok end), receive {'DOWN', M9, _, _, _} -> ok end,"
            + " {linker, "
            + HERE
            + "} ! {dead, P9}");
    Pid dead = (Pid) ((Tuple) inbox.next()).get(1);
    inbox.run(
        self -> {
          self.link(dead);
          return null;
        });
    assertThat(inbox.next()).isEqualTo(new Exit(dead, ExitReason.NOPROC));
  }

  @Test
  void exitSignalsWorkBothWays() throws Exception {
    Inbox victim = Inbox.named(mob.runtime, "victim");
    erl.eval("{victim, " + HERE + "} ! {me, self()}");
    Pid shell = (Pid) ((Tuple) victim.next()).get(1);
    mob.runtime.send(shell, Tuple.of(Atom.of("victim"), victim.pid()));
    erl.eval("receive {victim, V1} -> M4 = monitor(process, V1), exit(V1, enough) end");
    assertThat(erl.eval("receive {'DOWN', M4, _, _, R4} -> R4 end")).isEqualTo("enough");

    Inbox inbox = Inbox.open(mob.runtime);
    erl.eval("register(target, T1 = spawn(fun() -> receive after infinity -> ok end end))");
    inbox.run(self -> self.monitor(ProcessName.of("target", THERE.name())));
    Pid target =
        (Pid)
            mob.cluster
                .rpc(THERE, "erlang", "whereis", List.of(Atom.of("target")), Duration.ofSeconds(30))
                .get();
    mob.runtime.exit(target, ExitReason.of("from_here"));
    assertThat(((Down) inbox.next()).reason()).isEqualTo(ExitReason.of("from_here"));
  }

  @Test
  void sixtyFourMegabytesComeThroughInFragmentsBothWays() throws Exception {
    Inbox inbox = Inbox.named(mob.runtime, "large");
    erl.eval(
        "Big = rand:bytes(64 * 1024 * 1024), {large, "
            + HERE
            + "} ! {self(), Big}, erlang:md5(Big)");
    Tuple message = (Tuple) inbox.next();
    byte[] bytes = (byte[]) message.get(1);
    assertThat(bytes).hasSize(64 * 1024 * 1024);
    mob.runtime.send((Pid) message.get(0), Tuple.of(Atom.of("back"), bytes));
    assertThat(erl.eval("receive {back, Back} -> Back =:= Big end")).isEqualTo("true");
    erl.eval("f");
  }

  /** Counts. */
  private static final class Counter implements GenServer<Long> {
    @Override
    public Init<Long> init(Object argument, Self self) {
      return Init.ok((Long) argument);
    }

    @Override
    public Next<Long> handleCall(Object request, From from, Long count, Self self) {
      if (request.equals(Atom.of("get"))) {
        return Next.reply(count, count);
      }
      long sum = count + (Long) ((Tuple) request).get(1);
      return Next.reply(sum, sum);
    }

    @Override
    public Next<Long> handleCast(Object message, Long count, Self self) {
      return Next.noreply(count + (Long) ((Tuple) message).get(1));
    }
  }
}
