package dev.mob.process.conformance;

import dev.mob.process.Atom;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import java.util.List;

/** Erlang Reference Manual, "Processes": sending and the order of signals. */
final class MessageRules {
  private static final String DELIVERY = "Reference Manual, Processes: Delivery of Signals";
  private static final String SEND = "Reference Manual, Expressions: Send";

  private MessageRules() {}

  @Rule(
      value =
          "If an entity sends multiple signals to the same destination entity, the order is"
              + " preserved",
      source = DELIVERY,
      outcome = "[1,2,3,4,5]")
  static Object messagesKeepTheirOrder(Stage stage) {
    Pid sender = stage.actor("sender");
    Pid receiver = stage.actor("receiver");
    stage.tell(
        sender,
        self -> {
          for (int i = 1; i <= 5; i++) {
            self.send(receiver, i);
          }
        });
    return stage.received(receiver, 5);
  }

  @Rule(
      value = "Order is kept among signals of all kinds: a message sent before the end comes first",
      source = DELIVERY,
      outcome = "[last_words,{'DOWN',sender,normal}]")
  static Object messageComesBeforeDown(Stage stage) {
    Pid sender = stage.actor("sender");
    Pid receiver = stage.actor("receiver");
    stage.in(receiver, self -> self.monitor(sender));
    stage.tell(
        sender,
        self -> {
          self.send(receiver, "last_words");
          self.exit(ExitReason.NORMAL);
        });
    return stage.received(receiver, 2);
  }

  @Rule(
      value = "Order is kept among signals of all kinds: a message sent before exit/2 comes first",
      source = DELIVERY,
      outcome = "[before,{'EXIT',sender,boom},'after']")
  static Object messagesAndExitSignalsKeepTheirOrder(Stage stage) {
    Pid sender = stage.actor("sender");
    Pid receiver = stage.actor("receiver");
    stage.in(receiver, self -> self.trapExit(true));
    stage.tell(
        sender,
        self -> {
          self.send(receiver, "before");
          self.exit(receiver, ExitReason.of("boom"));
          self.send(receiver, "after");
        });
    return stage.received(receiver, 3);
  }

  @Rule(
      value = "The order is kept whether the receiver is named by its pid or by its name",
      source = DELIVERY,
      outcome = "[1,2,3,4]")
  static Object orderDoesNotDependOnTheKindOfAddress(Stage stage) {
    Pid sender = stage.actor("sender");
    Pid receiver = stage.actor("receiver");
    ProcessName name = ProcessName.of("order_receiver");
    stage.runtime().register(name.name(), receiver);
    stage.tell(
        sender,
        self -> {
          self.send(receiver, 1);
          self.send(name, 2);
          self.send(receiver, 3);
          self.send(name, 4);
        });
    return stage.received(receiver, 4);
  }

  @Rule(
      value = "Sending a message to a pid identifying a non-existing process does nothing",
      source = SEND,
      outcome = "hello")
  static Object sendingToADeadProcessDoesNothing(Stage stage) {
    Pid sender = stage.actor("sender");
    Pid dead = stage.actor("dead");
    Stage.Ending end = stage.watch(dead);
    stage.exit(dead, ExitReason.NORMAL);
    end.reason();
    return stage.in(
        sender,
        self -> {
          self.send(dead, "hello");
          return "hello";
        });
  }

  @Rule(
      value = "A process can send messages to itself",
      source = "Reference Manual, Processes: Signals",
      outcome = "[hello]")
  static Object aProcessCanSendToItself(Stage stage) {
    Pid process = stage.actor("process");
    stage.tell(process, self -> self.send(self.pid(), "hello"));
    return stage.received(process, 1);
  }

  @Rule(
      value = "Messages that wait when a process terminates are gone with it",
      source = "Reference Manual, Processes: Process Termination",
      outcome = "{boom,[]}")
  static Object messagesOfADeadProcessAreGone(Stage stage) {
    Pid process = stage.actor("process");
    Pid other = stage.actor("other");
    Stage.Ending end = stage.watch(process);
    stage.exit(process, ExitReason.of("boom"));
    stage.tell(process, self -> self.send(other, "too_late"));
    return dev.mob.process.Tuple.of(end.reason(), stage.received(other));
  }

  @Rule(
      value = "spawn returns the pid at once; the new process starts independently",
      source = "erlang(3): spawn/1",
      outcome = "[spawned,started]")
  static Object spawnDoesNotWaitForTheNewProcess(Stage stage) {
    Pid parent = stage.actor("parent");
    stage.tell(
        parent,
        self -> {
          Pid child = self.spawn(new Actor(), null);
          self.send(self.pid(), "spawned");
          self.send(child, new Actor.Act(inside -> inside.send(self.pid(), "started")));
        });
    return stage.received(parent, 2);
  }

  @Rule(
      value = "Atoms are equal when their names are, and print quoted where they must",
      source = "Reference Manual, Data Types: Atom",
      outcome = "[ok,'EXIT','hello world',a@b]")
  static Object atomsAreWrittenAsErlangWritesThem(Stage stage) {
    Pid process = stage.actor("process");
    stage.runtime().send(process, Atom.of("ok"));
    for (String name : List.of("EXIT", "hello world", "a@b")) {
      stage.runtime().send(process, Atom.of(name));
    }
    return stage.received(process, 4);
  }
}
