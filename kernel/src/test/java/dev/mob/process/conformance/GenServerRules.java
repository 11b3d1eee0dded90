package dev.mob.process.conformance;

import dev.mob.process.Address;
import dev.mob.process.Atom;
import dev.mob.process.CallFailed;
import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Timeout;
import dev.mob.process.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** gen_server(3): starting a server, calls, casts, messages, continue and time-outs. */
final class GenServerRules {
  private static final String INIT = "gen_server(3): Module:init/1";
  private static final String START = "gen_server(3): start/3,4";
  private static final String CALL = "gen_server(3): call/2,3";
  private static final String HANDLE_CALL = "gen_server(3): Module:handle_call/3";
  private static final String CONTINUE = "gen_server(3): Module:handle_continue/2";
  private static final String INFO = "gen_server(3): Module:handle_info/2";
  private static final String SYS = "sys(3)";
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final ExitReason BOOM = ExitReason.of("boom");

  private GenServerRules() {}

  // ---- init

  @Rule(
      value = "start returns when init has returned; calls see the state that init made",
      source = INIT,
      outcome = "made_by_init")
  static Object initMakesTheState(Stage stage) {
    Pid server = stage.server(Server.plain().init((argument, self) -> Init.ok("made_by_init")));
    return stage.call(server, "get");
  }

  @Rule(
      value = "When init returns {stop, Reason}, start returns {error, Reason}",
      source = INIT,
      outcome = "{error,boom}")
  static Object initCanStop(Stage stage) {
    return stage.start(Server.plain().init((argument, self) -> Init.stop(BOOM)), null);
  }

  @Rule(
      value = "When init returns ignore, start returns ignore and the process ends normally",
      source = INIT,
      outcome = "ignore")
  static Object initCanIgnore(Stage stage) {
    return stage.start(Server.plain().init((argument, self) -> Init.ignore()), null);
  }

  @Rule(
      value = "When init exits, start returns {error, Reason}",
      source = INIT,
      outcome = "{error,boom}")
  static Object initCanFail(Stage stage) {
    return stage.start(
        Server.plain()
            .init(
                (argument, self) -> {
                  throw self.exit(BOOM);
                }),
        null);
  }

  @Rule(
      value = "A linked starter gets the exit signal of a server whose init stops",
      source = INIT,
      outcome = "{{error,boom},[{'EXIT',pid,boom}]}")
  static Object aLinkedStarterHearsOfAFailedStart(Stage stage) {
    Pid starter = stage.actor("starter");
    stage.trapExits(starter);
    Object result =
        stage.in(
            starter,
            self ->
                stage.started(
                    () ->
                        self.runtime()
                            .start(
                                Server.plain().init((argument, it) -> Init.stop(BOOM)),
                                null,
                                SpawnOptions.NONE.link())));
    return Tuple.of(result, stage.received(starter, 1));
  }

  @Rule(
      value = "A name that is taken gives {error, {already_started, Pid}}",
      source = START,
      outcome = "{error,{already_started,holder}}")
  static Object aTakenNameRefusesTheStart(Stage stage) {
    stage.play(
        "holder",
        stage.runtime().start(Server.plain(), null, SpawnOptions.NONE.name("server_name")));
    return stage.started(
        () -> stage.runtime().start(Server.plain(), null, SpawnOptions.NONE.name("server_name")));
  }

  @Rule(
      value = "A linked starter is not harmed when the name is taken",
      source = START,
      outcome = "{{error,{already_started,holder}},alive}")
  static Object aTakenNameDoesNotHarmTheStarter(Stage stage) {
    stage.play(
        "holder", stage.runtime().start(Server.plain(), null, SpawnOptions.NONE.name("held_name")));
    Pid starter = stage.actor("starter");
    Object result =
        stage.in(
            starter,
            self ->
                stage.started(
                    () ->
                        self.runtime()
                            .start(
                                Server.plain(), null, SpawnOptions.NONE.name("held_name").link())));
    return Tuple.of(result, stage.in(starter, self -> "alive"));
  }

