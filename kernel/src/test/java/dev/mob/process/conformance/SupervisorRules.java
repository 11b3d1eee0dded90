package dev.mob.process.conformance;

import static dev.mob.process.Strategy.ONE_FOR_ALL;
import static dev.mob.process.Strategy.ONE_FOR_ONE;

import dev.mob.process.AutoShutdown;
import dev.mob.process.ChildSpec;
import dev.mob.process.ExitReason;
import dev.mob.process.Init;
import dev.mob.process.Pid;
import dev.mob.process.Restart;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Supervisor;
import dev.mob.process.SupervisorSpec;
import dev.mob.process.Tuple;
import java.time.Duration;

/** supervisor(3) and OTP Design Principles: start, stop, shutdown and automatic shutdown. */
final class SupervisorRules {
  private static final String STARTING = "OTP Design Principles, Supervisor: Starting a Supervisor";
  private static final String STOPPING = "OTP Design Principles, Supervisor: Stopping";
  private static final String SHUTDOWN = "supervisor(3): child_spec(), shutdown";
  private static final String AUTO = "supervisor(3): Automatic Shutdown";
  private static final String SIGNIFICANT = "supervisor(3): child_spec(), significant";
  private static final ExitReason BOOM = ExitReason.of("boom");
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private SupervisorRules() {}

  /** The reason why a supervisor of these does not start. */
  private static Object refused(Stage stage, SupervisorSpec spec) {
    return stage.started(() -> Supervisor.start(stage.runtime(), spec, SpawnOptions.NONE));
  }

  @Rule(
      value = "Children are started in the order of their specifications",
      source = STARTING,
      outcome = "[{start,a},{start,b},{start,c}]")
  static Object childrenStartInOrder(Stage stage) {
    Tree.of(stage, ONE_FOR_ONE, "a", "b", "c");
    return stage.notes(3);
  }

  @Rule(
      value = "Children are terminated in reverse start order",
      source = STOPPING,
      outcome =
          "[{start,a},{start,b},{start,c},{stop,c,shutdown},{stop,b,shutdown},{stop,a,shutdown}]")
  static Object childrenStopInReverse(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a", "b", "c");
    tree.stop();
    return stage.notes(6);
  }

  @Rule(
      value = "When a child does not start, those before it are stopped and the start fails",
      source = "supervisor(3): start_link/2,3",
      outcome = "{{error,{shutdown,{failed_to_start_child,b,boom}}},[{start,a},{stop,a,shutdown}]}")
  static Object aChildThatFailsToStartFailsTheSupervisor(Stage stage) {
    Object result =
        refused(
            stage,
            SupervisorSpec.of(
                ONE_FOR_ONE,
                Tree.child(stage, "a"),
                ChildSpec.worker("b", Server.plain().init((id, self) -> Init.stop(BOOM)), "b"),
                Tree.child(stage, "c")));
    return Tuple.of(result, stage.notes(2));
  }

  @Rule(
      value = "A child whose start ignores is kept, with undefined for its pid",
      source = "supervisor(3): child_spec(), start",
      outcome = "[{a,undefined},{b,running}]")
  static Object aChildThatIgnoresIsKept(Stage stage) {
    return Tree.of(
            stage,
            SupervisorSpec.of(
                ONE_FOR_ONE,
                ChildSpec.worker("a", Server.plain().init((id, self) -> Init.ignore()), "a"),
                Tree.child(stage, "b")))
        .shown();
  }

  @Rule(
      value = "A temporary child whose start ignores is not kept",
      source = "supervisor(3): start_child/2",
      outcome = "[{b,running}]")
  static Object aTemporaryChildThatIgnoresIsForgotten(Stage stage) {
    return Tree.of(
            stage,
            SupervisorSpec.of(
                ONE_FOR_ONE,
                ChildSpec.worker("a", Server.plain().init((id, self) -> Init.ignore()), "a")
                    .restart(Restart.TEMPORARY),
                Tree.child(stage, "b")))
        .shown();
  }

  @Rule(
      value = "Two children with one id are refused",
      source = "supervisor(3): child_spec(), id",
      outcome = "refused")
  static Object twoChildrenWithOneIdAreRefused(Stage stage) {
    Object result =
        refused(
            stage, SupervisorSpec.of(ONE_FOR_ONE, Tree.child(stage, "a"), Tree.child(stage, "a")));
    return result instanceof Tuple ? "refused" : result;
  }

  // ---- shutdown

  @Rule(
      value = "A child is told to end by the exit signal shutdown",
      source = SHUTDOWN,
      outcome = "{ok,[{start,a},{stop,a,shutdown}],shutdown}")
  static Object aChildIsToldToShutDown(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a");
    Stage.Ending end = stage.watch(tree.pid("a"));
    return Tuple.of(tree.terminateChild("a"), stage.notes(2), end.reason());
  }

