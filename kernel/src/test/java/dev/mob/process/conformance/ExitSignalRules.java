package dev.mob.process.conformance;

import dev.mob.process.Atom;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.Tuple;

/** Erlang Reference Manual, "Processes": exit signals and who obeys them. */
final class ExitSignalRules {
  private static final String SENDING = "Reference Manual, Processes: Sending Exit Signals";
  private static final String RECEIVING = "Reference Manual, Processes: Receiving Exit Signals";
  private static final String EXIT_2 = "erlang(3): exit/2";
  private static final String FLAG = "erlang(3): process_flag(trap_exit, Boolean)";
  private static final ExitReason BOOM = ExitReason.of("boom");

  private ExitSignalRules() {}

  @Rule(
      value = "exit/2 ends a process that does not trap exits, linked or not",
      source = RECEIVING,
      outcome = "boom")
  static Object exitSignalEndsAProcess(Stage stage) {
    Pid sender = stage.actor("sender");
    Pid target = stage.actor("target");
    Stage.Ending end = stage.watch(target);
    stage.exit(sender, target, BOOM);
    return end.reason();
  }

  @Rule(
      value = "The reason of an exit can be any term",
      source = SENDING,
      outcome = "{shutdown,{why,[1,2]}}")
  static Object anyTermCanBeAReason(Stage stage) {
    Pid target = stage.actor("target");
    Stage.Ending end = stage.watch(target);
    stage.exit(target, ExitReason.shutdown(Tuple.of(Atom.of("why"), java.util.List.of(1L, 2L))));
    return end.reason();
  }

  @Rule(
      value = "exit/2 with reason normal does nothing to another process that does not trap exits",
      source = EXIT_2,
      outcome = "alive")
  static Object normalExitSignalIsIgnored(Stage stage) {
    Pid sender = stage.actor("sender");
    Pid target = stage.actor("target");
    stage.exit(sender, target, ExitReason.NORMAL);
    stage.receivedAll(sender, target);
    return stage.in(target, self -> "alive");
  }

  @Rule(
      value = "exit/2 with reason normal becomes a message when the receiver traps exits",
      source = EXIT_2,
      outcome = "[{'EXIT',sender,normal}]")
  static Object normalExitSignalIsAMessageToATrappingProcess(Stage stage) {
    Pid sender = stage.actor("sender");
    Pid target = stage.actor("target");
    stage.trapExits(target);
    stage.exit(sender, target, ExitReason.NORMAL);
    return stage.received(target, 1);
  }

  @Rule(
      value = "exit(self(), normal) ends the calling process when it does not trap exits",
      source = EXIT_2,
      outcome = "normal")
  static Object normalExitSignalToItselfEnds(Stage stage) {
    Pid process = stage.actor("process");
    Stage.Ending end = stage.watch(process);
    stage.tell(process, self -> self.exit(self.pid(), ExitReason.NORMAL));
    return end.reason();
  }

  @Rule(
      value = "A signal to oneself has been obeyed when exit/2 returns",
      source = EXIT_2,
      outcome = "{boom,[]}")
  static Object exitSignalToItselfTakesEffectBeforeExitReturns(Stage stage) {
    Pid process = stage.actor("process");
    Pid other = stage.actor("other");
    Stage.Ending end = stage.watch(process);
    stage.tell(
        process,
        self -> {
          self.exit(self.pid(), BOOM);
          self.send(other, "went_on");
        });
    return Tuple.of(end.reason(), stage.received(other));
  }

  @Rule(
      value = "A process that traps exits gets a signal to itself as a message",
      source = EXIT_2,
      outcome = "[{'EXIT',process,boom}]")
  static Object exitSignalToItselfIsAMessageWhenTrapped(Stage stage) {
    Pid process = stage.actor("process");
    stage.trapExits(process);
    stage.exit(process, process, BOOM);
    return stage.received(process, 1);
  }

  @Rule(
      value = "kill by exit/2 ends a process unconditionally, with reason killed",
      source = RECEIVING,
      outcome = "killed")
  static Object killCannotBeTrapped(Stage stage) {
    Pid sender = stage.actor("sender");
    Pid target = stage.actor("target");
    stage.trapExits(target);
    Stage.Ending end = stage.watch(target);
    stage.exit(sender, target, ExitReason.KILL);
    return end.reason();
  }

  @Rule(value = "A process can kill itself by exit/2", source = RECEIVING, outcome = "killed")
  static Object aProcessCanKillItself(Stage stage) {
    Pid process = stage.actor("process");
    stage.trapExits(process);
    Stage.Ending end = stage.watch(process);
    stage.tell(process, self -> self.exit(self.pid(), ExitReason.KILL));
    return end.reason();
  }

  @Rule(
      value = "Those linked to a killed process get killed, which can be trapped",
      source = RECEIVING,
      outcome = "[{'EXIT',target,killed}]")
  static Object linkedProcessesHearKilled(Stage stage) {
    Pid target = stage.actor("target");
    Pid linked = stage.actor("linked");
    stage.trapExits(linked);
    stage.link(linked, target);
    stage.exit(linked, target, ExitReason.KILL);
    return stage.received(linked, 1);
  }

