package dev.mob.process.conformance;

import dev.mob.process.Atom;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.Tuple;

/** Erlang Reference Manual, "Processes": registered processes. */
final class NameRules {
  private static final String NAMES = "Reference Manual, Processes: Registered Processes";
  private static final String REGISTER = "erlang(3): register/2";
  private static final String UNREGISTER = "erlang(3): unregister/1";
  private static final ExitReason BOOM = ExitReason.of("boom");

  private NameRules() {}

  /** {@code true}, or {@code badarg} when the runtime refused. */
  private static Object register(Stage stage, String name, Pid process) {
    try {
      stage.runtime().register(Atom.of(name), process);
      return true;
    } catch (IllegalStateException | IllegalArgumentException refused) {
      return "badarg";
    }
  }

  @Rule(
      value = "register associates a name with a pid; whereis gives it",
      source = NAMES,
      outcome = "{true,process}")
  static Object aRegisteredNameCanBeFound(Stage stage) {
    Pid process = stage.actor("process");
    return Tuple.of(register(stage, "found_name", process), stage.runtime().whereis("found_name"));
  }

  @Rule(
      value = "whereis gives undefined for a name that nobody has",
      source = NAMES,
      outcome = "undefined")
  static Object anUnknownNameIsUndefined(Stage stage) {
    return stage.runtime().whereis("unknown_name");
  }

  @Rule(
      value = "A name that is taken is refused and stays where it is",
      source = REGISTER,
      outcome = "{badarg,first}")
  static Object aTakenNameIsRefused(Stage stage) {
    Pid first = stage.actor("first");
    Pid second = stage.actor("second");
    register(stage, "taken_name", first);
    return Tuple.of(register(stage, "taken_name", second), stage.runtime().whereis("taken_name"));
  }

  @Rule(
      value = "A process that has ended cannot be registered",
      source = REGISTER,
      outcome = "badarg")
  static Object aDeadProcessCannotBeRegistered(Stage stage) {
    return register(stage, "name_of_dead", stage.deadActor("dead", BOOM));
  }

  @Rule(value = "The name undefined cannot be registered", source = REGISTER, outcome = "badarg")
  static Object undefinedIsNoName(Stage stage) {
    return register(stage, "undefined", stage.actor("process"));
  }

  @Rule(
      value = "The name is unregistered when the process terminates, before monitors tell of it",
      source = NAMES,
      outcome = "{undefined,true}")
  static Object aNameGoesWithItsProcess(Stage stage) {
    Pid process = stage.actor("process");
    Pid next = stage.actor("next");
    register(stage, "passing_name", process);
    Stage.Ending end = stage.watch(process);
    stage.exit(process, BOOM);
    end.reason();
    Pid found = stage.runtime().whereis("passing_name");
    return Tuple.of(found, register(stage, "passing_name", next));
  }

  @Rule(
      value = "unregister removes the association; the process lives on",
      source = UNREGISTER,
      outcome = "{undefined,alive}")
  static Object unregisterRemovesTheName(Stage stage) {
    Pid process = stage.actor("process");
    register(stage, "removed_name", process);
    stage.runtime().unregister(Atom.of("removed_name"));
    return Tuple.of(stage.runtime().whereis("removed_name"), stage.in(process, self -> "alive"));
  }

  @Rule(
      value = "A name that was unregistered can be given to another process",
      source = UNREGISTER,
      outcome = "[for_second]")
  static Object aNameCanBeGivenToAnother(Stage stage) {
    Pid first = stage.actor("first");
    Pid second = stage.actor("second");
    register(stage, "given_name", first);
    stage.runtime().unregister(Atom.of("given_name"));
    register(stage, "given_name", second);
    stage.runtime().send(ProcessName.of("given_name"), "for_second");
    return stage.received(second, 1);
  }

  @Rule(
      value = "unregister of a name that nobody has fails",
      source = UNREGISTER,
      outcome = "badarg")
  static Object anUnknownNameCannotBeUnregistered(Stage stage) {
    Pid process = stage.actor("process");
    return stage.in(
        process,
        self -> {
          try {
            self.unregister("never_registered");
            return true;
          } catch (IllegalArgumentException refused) {
            return "badarg";
          }
        });
  }

  @Rule(
      value = "A message to a registered name reaches the process that has it",
      source = NAMES,
      outcome = "[hello]")
  static Object aNameIsAnAddress(Stage stage) {
    Pid process = stage.actor("process");
    Pid sender = stage.actor("sender");
    register(stage, "address_name", process);
    stage.tell(sender, self -> self.send(ProcessName.of("address_name"), "hello"));
    return stage.received(process, 1);
  }

  @Rule(value = "A process can register itself", source = REGISTER, outcome = "process")
  static Object aProcessCanRegisterItself(Stage stage) {
    Pid process = stage.actor("process");
    stage.in(
        process,
        self -> {
          self.register("own_name");
          return true;
        });
    return stage.runtime().whereis("own_name");
  }

  @Rule(
      value = "registered gives all names",
      source = "erlang(3): registered/0",
      outcome = "{true,false}")
  static Object allNamesCanBeListed(Stage stage) {
    Atom name = Atom.of("listed_name");
    stage.runtime().register(name, stage.actor("process"));
    boolean before = stage.runtime().registered().containsKey(name);
    stage.runtime().unregister(name);
    return Tuple.of(before, stage.runtime().registered().containsKey(name));
  }

  @Rule(
      value = "A message to a name that nobody has is dropped: sending never fails",
      source = "Mob, design: Processes",
      outcome = "true",
      notOnErl = "Erlang raises badarg in the sender; Mob drops the message, as for a dead pid")
  static Object sendingToAnUnknownNameDoesNothing(Stage stage) {
    Pid sender = stage.actor("sender");
    return stage.in(
        sender,
        self -> {
          self.send(ProcessName.of("nobody_has_this"), "hello");
          return true;
        });
  }

  @Rule(
      value = "A process may have several names",
      source = "Mob, design: Processes",
      outcome = "{true,true}",
      notOnErl = "Erlang allows one name for a process; Mob allows several, as extensions need")
  static Object aProcessMayHaveSeveralNames(Stage stage) {
    Pid process = stage.actor("process");
    return Tuple.of(
        register(stage, "first_name", process), register(stage, "second_name", process));
  }
}
