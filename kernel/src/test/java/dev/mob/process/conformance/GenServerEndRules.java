package dev.mob.process.conformance;

import dev.mob.process.ExitReason;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Tuple;

/** gen_server(3): how a server ends, and who hears of it. */
final class GenServerEndRules {
  private static final String HANDLE_CALL = "gen_server(3): Module:handle_call/3";
  private static final String TERMINATE = "gen_server(3): Module:terminate/2";
  private static final String STOP = "gen_server(3): stop/1,3";
  private static final String CALL = "gen_server(3): call/2,3";
  private static final ExitReason BOOM = ExitReason.of("boom");

  private GenServerEndRules() {}

  /** A server that notes its end. */
  private static Server ending(Stage stage) {
    return Server.plain()
        .terminate((reason, state, self) -> stage.note(Tuple.of("terminate", reason, state)));
  }

  @Rule(
      value = "{stop, Reason, Reply, State} replies, runs terminate and ends with Reason",
      source = HANDLE_CALL,
      outcome = "{bye,[{terminate,boom,last}],boom}")
  static Object aServerCanReplyAndStop(Stage stage) {
    Pid server =
        stage.server(
            ending(stage).call((request, from, state, self) -> Next.stop(BOOM, "bye", "last")));
    Stage.Ending end = stage.watch(server);
    return Tuple.of(stage.call(server, "stop"), stage.notes(1), end.reason());
  }

  @Rule(
      value = "{stop, Reason, State} without a reply gives the caller the reason",
      source = CALL,
      outcome = "{exit,boom}")
  static Object aServerThatStopsFailsItsCaller(Stage stage) {
    Pid server =
        stage.server(Server.plain().call((request, from, state, self) -> Next.stop(BOOM, state)));
    return stage.call(server, "stop");
  }

  @Rule(
      value = "A normal end without a reply fails the call, too",
      source = CALL,
      outcome = "{exit,normal}")
  static Object aNormalEndFailsTheCaller(Stage stage) {
    Pid server =
        stage.server(
            Server.plain()
                .call((request, from, state, self) -> Next.stop(ExitReason.NORMAL, state)));
    return stage.call(server, "stop");
  }

  @Rule(
      value = "A call that a server has taken and not answered fails when it ends",
      source = CALL,
      outcome = "{exit,boom}")
  static Object anUnansweredCallFailsWhenTheServerEnds(Stage stage) {
    Pid server =
        stage.server(
            Server.plain()
                .call(
                    (request, from, state, self) -> {
                      self.send(self.pid(), "end");
                      return Next.keep();
                    })
                .info((message, state, self) -> Next.stop(BOOM, state)));
    return stage.call(server, "get");
  }

  @Rule(
      value = "A call fails when the server is killed while it handles another",
      source = CALL,
      outcome = "{exit,killed}")
  static Object aKilledServerFailsItsCallers(Stage stage) {
    Pid server =
        stage.server(
            Server.plain()
                .call(
                    (request, from, state, self) -> {
                      self.exit(self.pid(), ExitReason.KILL);
                      return Next.keep();
                    }));
    return stage.call(server, "get");
  }

  @Rule(
      value = "terminate runs when a callback exits",
      source = TERMINATE,
      outcome = "{[{terminate,boom,state}],boom}")
  static Object terminateRunsWhenACallbackExits(Stage stage) {
    Pid server =
        stage.server(
            ending(stage)
                .cast(
                    (message, state, self) -> {
                      throw self.exit(BOOM);
                    }));
    Stage.Ending end = stage.watch(server);
    stage.runtime().cast(server, "exit");
    return Tuple.of(stage.notes(1), end.reason());
  }

  @Rule(
      value = "A call whose callback exits fails with that reason",
      source = CALL,
      outcome = "{exit,boom}")
  static Object aCallbackThatExitsFailsTheCall(Stage stage) {
    Pid server =
        stage.server(
            Server.plain()
                .call(
                    (request, from, state, self) -> {
                      throw self.exit(BOOM);
                    }));
    return stage.call(server, "exit");
  }

  @Rule(
      value = "When terminate exits itself, that is the reason",
      source = TERMINATE,
      outcome = "in_terminate")
  static Object aReasonFromTerminateCounts(Stage stage) {
    Pid server =
        stage.server(
            Server.plain()
                .cast((message, state, self) -> Next.stop(BOOM, state))
                .terminate((reason, state, self) -> self.exit(ExitReason.of("in_terminate"))));
    Stage.Ending end = stage.watch(server);
    stage.runtime().cast(server, "stop");
    return end.reason();
  }

  @Rule(
      value = "terminate does not run when the server is killed",
      source = TERMINATE,
      outcome = "{killed,[]}")
  static Object killRunsNoTerminate(Stage stage) {
    Pid server = stage.server(ending(stage));
    Stage.Ending end = stage.watch(server);
    stage.runtime().exit(server, ExitReason.KILL);
    return Tuple.of(end.reason(), stage.notes());
  }

  @Rule(
      value = "terminate does not run for an exit signal that is not trapped",
      source = TERMINATE,
      outcome = "{boom,[]}")
  static Object anUntrappedSignalRunsNoTerminate(Stage stage) {
    Pid other = stage.actor("other");
    Pid server = stage.server(ending(stage));
    Stage.Ending end = stage.watch(server);
    stage.exit(other, server, BOOM);
    return Tuple.of(end.reason(), stage.notes());
  }