  @Rule(
      value = "brutal_kill ends a child by kill, without terminate",
      source = SHUTDOWN,
      outcome = "{ok,[{start,a}],killed}")
  static Object brutalKillKills(Stage stage) {
    Tree tree =
        Tree.of(
            stage,
            SupervisorSpec.of(ONE_FOR_ONE, Tree.child(stage, "a").shutdown(ChildSpec.BRUTAL_KILL)));
    Stage.Ending end = stage.watch(tree.pid("a"));
    return Tuple.of(tree.terminateChild("a"), stage.notes(), end.reason());
  }

  /** A child that does not obey shutdown: an actor that traps exits. */
  private static ChildSpec stubborn(String id) {
    return ChildSpec.worker(id, new Actor(), new Actor.Act(self -> self.trapExit(true)));
  }

  @Rule(
      value = "A child that does not end in its time is killed",
      source = SHUTDOWN,
      outcome = "{ok,killed}")
  static Object aChildThatTakesTooLongIsKilled(Stage stage) {
    Tree tree =
        Tree.of(
            stage, SupervisorSpec.of(ONE_FOR_ONE, stubborn("a").shutdown(Duration.ofMillis(50))));
    Stage.Ending end = stage.watch(tree.pid("a"));
    return Tuple.of(tree.terminateChild("a"), end.reason());
  }

  @Rule(
      value = "infinity waits for a child for as long as it takes",
      source = SHUTDOWN,
      outcome = "{ok,done}")
  static Object infinityWaits(Stage stage) {
    Tree tree =
        Tree.of(stage, SupervisorSpec.of(ONE_FOR_ONE, stubborn("a").shutdown(ChildSpec.INFINITY)));
    Pid child = tree.pid("a");
    Stage.Ending end = stage.watch(child);
    Actor.Act finish = new Actor.Act(self -> self.exit(ExitReason.of("done")));
    stage.runtime().sendAfter(Duration.ofMillis(200), child, finish);
    return Tuple.of(tree.terminateChild("a"), end.reason());
  }

  @Rule(
      value = "A child that removed the link is stopped all the same",
      source = "supervisor(3): terminate_child/2",
      outcome = "{ok,[{start,a},{stop,a,shutdown}]}")
  static Object aChildWithoutALinkIsStopped(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a");
    stage.unlink(tree.pid("a"), tree.supervisor());
    // It is no child's parent any more that sends the signal, but the signal is the parent's.
    return Tuple.of(tree.terminateChild("a"), stage.notes(2));
  }

  @Rule(
      value = "A supervisor obeys its parent's exit signal: it stops its children and ends",
      source = STOPPING,
      outcome = "{[{start,a},{start,b},{stop,b,shutdown},{stop,a,shutdown}],shutdown}")
  static Object theParentsExitSignalStopsTheTree(Stage stage) {
    Pid parent = stage.actor("parent");
    SupervisorSpec spec =
        SupervisorSpec.of(ONE_FOR_ONE, Tree.child(stage, "a"), Tree.child(stage, "b"));
    Pid supervisor =
        stage.in(parent, self -> Supervisor.start(self.runtime(), spec, SpawnOptions.NONE.link()));
    Stage.Ending end = stage.watch(supervisor);
    stage.unlink(parent, supervisor);
    stage.exit(parent, supervisor, ExitReason.SHUTDOWN);
    return Tuple.of(stage.notes(4), end.reason());
  }

  @Rule(
      value = "When a supervisor is killed, its children get the exit signal killed",
      source = "Reference Manual, Processes: Receiving Exit Signals",
      outcome = "[{start,a},{stop,a,killed}]")
  static Object theChildrenOfAKilledSupervisorEnd(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a");
    stage.runtime().exit(tree.supervisor(), ExitReason.KILL);
    return stage.notes(2);
  }

  @Rule(
      value = "Supervisors can be children: a tree stops from its leaves",
      source = STOPPING,
      outcome =
          "[{start,a},{start,b},{start,c},{stop,c,shutdown},{stop,b,shutdown},{stop,a,shutdown}]")
  static Object aTreeStopsFromItsLeaves(Stage stage) {
    Tree tree =
        Tree.of(
            stage,
            SupervisorSpec.of(
                ONE_FOR_ONE,
                Tree.child(stage, "a"),
                ChildSpec.supervisor(
                    "below", SupervisorSpec.of(ONE_FOR_ONE, Tree.child(stage, "b"))),
                Tree.child(stage, "c")));
    tree.stop();
    return stage.notes(6);
  }

  @Rule(
      value = "An exit signal of a process that is no child is ignored",
      source = "supervisor(3)",
      outcome = "[{a,running}]")
  static Object aStrangersExitSignalIsIgnored(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a");
    Pid stranger = stage.actor("stranger");
    stage.exit(stranger, tree.supervisor(), BOOM);
    return tree.shown();
  }

  @Rule(
      value = "An unexpected message is logged and does no harm",
      source = "supervisor(3)",
      outcome = "[{a,running}]")
  static Object anUnexpectedMessageDoesNoHarm(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a");
    stage.runtime().send(tree.supervisor(), "unexpected");
    return tree.shown();
  }

  // ---- automatic shutdown

  private static ChildSpec significant(Stage stage, String id, Restart restart) {
    return Tree.child(stage, id).restart(restart).significant(true);
  }

