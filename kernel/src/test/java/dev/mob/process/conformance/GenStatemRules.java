package dev.mob.process.conformance;

import dev.mob.process.Event;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.Transition;
import dev.mob.process.Tuple;
import java.time.Duration;

/** gen_statem(3) and OTP Design Principles, "gen_statem Behaviour". */
final class GenStatemRules {
  private static final String POSTPONE = "OTP Design Principles, gen_statem: Postponing Events";
  private static final String INSERTED = "OTP Design Principles, gen_statem: Inserted Events";
  private static final String ENTER = "OTP Design Principles, gen_statem: State Enter Calls";
  private static final String STATE_TIMEOUT = "OTP Design Principles, gen_statem: State Time-Outs";
  private static final String EVENT_TIMEOUT = "OTP Design Principles, gen_statem: Event Time-Outs";
  private static final String GENERIC = "OTP Design Principles, gen_statem: Generic Time-Outs";
  private static final String ZERO = "gen_statem(3): transition_option(), time-out zero";
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration LATER = Duration.ofMillis(300);
  private static final ExitReason BOOM = ExitReason.of("boom");

  private GenStatemRules() {}

  private static Transition<Object> first() {
    return Transition.next("one", "data");
  }

  private static Pid start(Stage stage, Machine machine) {
    return stage.play("machine", stage.runtime().start(machine, null));
  }

  private static Pid start(Stage stage, Machine.Handle handle) {
    return start(stage, Machine.of(stage, first(), handle));
  }

  private static void cast(Stage stage, Pid machine, Object... events) {
    for (Object event : events) {
      stage.runtime().cast(machine, event);
    }
  }

  private static Object noted(Stage stage, Event event, Object state) {
    stage.note(Tuple.of(event.content(), state));
    return state;
  }

  @Rule(
      value = "init can stop and can ignore",
      source = "gen_statem(3): Module:init/1",
      outcome = "{{error,boom},ignore}")
  static Object initCanStopAndIgnore(Stage stage) {
    Machine.Handle none = (event, state, data, self) -> Transition.keep();
    return Tuple.of(
        stage.start(Machine.of(stage, Transition.stop(BOOM), none), null),
        stage.start(Machine.of(stage, Transition.ignore(), none), null));
  }

  @Rule(
      value =
          "{next_state, NewState, NewData} changes state and data; {reply, From, Reply} answers",
      source = "gen_statem(3): state_callback_result(Action)",
      outcome = "[{one,data},{two,{was,data}}]")
  static Object aCallIsAnsweredByAnAction(Stage stage) {
    Pid machine =
        start(
            stage,
            (event, state, data, self) ->
                Transition.<Object>next("two", Tuple.of("was", data))
                    .reply(event.from(), Tuple.of(state, data)));
    return java.util.List.of(stage.call(machine, "get"), stage.call(machine, "get"));
  }

  @Rule(
      value = "Postponed events are handled again after a state change, in their order",
      source = POSTPONE,
      outcome = "[{go,one},{a,two},{b,two}]")
  static Object postponedEventsComeAgain(Stage stage) {
    Pid machine = start(stage, (event, state, data, self) -> postponing(stage, event, state));
    cast(stage, machine, "a", "b", "go");
    return stage.notes(3);
  }

  /** State one postpones all but go, keep and same. */
  private static Transition<Object> postponing(Stage stage, Event event, Object state) {
    if (event.content().equals("go")) {
      noted(stage, event, state);
      return Transition.next("two", "data");
    }
    if (event.content().equals("keep") || event.content().equals("same")) {
      noted(stage, event, state);
      return event.content().equals("keep") ? Transition.keep() : Transition.next(state, "data");
    }
    if (state.equals("one")) {
      return Transition.<Object>keep().postpone();
    }
    noted(stage, event, state);
    return Transition.keep();
  }

  @Rule(
      value = "Without a change of state a postponed event stays postponed",
      source = POSTPONE,
      outcome = "[{keep,one},{same,one},{go,one},{a,two}]")
  static Object postponedEventsWaitForAChange(Stage stage) {
    Pid machine = start(stage, (event, state, data, self) -> postponing(stage, event, state));
    cast(stage, machine, "a", "keep", "same", "go");
    return stage.notes(4);
  }

  @Rule(
      value = "A postponed call is answered when it is handled",
      source = POSTPONE,
      outcome = "answer")
  static Object aPostponedCallIsAnsweredLater(Stage stage) {
    Pid machine =
        start(
            stage,
            (event, state, data, self) -> {
              if (event.type() != Event.Type.CALL) {
                return Transition.next("two", data);
              }
              if (state.equals("two")) {
                return Transition.<Object>keep().reply(event.from(), "answer");
              }
              self.send(self.pid(), "go");
              return Transition.<Object>keep().postpone();
            });
    return stage.call(machine, "get");
  }