  private static Pid startedBy(Stage stage, Pid starter, Server server, SpawnOptions options) {
    Pid started = stage.in(starter, self -> self.runtime().start(server, "state", options));
    stage.in(started, self -> self.trapExit(true));
    return stage.play("server", started);
  }

  @Rule(
      value = "An exit signal of the parent runs terminate when it is trapped",
      source = TERMINATE,
      outcome = "{[{terminate,boom,state}],boom}")
  static Object theParentsSignalRunsTerminateWhenTrapped(Stage stage) {
    Pid parent = stage.actor("parent");
    stage.trapExits(parent);
    Pid server = startedBy(stage, parent, ending(stage), SpawnOptions.NONE.link());
    Stage.Ending end = stage.watch(server);
    stage.exit(parent, server, BOOM);
    return Tuple.of(stage.notes(1), end.reason());
  }

  @Rule(
      value = "The end of the parent runs terminate when it is trapped, also a normal end",
      source = TERMINATE,
      outcome = "{[{terminate,normal,state}],normal}")
  static Object theParentsEndRunsTerminateWhenTrapped(Stage stage) {
    Pid parent = stage.actor("parent");
    Pid server = startedBy(stage, parent, ending(stage), SpawnOptions.NONE.link());
    Stage.Ending end = stage.watch(server);
    stage.exit(parent, ExitReason.NORMAL);
    return Tuple.of(stage.notes(1), end.reason());
  }

  @Rule(
      value = "A trapped exit signal of another process goes to handle_info",
      source = TERMINATE,
      outcome = "{[{'EXIT',other,boom}],alive}")
  static Object anothersSignalGoesToHandleInfo(Stage stage) {
    Pid other = stage.actor("other");
    Pid parent = stage.actor("parent");
    Server noting =
        Server.plain()
            .info(
                (message, state, self) -> {
                  stage.note(message);
                  return Next.keep();
                });
    Pid server = startedBy(stage, parent, noting, SpawnOptions.NONE.link());
    stage.exit(other, server, BOOM);
    return Tuple.of(stage.notes(1), stage.in(server, self -> "alive"));
  }

  @Rule(
      value = "Who started a server without a link is not its parent",
      source = "gen_server(3): start/3,4",
      outcome = "{[{'EXIT',starter,boom}],alive}")
  static Object aStarterWithoutALinkIsNoParent(Stage stage) {
    Pid starter = stage.actor("starter");
    Server noting =
        Server.plain()
            .info(
                (message, state, self) -> {
                  stage.note(message);
                  return Next.keep();
                });
    Pid server = startedBy(stage, starter, noting, SpawnOptions.NONE);
    stage.exit(starter, server, BOOM);
    return Tuple.of(stage.notes(1), stage.in(server, self -> "alive"));
  }

  @Rule(
      value = "stop ends the server normally, through terminate, and returns ok",
      source = STOP,
      outcome = "{ok,[{terminate,normal,state}],normal}")
  static Object stopEndsTheServer(Stage stage) {
    Pid server = stage.server(ending(stage));
    Stage.Ending end = stage.watch(server);
    return Tuple.of(stage.stop(server, ExitReason.NORMAL), stage.notes(1), end.reason());
  }

  @Rule(
      value = "stop can give another reason",
      source = STOP,
      outcome = "{ok,[{terminate,shutdown,state}],shutdown}")
  static Object stopTakesAReason(Stage stage) {
    Pid server = stage.server(ending(stage));
    Stage.Ending end = stage.watch(server);
    return Tuple.of(stage.stop(server, ExitReason.SHUTDOWN), stage.notes(1), end.reason());
  }

  @Rule(
      value = "stop of a server that does not exist exits with noproc",
      source = STOP,
      outcome = "{{exit,noproc},{exit,noproc}}")
  static Object stopOfNobodyIsNoproc(Stage stage) {
    Pid dead = stage.deadActor("dead", BOOM);
    return Tuple.of(
        stage.stop(dead, ExitReason.NORMAL),
        stage.stop(ProcessName.of("nobody_to_stop"), ExitReason.NORMAL));
  }

  @Rule(
      value = "stop exits with the server's reason when that is another one",
      source = STOP,
      outcome = "{exit,in_terminate}")
  static Object stopTellsOfAnotherReason(Stage stage) {
    Pid server =
        stage.server(
            Server.plain()
                .terminate((reason, state, self) -> self.exit(ExitReason.of("in_terminate"))));
    return stage.stop(server, ExitReason.NORMAL);
  }

  @Rule(
      value = "stop takes its turn after the messages that came before",
      source = STOP,
      outcome = "[first,{terminate,normal,state}]")
  static Object stopComesAfterEarlierMessages(Stage stage) {
    Pid server =
        stage.server(
            ending(stage)
                .info(
                    (message, state, self) -> {
                      stage.note(message);
                      return Next.keep();
                    }));
    stage.runtime().send(server, "first");
    stage.stop(server, ExitReason.NORMAL);
    return stage.notes(2);
  }
}
