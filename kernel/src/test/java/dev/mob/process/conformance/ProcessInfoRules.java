package dev.mob.process.conformance;

import dev.mob.process.Atom;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessInfo;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Tuple;
import java.time.Duration;

/** erlang(3): what can be asked of a process from outside. */
final class ProcessInfoRules {
  private static final String INFO = "erlang(3): process_info/2";

  private ProcessInfoRules() {}

  private static ProcessInfo info(Stage stage, Pid process) {
    return stage.runtime().info(process).orElse(null);
  }

  @Rule(
      value = "process_info of a process that is not alive is undefined",
      source = INFO,
      outcome = "{undefined,false}")
  static Object aDeadProcessHasNoInfo(Stage stage) {
    Pid dead = stage.deadActor("dead", ExitReason.of("boom"));
    return Tuple.of(info(stage, dead), stage.runtime().isAlive(dead));
  }

  @Rule(
      value = "is_process_alive is true until the process exits",
      source = "erlang(3): is_process_alive/1",
      outcome = "true")
  static Object aLivingProcessIsAlive(Stage stage) {
    return stage.runtime().isAlive(stage.actor("process"));
  }

  @Rule(value = "message_queue_len counts the messages that wait", source = INFO, outcome = "3")
  static Object theMailboxLengthIsShown(Stage stage) {
    Pid process = stage.actor("process");
    Duration limit = Duration.ofSeconds(30);
    stage.runtime().sys().suspend(process, limit);
    for (int i = 0; i < 3; i++) {
      stage.runtime().send(process, "waiting");
    }
    // Obeyed once all three have been taken in: in the midst of that another thread counts fewer.
    stage.runtime().sys().suspend(process, limit);
    return info(stage, process).mailboxLength();
  }

  @Rule(
      value = "trap_exit shows whether the process traps exits",
      source = INFO,
      outcome = "{false,true}")
  static Object trapExitIsShown(Stage stage) {
    Pid process = stage.actor("process");
    boolean before = info(stage, process).trapExit();
    stage.trapExits(process);
    return Tuple.of(before, info(stage, process).trapExit());
  }

  @Rule(value = "registered_name shows the name", source = INFO, outcome = "shown_name")
  static Object theRegisteredNameIsShown(Stage stage) {
    Pid process = stage.actor("process");
    stage.runtime().register(Atom.of("shown_name"), process);
    return info(stage, process).names().get(0);
  }

  @Rule(
      value = "links shows those that the process is linked to",
      source = INFO,
      outcome = "[other]")
  static Object linksAreShown(Stage stage) {
    Pid process = stage.actor("process");
    Pid other = stage.actor("other");
    stage.link(process, other);
    return stage.in(process, self -> info(stage, process).links());
  }

  @Rule(value = "parent shows who spawned the process", source = INFO, outcome = "parent")
  static Object theParentIsShown(Stage stage) {
    Pid parent = stage.actor("parent");
    Pid child = stage.in(parent, self -> self.spawn(new Actor(), null));
    return info(stage, child).parent();
  }

  @Rule(
      value = "A process has the group leader of the process that spawned it",
      source = "erlang(3): group_leader/0",
      outcome = "leader")
  static Object theGroupLeaderIsInherited(Stage stage) {
    Pid leader =
        stage.play(
            "leader", stage.runtime().spawn(new Actor(), null, SpawnOptions.NONE.leadsGroup()));
    Pid child = stage.in(leader, self -> self.spawn(new Actor(), null));
    Pid grandchild = stage.in(child, self -> self.spawn(new Actor(), null));
    return stage.in(grandchild, self -> self.groupLeader());
  }

  @Rule(
      value = "processes lists those that are alive",
      source = "erlang(3): processes/0",
      outcome = "{true,false}")
  static Object livingProcessesAreListed(Stage stage) {
    Pid living = stage.actor("living");
    Pid dead = stage.deadActor("dead", ExitReason.NORMAL);
    return Tuple.of(
        stage.runtime().processes().contains(living), stage.runtime().processes().contains(dead));
  }

  @Rule(
      value = "status is waiting for a process that waits for a message",
      source = INFO,
      outcome = "waiting")
  static Object anIdleProcessIsWaiting(Stage stage) {
    Pid process = stage.actor("process");
    stage.until("waiting", () -> info(stage, process).status() == ProcessInfo.Status.WAITING);
    return info(stage, process).status();
  }
}
