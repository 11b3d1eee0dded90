package dev.mob.process.conformance;

import dev.mob.process.Address;
import dev.mob.process.Atom;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.Ref;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Tuple;

/** Erlang Reference Manual, "Processes": monitors. */
final class MonitorRules {
  private static final String MONITORS = "Reference Manual, Processes: Monitors";
  private static final String MONITOR = "erlang(3): monitor/2";
  private static final String DEMONITOR = "erlang(3): demonitor/2";
  private static final ExitReason BOOM = ExitReason.of("boom");

  private MonitorRules() {}

  private static Ref monitor(Stage stage, Pid watcher, Address target) {
    return stage.in(watcher, self -> self.monitor(target));
  }

  private static int monitors(Stage stage, Pid process) {
    return stage.in(process, self -> self.runtime().info(process).get().monitors().size());
  }

  @Rule(
      value = "A monitor message comes when the monitored process terminates, with its reason",
      source = MONITORS,
      outcome = "[{'DOWN',target,boom}]")
  static Object downBringsTheReason(Stage stage) {
    Pid watcher = stage.actor("watcher");
    Pid target = stage.actor("target");
    monitor(stage, watcher, target);
    stage.exit(target, BOOM);
    return stage.received(watcher, 1);
  }

  @Rule(
      value = "A monitor message comes also for a normal end",
      source = MONITORS,
      outcome = "[{'DOWN',target,normal}]")
  static Object downComesForANormalEnd(Stage stage) {
    Pid watcher = stage.actor("watcher");
    Pid target = stage.actor("target");
    monitor(stage, watcher, target);
    stage.exit(target, ExitReason.NORMAL);
    return stage.received(watcher, 1);
  }

  @Rule(
      value = "A monitor of a process that does not exist brings noproc at once",
      source = MONITOR,
      outcome = "[{'DOWN',dead,noproc}]")
  static Object monitoringADeadProcessGivesNoproc(Stage stage) {
    Pid dead = stage.deadActor("dead", BOOM);
    Pid watcher = stage.actor("watcher");
    monitor(stage, watcher, dead);
    return stage.received(watcher, 1);
  }

  @Rule(
      value = "Monitors are unidirectional: the end of the watcher does not touch the watched",
      source = MONITORS,
      outcome = "{boom,alive,[]}")
  static Object monitorsAreUnidirectional(Stage stage) {
    Pid watcher = stage.actor("watcher");
    Pid target = stage.actor("target");
    Stage.Ending end = stage.watch(watcher);
    stage.trapExits(target);
    monitor(stage, watcher, target);
    stage.exit(watcher, BOOM);
    return Tuple.of(end.reason(), stage.in(target, self -> "alive"), stage.received(target));
  }

  @Rule(
      value = "Repeated calls to monitor make several independent monitors",
      source = MONITORS,
      outcome = "{true,[{'DOWN',target,boom},{'DOWN',target,boom},{'DOWN',target,boom}]}")
  static Object severalMonitorsAreIndependent(Stage stage) {
    Pid watcher = stage.actor("watcher");
    Pid target = stage.actor("target");
    Ref first = monitor(stage, watcher, target);
    Ref second = monitor(stage, watcher, target);
    monitor(stage, watcher, target);
    stage.exit(target, BOOM);
    return Tuple.of(!first.equals(second), stage.received(watcher, 3));
  }

  @Rule(value = "A monitor fires once and is gone then", source = MONITORS, outcome = "{1,1,0}")
  static Object aMonitorFiresOnce(Stage stage) {
    Pid watcher = stage.actor("watcher");
    Pid target = stage.actor("target");
    monitor(stage, watcher, target);
    int before = monitors(stage, watcher);
    stage.exit(target, BOOM);
    int downs = stage.received(watcher, 1).size();
    return Tuple.of(before, downs, monitors(stage, watcher));
  }

  @Rule(
      value = "After demonitor with flush no monitor message comes",
      source = DEMONITOR,
      outcome = "{boom,[]}")
  static Object afterDemonitorNothingComes(Stage stage) {
    Pid watcher = stage.actor("watcher");
    Pid target = stage.actor("target");
    Stage.Ending end = stage.watch(target);
    Ref monitor = monitor(stage, watcher, target);
    stage.in(watcher, self -> self.demonitor(monitor));
    stage.exit(target, BOOM);
    return Tuple.of(end.reason(), stage.received(watcher));
  }

  @Rule(
      value = "flush removes a monitor message that is in the message queue already",
      source = DEMONITOR,
      outcome = "[go_on]")
  static Object demonitorFlushesADownThatHasCome(Stage stage) {
    Pid watcher = stage.actor("watcher");
    Pid target = stage.actor("target");
    Stage.Ending end = stage.watch(target);
    Ref monitor = monitor(stage, watcher, target);
    stage.tell(
        watcher,
        self -> {
          // When this is over, the message to itself and the down wait, in this order.
          self.send(
              self.pid(),
              new Actor.Act(
                  later -> {
                    later.demonitor(monitor);
                    later.send(later.pid(), "go_on");
                  }));
          self.exit(target, BOOM);
          stage.untilInside(end::isThere);
        });
    return stage.received(watcher, 1);
  }

  @Rule(
      value = "demonitor of an unknown or spent monitor does nothing",
      source = DEMONITOR,
      outcome = "{false,[{'DOWN',target,boom}]}")
  static Object demonitorOfASpentMonitorDoesNothing(Stage stage) {
    Pid watcher = stage.actor("watcher");
    Pid target = stage.actor("target");
    Ref monitor = monitor(stage, watcher, target);
    stage.exit(target, BOOM);
    stage.received(watcher, 1);
    boolean removed = stage.in(watcher, self -> self.demonitor(monitor));
    return Tuple.of(removed, stage.received(watcher));
  }