  @Rule(value = "The name is registered before init runs", source = START, outcome = "true")
  static Object theNameIsThereInInit(Stage stage) {
    Pid server =
        stage
            .runtime()
            .start(
                Server.plain()
                    .init(
                        (argument, self) ->
                            Init.ok(self.pid().equals(self.runtime().whereis("name_in_init")))),
                null,
                SpawnOptions.NONE.name("name_in_init"));
    return stage.call(server, "get");
  }

  // ---- calls and casts

  @Rule(
      value = "{reply, Reply, NewState} gives the reply to the caller",
      source = HANDLE_CALL,
      outcome = "{state,{was,state}}")
  static Object aCallIsAnswered(Stage stage) {
    Pid server =
        stage.server(
            Server.plain()
                .call((request, from, state, self) -> Next.reply(state, Tuple.of("was", state))));
    return Tuple.of(stage.call(server, "get"), stage.call(server, "get"));
  }

  @Rule(
      value = "{noreply, NewState} leaves the reply to gen_server:reply, also much later",
      source = HANDLE_CALL,
      outcome = "later")
  static Object aCallCanBeAnsweredLater(Stage stage) {
    Pid server =
        stage.server(
            Server.plain()
                .call(
                    (request, from, state, self) -> {
                      self.sendAfter(SOON, self.pid(), "answer");
                      return Next.noreply(from);
                    })
                .info(
                    (message, state, self) -> {
                      ((From) state).reply("later");
                      return Next.keep();
                    }));
    return stage.call(server, "get");
  }

  @Rule(
      value = "Any process may reply to a call",
      source = "gen_server(3): reply/2",
      outcome = "from_helper")
  static Object anotherProcessCanAnswerACall(Stage stage) {
    Pid helper = stage.actor("helper");
    Pid server =
        stage.server(
            Server.plain()
                .call(
                    (request, from, state, self) -> {
                      self.send(helper, new Actor.Act(it -> from.reply("from_helper")));
                      return Next.keep();
                    }));
    return stage.call(server, "get");
  }

  @Rule(
      value = "A second reply never reaches the caller",
      source = "gen_server(3): reply/2; Reference Manual, Processes: Process Aliases",
      outcome = "{first,[]}")
  static Object aSecondReplyIsDropped(Stage stage) {
    Pid server =
        stage.server(
            Server.plain()
                .call(
                    (request, from, state, self) -> {
                      if (state instanceof From) {
                        ((From) state).reply("second");
                      }
                      return Next.reply("first", from);
                    }));
    Pid caller = stage.actor("caller");
    Object reply = stage.in(caller, self -> self.call(server, "get"));
    stage.call(server, "get");
    return Tuple.of(reply, stage.receivedAll(server, caller));
  }

  @Rule(
      value = "A cast has no reply and is handled in the order of the sender's messages",
      source = "gen_server(3): cast/2",
      outcome = "[1,2,3]")
  static Object castsAndCallsKeepTheirOrder(Stage stage) {
    Pid server =
        stage.server(
            Server.plain()
                .call((request, from, state, self) -> Next.reply(request, note(stage, request)))
                .cast((message, state, self) -> Next.noreply(note(stage, message)))
                .info((message, state, self) -> Next.noreply(note(stage, message))));
    Pid client = stage.actor("client");
    stage.in(
        client,
        self -> {
          self.cast(server, 1);
          self.send(server, 2);
          return self.call(server, 3);
        });
    return stage.notes(3);
  }

  private static Object note(Stage stage, Object what) {
    stage.note(what);
    return what;
  }

  @Rule(
      value = "cast ignores whether the server exists",
      source = "gen_server(3): cast/2",
      outcome = "ok")
  static Object aCastToNobodyIsIgnored(Stage stage) {
    stage.runtime().cast(ProcessName.of("nobody_serves"), "hello");
    return "ok";
  }

  @Rule(
      value = "A call to a server that does not exist exits with noproc",
      source = CALL,
      outcome = "{{exit,noproc},{exit,noproc}}")
  static Object aCallToNobodyIsNoproc(Stage stage) {
    Pid dead = stage.deadActor("dead", BOOM);
    return Tuple.of(stage.call(dead, "get"), stage.call(ProcessName.of("nobody_answers"), "get"));
  }