  @Rule(
      value = "next_event inserts events that are handled before any that waits, in their order",
      source = INSERTED,
      outcome = "[{a,one},{x,two},{y,two},{b,two}]")
  static Object insertedEventsComeFirst(Stage stage) {
    Pid machine =
        start(
            stage,
            (event, state, data, self) -> {
              noted(stage, event, state);
              if (!event.content().equals("a")) {
                return Transition.keep();
              }
              self.send(self.pid(), "b");
              return Transition.<Object>next("two", data)
                  .nextEvent(Event.Type.INTERNAL, "x")
                  .nextEvent(Event.Type.INTERNAL, "y");
            });
    cast(stage, machine, "a");
    return stage.notes(4);
  }

  @Rule(
      value = "Inserted events come before the postponed ones",
      source = INSERTED,
      outcome = "[{go,one},{x,two},{a,two}]")
  static Object insertedEventsComeBeforePostponedOnes(Stage stage) {
    Pid machine =
        start(
            stage,
            (event, state, data, self) -> {
              Transition<Object> next = postponing(stage, event, state);
              return event.content().equals("go") ? next.nextEvent(Event.Type.INTERNAL, "x") : next;
            });
    cast(stage, machine, "a", "go");
    return stage.notes(3);
  }

  // ---- time-outs

  @Rule(
      value = "A state time-out comes unless the state changes in time",
      source = STATE_TIMEOUT,
      outcome = "[{late,one}]")
  static Object aStateTimeoutComes(Stage stage) {
    start(
        stage,
        Machine.of(
            stage,
            first().stateTimeout(SOON, "late"),
            (event, state, data, self) -> {
              noted(stage, event, state);
              return Transition.keep();
            }));
    return stage.notes(1);
  }

  /** Changes to state two by go, sets the last time-out by last. */
  private static Machine timed(Stage stage, Transition<Object> first) {
    return Machine.of(
        stage,
        first,
        (event, state, data, self) -> {
          noted(stage, event, state);
          if (event.content().equals("go")) {
            return Transition.<Object>next("two", data).timeout("last", LATER, "last");
          }
          return event.content().equals("event")
              ? Transition.<Object>keep().timeout("last", LATER, "last")
              : Transition.keep();
        });
  }

  @Rule(
      value = "A state change cancels the state time-out",
      source = STATE_TIMEOUT,
      outcome = "[{go,one},{last,two}]")
  static Object aStateChangeCancelsTheStateTimeout(Stage stage) {
    Pid machine = start(stage, timed(stage, first().stateTimeout(LATER, "late")));
    cast(stage, machine, "go");
    return stage.notes(2);
  }

  @Rule(
      value = "Other events do not cancel the state time-out",
      source = STATE_TIMEOUT,
      outcome = "[{event,one},{late,one},{last,one}]")
  static Object eventsDoNotCancelTheStateTimeout(Stage stage) {
    Pid machine = start(stage, timed(stage, first().stateTimeout(Duration.ofMillis(150), "late")));
    cast(stage, machine, "event");
    return stage.notes(3);
  }

  @Rule(
      value = "A state time-out that is set with a state change belongs to the new state",
      source = STATE_TIMEOUT,
      outcome = "[{go,one},{late,two}]")
  static Object aStateTimeoutBelongsToTheNewState(Stage stage) {
    Pid machine =
        start(
            stage,
            (event, state, data, self) -> {
              noted(stage, event, state);
              return event.content().equals("go")
                  ? Transition.<Object>next("two", data).stateTimeout(SOON, "late")
                  : Transition.keep();
            });
    cast(stage, machine, "go");
    return stage.notes(2);
  }

  @Rule(
      value = "An event time-out comes when no event comes in time",
      source = EVENT_TIMEOUT,
      outcome = "[{idle,one}]")
  static Object anEventTimeoutComes(Stage stage) {
    start(stage, timed(stage, first().eventTimeout(SOON, "idle")));
    return stage.notes(1);
  }

  @Rule(
      value = "Any event cancels the event time-out",
      source = EVENT_TIMEOUT,
      outcome = "[{event,one},{last,one}]")
  static Object anyEventCancelsTheEventTimeout(Stage stage) {
    Pid machine = start(stage, timed(stage, first().eventTimeout(LATER, "idle")));
    cast(stage, machine, "event");
    return stage.notes(2);
  }