  @Rule(
      value = "any_significant: the supervisor shuts down when a significant child ends by itself",
      source = AUTO,
      outcome = "{shutdown,[{start,a},{start,b},{stop,a,normal},{stop,b,shutdown}]}")
  static Object anySignificantChildShutsDown(Stage stage) {
    Tree tree =
        Tree.of(
            stage,
            SupervisorSpec.of(
                    ONE_FOR_ONE, significant(stage, "a", Restart.TRANSIENT), Tree.child(stage, "b"))
                .autoShutdown(AutoShutdown.ANY_SIGNIFICANT));
    Stage.Ending end = stage.watch(tree.supervisor());
    tree.exit("a", ExitReason.NORMAL);
    return Tuple.of(end.reason(), stage.notes(4));
  }

  @Rule(
      value = "all_significant: it shuts down when the last significant child has ended by itself",
      source = AUTO,
      outcome = "{[{a,undefined},{b,running},{c,running}],shutdown}")
  static Object theLastSignificantChildShutsDown(Stage stage) {
    Tree tree =
        Tree.of(
            stage,
            SupervisorSpec.of(
                    ONE_FOR_ONE,
                    significant(stage, "a", Restart.TRANSIENT),
                    significant(stage, "b", Restart.TEMPORARY),
                    Tree.child(stage, "c"))
                .autoShutdown(AutoShutdown.ALL_SIGNIFICANT));
    Stage.Ending end = stage.watch(tree.supervisor());
    tree.exit("a", ExitReason.NORMAL);
    Object between = tree.shown();
    tree.exit("b", BOOM);
    return Tuple.of(between, end.reason());
  }

  @Rule(
      value = "A significant transient child that fails is restarted: that shuts nothing down",
      source = SIGNIFICANT,
      outcome = "[{a,running}]")
  static Object aSignificantChildThatFailsIsRestarted(Stage stage) {
    Tree tree =
        Tree.of(
            stage,
            SupervisorSpec.of(ONE_FOR_ONE, significant(stage, "a", Restart.TRANSIENT))
                .autoShutdown(AutoShutdown.ANY_SIGNIFICANT));
    tree.exit("a", BOOM);
    stage.notes(3);
    return tree.shown();
  }

  @Rule(
      value = "A significant child that is terminated by request shuts nothing down",
      source = AUTO,
      outcome = "{ok,[{a,undefined}]}")
  static Object aSignificantChildThatIsTerminatedShutsNothingDown(Stage stage) {
    Tree tree =
        Tree.of(
            stage,
            SupervisorSpec.of(ONE_FOR_ONE, significant(stage, "a", Restart.TRANSIENT))
                .autoShutdown(AutoShutdown.ANY_SIGNIFICANT));
    return Tuple.of(tree.terminateChild("a"), tree.shown());
  }

  @Rule(
      value = "A significant child that is stopped for a sibling's sake shuts nothing down",
      source = AUTO,
      outcome = "[{a,running},{b,running}]")
  static Object aSignificantChildThatASiblingStopsShutsNothingDown(Stage stage) {
    Tree tree =
        Tree.of(
            stage,
            SupervisorSpec.of(
                    ONE_FOR_ALL, significant(stage, "a", Restart.TRANSIENT), Tree.child(stage, "b"))
                .autoShutdown(AutoShutdown.ANY_SIGNIFICANT));
    tree.exit("b", BOOM);
    stage.notes(6);
    return tree.shown();
  }

  @Rule(
      value = "It is invalid to have significant children with auto_shutdown never",
      source = SIGNIFICANT,
      outcome = "{refused,refused,[]}")
  static Object significantNeedsAutoShutdown(Stage stage) {
    Object start =
        refused(stage, SupervisorSpec.of(ONE_FOR_ONE, significant(stage, "a", Restart.TRANSIENT)));
    Tree tree = Tree.of(stage, SupervisorSpec.of(ONE_FOR_ONE));
    Object add = tree.startChild(significant(stage, "a", Restart.TRANSIENT));
    return Tuple.of(
        start instanceof Tuple ? "refused" : start,
        add instanceof Tuple ? "refused" : add,
        tree.shown());
  }

  @Rule(
      value = "It is invalid for a permanent child to be significant",
      source = SIGNIFICANT,
      outcome = "{refused,refused,[]}")
  static Object aPermanentChildCannotBeSignificant(Stage stage) {
    SupervisorSpec spec = SupervisorSpec.of(ONE_FOR_ONE).autoShutdown(AutoShutdown.ANY_SIGNIFICANT);
    Object start =
        refused(
            stage,
            SupervisorSpec.of(ONE_FOR_ONE, significant(stage, "a", Restart.PERMANENT))
                .autoShutdown(AutoShutdown.ANY_SIGNIFICANT));
    Tree tree = Tree.of(stage, spec.intensity(1, MINUTE));
    Object add = tree.startChild(significant(stage, "a", Restart.PERMANENT));
    return Tuple.of(
        start instanceof Tuple ? "refused" : start,
        add instanceof Tuple ? "refused" : add,
        tree.shown());
  }
}