  @Rule(
      value = "A call without a reply in time exits with timeout",
      source = CALL,
      outcome = "{exit,timeout}")
  static Object aCallTimesOut(Stage stage) {
    Pid server = stage.server(Server.plain().call((request, from, state, self) -> Next.keep()));
    return stage.call(server, "get", SOON);
  }

  @Rule(
      value = "A reply that comes after the time-out never reaches the caller",
      source = CALL,
      outcome = "{timed_out,[]}")
  static Object aLateReplyNeverArrives(Stage stage) {
    AtomicReference<From> unanswered = new AtomicReference<>();
    Pid server =
        stage.server(
            Server.plain()
                .call(
                    (request, from, state, self) -> {
                      unanswered.set(from);
                      return Next.keep();
                    }));
    Pid caller = stage.actor("caller");
    Object outcome =
        stage.in(
            caller,
            self -> {
              try {
                return self.call(server, "get", SOON);
              } catch (CallFailed late) {
                return "timed_out";
              }
            });
    stage.tell(server, self -> unanswered.get().reply("too_late"));
    return Tuple.of(outcome, stage.receivedAll(server, caller));
  }

  @Rule(
      value = "A call to oneself exits with calling_self",
      source = CALL,
      outcome = "{exit,calling_self}")
  static Object aServerCannotCallItself(Stage stage) {
    Pid server = stage.server(Server.plain());
    return stage.in(server, self -> stage.called(() -> self.call(self.pid(), "get")));
  }

  @Rule(
      value = "A caller that does not catch a failed call ends with {Reason, {..., Call}}",
      source = CALL,
      outcome = "{noproc,call}")
  static Object anUncaughtCallFailureEndsTheCaller(Stage stage) {
    Pid dead = stage.deadActor("dead", BOOM);
    Pid caller = stage.actor("caller");
    Stage.Ending end = stage.watch(caller);
    stage.tell(caller, self -> self.call(dead, "get"));
    Tuple reason = (Tuple) end.reason().term();
    return Tuple.of(reason.get(0), ((Tuple) reason.get(1)).get(0));
  }

  @Rule(value = "A call by name reaches the server", source = CALL, outcome = "state")
  static Object aServerCanBeCalledByName(Stage stage) {
    stage.runtime().start(Server.plain(), "state", SpawnOptions.NONE.name("called_name"));
    return stage.call(ProcessName.of("called_name"), "get");
  }

  // ---- send_request

  private static Object request(Stage stage, Pid client, Address server, Duration timeout) {
    stage.in(client, self -> self.sendRequest(server, "get", "label", timeout));
    return stage.received(client, 1);
  }

  @Rule(
      value = "send_request brings the reply as a message",
      source = "gen_server(3): send_request/2",
      outcome = "[{response,label,state}]")
  static Object aRequestBringsItsReply(Stage stage) {
    return request(stage, stage.actor("client"), stage.server(Server.plain()), LONG);
  }

  @Rule(
      value = "send_request to a server that is not there brings noproc",
      source = "gen_server(3): check_response/2",
      outcome = "[{failure,label,noproc}]")
  static Object aRequestToNobodyBringsNoproc(Stage stage) {
    return request(stage, stage.actor("client"), stage.deadActor("dead", BOOM), LONG);
  }

  @Rule(
      value = "send_request to a server that ends first brings its reason",
      source = "gen_server(3): check_response/2",
      outcome = "[{failure,label,boom}]")
  static Object aRequestToAnEndingServerBringsItsReason(Stage stage) {
    Pid server =
        stage.server(Server.plain().call((request, from, state, self) -> Next.stop(BOOM, state)));
    return request(stage, stage.actor("client"), server, LONG);
  }

  @Rule(
      value = "send_request without a reply in time brings timeout",
      source = "gen_server(3): receive_response/2",
      outcome = "[{failure,label,timeout}]")
  static Object aRequestTimesOut(Stage stage) {
    Pid server = stage.server(Server.plain().call((request, from, state, self) -> Next.keep()));
    return request(stage, stage.actor("client"), server, SOON);
  }

  // ---- info

  @Rule(value = "Every other message goes to handle_info", source = INFO, outcome = "[hello]")
  static Object otherMessagesGoToHandleInfo(Stage stage) {
    Pid server =
        stage.server(
            Server.plain().info((message, state, self) -> Next.noreply(note(stage, message))));
    stage.runtime().send(server, "hello");
    return stage.notes(1);
  }