  @Rule(
      value = "killed ends a linked process that does not trap exits",
      source = RECEIVING,
      outcome = "killed")
  static Object killedSpreads(Stage stage) {
    Pid target = stage.actor("target");
    Pid linked = stage.actor("linked");
    Stage.Ending end = stage.watch(linked);
    stage.link(linked, target);
    stage.exit(linked, target, ExitReason.KILL);
    return end.reason();
  }

  @Rule(
      value = "kill as the reason of a process's own exit can be trapped by those linked to it",
      source = RECEIVING,
      outcome = "[{'EXIT',process,kill}]")
  static Object killThroughALinkCanBeTrapped(Stage stage) {
    Pid process = stage.actor("process");
    Pid linked = stage.actor("linked");
    stage.trapExits(linked);
    stage.link(linked, process);
    stage.exit(process, ExitReason.KILL);
    return stage.received(linked, 1);
  }

  @Rule(
      value = "kill through a link ends a process that does not trap exits, with that reason",
      source = RECEIVING,
      outcome = "kill")
  static Object killThroughALinkKeepsItsReason(Stage stage) {
    Pid process = stage.actor("process");
    Pid linked = stage.actor("linked");
    Stage.Ending end = stage.watch(linked);
    stage.link(linked, process);
    stage.exit(process, ExitReason.KILL);
    return end.reason();
  }

  @Rule(
      value = "exit/2 to a process that does not exist does nothing",
      source = EXIT_2,
      outcome = "true")
  static Object exitSignalToADeadProcessDoesNothing(Stage stage) {
    Pid dead = stage.deadActor("dead", BOOM);
    Pid sender = stage.actor("sender");
    return stage.exit(sender, dead, BOOM);
  }

  @Rule(
      value = "shutdown is a reason like any other to a process that does not trap exits",
      source = RECEIVING,
      outcome = "shutdown")
  static Object shutdownEndsAProcess(Stage stage) {
    Pid sender = stage.actor("sender");
    Pid target = stage.actor("target");
    Stage.Ending end = stage.watch(target);
    stage.exit(sender, target, ExitReason.SHUTDOWN);
    return end.reason();
  }

  @Rule(
      value = "A trapped exit signal is the message {'EXIT', SenderPid, Reason}",
      source = RECEIVING,
      outcome = "[{'EXIT',sender,boom}]")
  static Object aTrappedSignalNamesItsSender(Stage stage) {
    Pid sender = stage.actor("sender");
    Pid target = stage.actor("target");
    stage.trapExits(target);
    stage.exit(sender, target, BOOM);
    return stage.received(target, 1);
  }

  @Rule(
      value = "process_flag gives the flag's old value; processes do not trap exits at first",
      source = FLAG,
      outcome = "{false,true,true}")
  static Object trapExitGivesItsOldValue(Stage stage) {
    Pid process = stage.actor("process");
    return Tuple.of(
        stage.trapExits(process),
        stage.trapExits(process),
        stage.in(process, self -> self.trapExit(false)));
  }

  @Rule(
      value = "A process that no longer traps exits is ended by the next signal",
      source = FLAG,
      outcome = "{[{'EXIT',sender,first}],second}")
  static Object trapExitCanBeTurnedOff(Stage stage) {
    Pid sender = stage.actor("sender");
    Pid target = stage.actor("target");
    stage.trapExits(target);
    stage.exit(sender, target, ExitReason.of("first"));
    Object trapped = stage.received(target, 1);
    stage.in(target, self -> self.trapExit(false));
    Stage.Ending end = stage.watch(target);
    stage.exit(sender, target, ExitReason.of("second"));
    return Tuple.of(trapped, end.reason());
  }

  @Rule(value = "The trap_exit flag is not inherited", source = FLAG, outcome = "boom")
  static Object trapExitIsNotInherited(Stage stage) {
    Pid parent = stage.actor("parent");
    stage.trapExits(parent);
    Pid child = stage.in(parent, self -> self.spawn(new Actor(), null));
    Stage.Ending end = stage.watch(child);
    stage.exit(parent, child, BOOM);
    return end.reason();
  }

  @Rule(
      value = "A normal end through a link is a message to a process that traps exits",
      source = RECEIVING,
      outcome = "[{'EXIT',process,normal}]")
  static Object aNormalEndIsAMessageToALinkedTrappingProcess(Stage stage) {
    Pid process = stage.actor("process");
    Pid linked = stage.actor("linked");
    stage.trapExits(linked);
    stage.link(linked, process);
    stage.exit(process, ExitReason.NORMAL);
    return stage.received(linked, 1);
  }

  @Rule(
      value = "An exception that nobody catches ends the process with an error as its reason",
      source = "Reference Manual, Errors and Error Handling: Exceptions",
      outcome = "{abnormal,abnormal}")
  static Object anUncaughtErrorEndsTheProcess(Stage stage) {
    Pid process = stage.actor("process");
    Pid linked = stage.actor("linked");
    Stage.Ending end = stage.watch(process);
    Stage.Ending endOfLinked = stage.watch(linked);
    stage.link(linked, process);
    stage.tell(
        process,
        self -> {
          throw new ArithmeticException("on purpose");
        });
    return Tuple.of(kind(end.reason()), kind(endOfLinked.reason()));
  }

  private static String kind(ExitReason reason) {
    return reason.isOrderly() ? "orderly" : "abnormal";
  }
}