  @Rule(
      value = "demonitor ends one monitor of several, not the others",
      source = DEMONITOR,
      outcome = "{true,[{'DOWN',target,boom}]}")
  static Object demonitorEndsOneMonitor(Stage stage) {
    Pid watcher = stage.actor("watcher");
    Pid target = stage.actor("target");
    Ref first = monitor(stage, watcher, target);
    monitor(stage, watcher, target);
    boolean removed = stage.in(watcher, self -> self.demonitor(first));
    stage.exit(target, BOOM);
    stage.received(watcher, 1);
    return Tuple.of(removed, stage.receivedAll(watcher, watcher));
  }

  @Rule(
      value = "A process can be monitored by its registered name; the message has the name",
      source = MONITOR,
      outcome = "[{'DOWN',monitored_name,boom}]")
  static Object aNameCanBeMonitored(Stage stage) {
    Pid watcher = stage.actor("watcher");
    Pid target = stage.actor("target");
    stage.runtime().register(Atom.of("monitored_name"), target);
    monitor(stage, watcher, ProcessName.of("monitored_name"));
    stage.exit(target, BOOM);
    return stage.received(watcher, 1);
  }

  @Rule(
      value = "A monitor of a name that nobody has brings noproc",
      source = MONITOR,
      outcome = "[{'DOWN',nobodys_name,noproc}]")
  static Object monitoringAnUnknownNameGivesNoproc(Stage stage) {
    Pid watcher = stage.actor("watcher");
    monitor(stage, watcher, ProcessName.of("nobodys_name"));
    return stage.received(watcher, 1);
  }

  @Rule(
      value =
          "The name is resolved when the monitor is made; it stays with the process when the name"
              + " is given to another",
      source = MONITOR,
      outcome = "{alive,[{'DOWN',moved_name,boom}]}")
  static Object aMonitorStaysWithTheProcessNotTheName(Stage stage) {
    Pid watcher = stage.actor("watcher");
    Pid first = stage.actor("first");
    Pid second = stage.actor("second");
    Atom name = Atom.of("moved_name");
    stage.runtime().register(name, first);
    monitor(stage, watcher, ProcessName.of("moved_name"));
    stage.runtime().unregister(name);
    stage.runtime().register(name, second);
    stage.exit(first, BOOM);
    Object downs = stage.received(watcher, 1);
    return Tuple.of(stage.in(second, self -> "alive"), downs);
  }

  @Rule(
      value = "process_info shows the monitors of a process and those who monitor it",
      source = "erlang(3): process_info/2, monitors and monitored_by",
      outcome = "{1,[watcher]}")
  static Object monitorsCanBeSeen(Stage stage) {
    Pid watcher = stage.actor("watcher");
    Pid target = stage.actor("target");
    monitor(stage, watcher, target);
    stage.receivedAll(watcher, target);
    return Tuple.of(
        monitors(stage, watcher),
        stage.in(target, self -> self.runtime().info(target).get().monitoredBy()));
  }

  @Rule(
      value = "The monitors of a process that terminates are removed",
      source = MONITORS,
      outcome = "[]")
  static Object theMonitorsOfADeadWatcherAreGone(Stage stage) {
    Pid watcher = stage.actor("watcher");
    Pid target = stage.actor("target");
    Stage.Ending end = stage.watch(watcher);
    monitor(stage, watcher, target);
    stage.exit(watcher, BOOM);
    end.reason();
    return stage.in(target, self -> self.runtime().info(target).get().monitoredBy());
  }

  @Rule(value = "Monitoring oneself has no effect", source = MONITOR, outcome = "{[],0}")
  static Object monitoringOneselfHasNoEffect(Stage stage) {
    Pid process = stage.actor("process");
    monitor(stage, process, process);
    return Tuple.of(stage.receivedAll(process, process), monitors(stage, process));
  }

  @Rule(
      value = "The reason of a killed process is killed",
      source = MONITORS,
      outcome = "[{'DOWN',target,killed}]")
  static Object downOfAKilledProcess(Stage stage) {
    Pid watcher = stage.actor("watcher");
    Pid target = stage.actor("target");
    monitor(stage, watcher, target);
    stage.exit(watcher, target, ExitReason.KILL);
    return stage.received(watcher, 1);
  }

  @Rule(
      value = "spawn_monitor creates the process and the monitor atomically",
      source = "erlang(3): spawn_monitor/1",
      outcome = "[{'DOWN',pid,boom}]")
  static Object spawnMonitorIsAtomic(Stage stage) {
    Pid watcher = stage.actor("watcher");
    stage.in(
        watcher,
        self ->
            self.spawn(
                    new Actor(),
                    new Actor.Act(child -> child.exit(BOOM)),
                    SpawnOptions.NONE.monitor())
                != null);
    return stage.received(watcher, 1);
  }

  @Rule(
      value = "A process that traps exits gets monitor messages like any other",
      source = MONITORS,
      outcome = "[{'DOWN',target,boom}]")
  static Object monitorsDoNotDependOnTrapExit(Stage stage) {
    Pid watcher = stage.actor("watcher");
    Pid target = stage.actor("target");
    stage.trapExits(watcher);
    monitor(stage, watcher, target);
    stage.exit(target, BOOM);
    return stage.received(watcher, 1);
  }
}