  @Rule(
      value = "An unexpected message is logged, and the server goes on",
      source = INFO,
      outcome = "state")
  static Object anUnexpectedMessageDoesNoHarm(Stage stage) {
    Pid server =
        stage
            .runtime()
            .start(
                new dev.mob.process.GenServer<Object>() {
                  @Override
                  public Init<Object> init(Object argument, dev.mob.process.Self self) {
                    return Init.ok(argument);
                  }

                  @Override
                  public Next<Object> handleCall(
                      Object request, From from, Object state, dev.mob.process.Self self) {
                    return Next.reply(state, state);
                  }
                },
                "state");
    stage.runtime().send(server, "unexpected");
    return stage.call(server, "get");
  }

  // ---- continue

  @Rule(
      value = "{continue, Term} from init runs before any message that came meanwhile",
      source = CONTINUE,
      outcome = "[{continue,from_init},hello]")
  static Object continueFromInitComesFirst(Stage stage) {
    Pid server =
        stage.server(
            Server.plain()
                .init(
                    (argument, self) -> {
                      self.send(self.pid(), "hello");
                      return Init.<Object>ok(argument).continueWith("from_init");
                    })
                .info((message, state, self) -> Next.noreply(note(stage, message)))
                .more(
                    (term, state, self) -> Next.noreply(note(stage, Tuple.of("continue", term)))));
    stage.play("server", server);
    return stage.notes(2);
  }

  @Rule(
      value =
          "{reply, Reply, State, {continue, Term}} replies, then continues before other messages",
      source = CONTINUE,
      outcome = "{reply,[{continue,after_reply},hello]}")
  static Object continueComesBeforeOtherMessages(Stage stage) {
    Pid server =
        stage.server(
            Server.plain()
                .call(
                    (request, from, state, self) -> {
                      self.send(self.pid(), "hello");
                      return Next.reply((Object) "reply", state).continueWith("after_reply");
                    })
                .info((message, state, self) -> Next.noreply(note(stage, message)))
                .more(
                    (term, state, self) -> Next.noreply(note(stage, Tuple.of("continue", term)))));
    return Tuple.of(stage.call(server, "get"), stage.notes(2));
  }

  @Rule(value = "handle_continue can continue again", source = CONTINUE, outcome = "[3,2,1,0]")
  static Object continueCanContinue(Stage stage) {
    stage.server(
        Server.plain()
            .init((argument, self) -> Init.<Object>ok(argument).continueWith(3))
            .more(
                (term, state, self) -> {
                  stage.note(term);
                  int left = (Integer) term - 1;
                  return left < 0 ? Next.keep() : Next.noreply(state).continueWith(left);
                }));
    return stage.notes(4);
  }

  @Rule(
      value = "handle_continue can stop the server",
      source = CONTINUE,
      outcome = "[{terminate,boom}]")
  static Object continueCanStop(Stage stage) {
    stage.server(
        Server.plain()
            .init((argument, self) -> Init.<Object>ok(argument).continueWith("go"))
            .more((term, state, self) -> Next.stop(BOOM, state))
            .terminate((reason, state, self) -> stage.note(Tuple.of("terminate", reason))));
    return stage.notes(1);
  }

  // ---- time-outs

  private static Server noting(Stage stage) {
    return Server.plain().info((message, state, self) -> Next.noreply(note(stage, message)));
  }

  @Rule(
      value = "timeout comes as info when no message came within init's time-out",
      source = INIT,
      outcome = "[timeout]")
  static Object anIdleServerGetsTimeout(Stage stage) {
    stage.server(noting(stage).init((argument, self) -> Init.<Object>ok(argument).timeout(SOON)));
    return stage.notes(1);
  }