  @Rule(
      value = "A generic time-out is cancelled neither by events nor by a state change",
      source = GENERIC,
      outcome = "[{go,one},{named,two},{last,two}]")
  static Object aGenericTimeoutOutlivesAStateChange(Stage stage) {
    Pid machine =
        start(stage, timed(stage, first().timeout("name", Duration.ofMillis(150), "named")));
    cast(stage, machine, "go");
    return stage.notes(3);
  }

  @Rule(
      value = "Setting a time-out of the same name again replaces it",
      source = GENERIC,
      outcome = "[{go,one},{last,two}]")
  static Object aGenericTimeoutCanBeReplaced(Stage stage) {
    Pid machine = start(stage, timed(stage, first().timeout("last", LATER, "replaced")));
    cast(stage, machine, "go");
    return stage.notes(2);
  }

  @Rule(
      value = "Time-outs of zero come before events that were not received yet",
      source = ZERO,
      outcome = "[{go,one},{zero,two},{mail,two}]")
  static Object aTimeoutOfZeroComesBeforeTheMailbox(Stage stage) {
    Pid machine =
        start(
            stage,
            (event, state, data, self) -> {
              noted(stage, event, state);
              if (!event.content().equals("go")) {
                return Transition.keep();
              }
              self.send(self.pid(), "mail");
              return Transition.<Object>next("two", data).stateTimeout(Duration.ZERO, "zero");
            });
    cast(stage, machine, "go");
    return stage.notes(3);
  }

  @Rule(
      value = "Time-outs of zero come after the events that are inserted",
      source = ZERO,
      outcome = "[{go,one},{x,two},{zero,two}]")
  static Object aTimeoutOfZeroComesAfterInsertedEvents(Stage stage) {
    Pid machine =
        start(
            stage,
            (event, state, data, self) -> {
              noted(stage, event, state);
              return event.content().equals("go")
                  ? Transition.<Object>next("two", data)
                      .timeout("name", Duration.ZERO, "zero")
                      .nextEvent(Event.Type.INTERNAL, "x")
                  : Transition.keep();
            });
    cast(stage, machine, "go");
    return stage.notes(3);
  }

  // ---- state enter calls

  private static Machine entering(Stage stage) {
    return Machine.of(
            stage,
            first(),
            (event, state, data, self) -> {
              if (event.type() == Event.Type.ENTER) {
                stage.note(Tuple.of("enter", event.content(), state));
                return Transition.keep();
              }
              return postponing(stage, event, state);
            })
        .entering();
  }

  @Rule(
      value = "The first state is entered, too, with itself as the old state",
      source = ENTER,
      outcome = "[{enter,one,one}]")
  static Object theFirstStateIsEntered(Stage stage) {
    start(stage, entering(stage));
    return stage.notes(1);
  }

  @Rule(
      value = "A state change calls the new state with the old one, before postponed events",
      source = ENTER,
      outcome = "[{enter,one,one},{go,one},{enter,one,two},{a,two}]")
  static Object aNewStateIsEnteredFirst(Stage stage) {
    Pid machine = start(stage, entering(stage));
    cast(stage, machine, "a", "go");
    return stage.notes(4);
  }

  @Rule(
      value = "next_state with the same state is no change: it is not entered again",
      source = ENTER,
      outcome = "[{enter,one,one},{same,one},{keep,one}]")
  static Object theSameStateIsNotEnteredAgain(Stage stage) {
    Pid machine = start(stage, entering(stage));
    cast(stage, machine, "same", "keep");
    return stage.notes(3);
  }

  // ---- ends

  @Rule(
      value = "stop_and_reply replies first; terminate runs; the process ends with the reason",
      source = "gen_statem(3): state_callback_result(Action)",
      outcome = "{bye,[{terminate,boom}],boom}")
  static Object aMachineCanReplyAndStop(Stage stage) {
    Pid machine =
        start(
            stage,
            (event, state, data, self) -> Transition.<Object>stop(BOOM).reply(event.from(), "bye"));
    Stage.Ending end = stage.watch(machine);
    return Tuple.of(stage.call(machine, "stop"), stage.notes(1), end.reason());
  }

  @Rule(
      value = "A call that is postponed when the machine ends fails with its reason",
      source = "gen_statem(3): call/2,3",
      outcome = "{exit,boom}")
  static Object aPostponedCallFailsWhenTheMachineEnds(Stage stage) {
    Pid machine =
        start(
            stage,
            (event, state, data, self) -> {
              if (event.type() != Event.Type.CALL) {
                return Transition.stop(BOOM);
              }
              self.send(self.pid(), "end");
              return Transition.<Object>keep().postpone();
            });
    return stage.call(machine, "get");
  }
}