  @Rule(
      value = "A message in time cancels the time-out, and it is not set again by itself",
      source = HANDLE_CALL,
      outcome = "[hello,{later,timeout}]")
  static Object aMessageCancelsTheTimeout(Stage stage) {
    Pid server =
        stage.server(
            Server.plain()
                .init((argument, self) -> Init.<Object>ok(argument).timeout(Duration.ofMillis(300)))
                .info(
                    (message, state, self) -> {
                      boolean late = message == Timeout.TIMEOUT || "later".equals(message);
                      stage.note(late ? Tuple.of("later", Timeout.TIMEOUT) : message);
                      return Next.keep();
                    }));
    stage.runtime().send(server, "hello");
    stage.notes(1);
    // Had the time-out been still there, it would be noted first, and twice then.
    stage.runtime().sendAfter(Duration.ofMillis(600), server, "later");
    return stage.notes(2);
  }

  @Rule(
      value = "A time-out of 0 comes only when no message waits",
      source = INIT,
      outcome = "[hello,done]")
  static Object aWaitingMessageComesBeforeATimeoutOfZero(Stage stage) {
    Pid server =
        stage.server(
            noting(stage)
                .call(
                    (request, from, state, self) -> {
                      self.send(self.pid(), "hello");
                      return Next.reply((Object) "ok", state).timeout(Duration.ZERO);
                    }));
    stage.call(server, "get");
    stage.notes(1);
    stage.runtime().send(server, "done");
    return stage.notes(2);
  }

  @Rule(
      value = "A time-out of 0 comes at once when no message waits",
      source = INIT,
      outcome = "[timeout]")
  static Object aTimeoutOfZeroComesAtOnce(Stage stage) {
    stage.server(
        noting(stage).init((argument, self) -> Init.<Object>ok(argument).timeout(Duration.ZERO)));
    return stage.notes(1);
  }

  @Rule(
      value = "Each callback can set the time-out again",
      source = HANDLE_CALL,
      outcome = "[timeout,timeout,timeout]")
  static Object theTimeoutCanBeSetAgain(Stage stage) {
    stage.server(
        Server.plain()
            .init((argument, self) -> Init.<Object>ok(argument).timeout(SOON))
            .info(
                (message, state, self) -> {
                  stage.note(message);
                  return stage.notes().size() < 3 ? Next.noreply(state).timeout(SOON) : Next.keep();
                }));
    return stage.notes(3);
  }

  // ---- sys

  @Rule(value = "get_state gives the state", source = SYS + ": get_state/1", outcome = "state")
  static Object theStateCanBeRead(Stage stage) {
    return stage.runtime().sys().getState(stage.server(Server.plain()), LONG);
  }

  @Rule(
      value = "replace_state replaces the state and gives the new one",
      source = SYS + ": replace_state/2",
      outcome = "{{new,state},{new,state}}")
  static Object theStateCanBeReplaced(Stage stage) {
    Pid server = stage.server(Server.plain());
    Object replaced =
        stage.runtime().sys().replaceState(server, state -> Tuple.of("new", state), LONG);
    return Tuple.of(replaced, stage.call(server, "get"));
  }

  @Rule(
      value = "A suspended process handles system messages only; messages wait for resume",
      source = SYS + ": suspend/1, resume/1",
      outcome = "{[],state,[1,2]}")
  static Object aSuspendedServerWaits(Stage stage) {
    Pid server = stage.server(noting(stage));
    stage.runtime().sys().suspend(server, LONG);
    stage.runtime().send(server, 1);
    stage.runtime().send(server, 2);
    Object state = stage.runtime().sys().getState(server, LONG);
    List<Object> before = stage.notes();
    stage.runtime().sys().resume(server, LONG);
    return Tuple.of(before, state, stage.notes(2));
  }

  @Rule(
      value = "A suspended process still obeys exit signals",
      source = SYS + ": suspend/1",
      outcome = "boom")
  static Object aSuspendedServerObeysExitSignals(Stage stage) {
    Pid server = stage.server(Server.plain());
    Stage.Ending end = stage.watch(server);
    stage.runtime().sys().suspend(server, LONG);
    stage.runtime().exit(server, BOOM);
    return end.reason();
  }

  @Rule(
      value = "The reply to a plain atom is that atom",
      source = HANDLE_CALL,
      outcome = "undefined")
  static Object undefinedIsAReply(Stage stage) {
    Pid server =
        stage.server(
            Server.plain().call((request, from, state, self) -> Next.reply(Atom.UNDEFINED, state)));
    return stage.call(server, "get");
  }
}
