package dev.mob.process.conformance;

import static dev.mob.process.Strategy.ONE_FOR_ONE;
import static dev.mob.process.Strategy.REST_FOR_ONE;

import dev.mob.process.ChildSpec;
import dev.mob.process.ExitReason;
import dev.mob.process.Init;
import dev.mob.process.Restart;
import dev.mob.process.SupervisorSpec;
import dev.mob.process.Tuple;

/** supervisor(3): what can be asked of a running supervisor. */
final class SupervisorRequestRules {
  private static final String START = "supervisor(3): start_child/2";
  private static final String TERMINATE = "supervisor(3): terminate_child/2";
  private static final String RESTART = "supervisor(3): restart_child/2";
  private static final String DELETE = "supervisor(3): delete_child/2";
  private static final ExitReason BOOM = ExitReason.of("boom");

  private SupervisorRequestRules() {}

  private static ChildSpec refusing(String id) {
    return ChildSpec.worker(id, Server.plain().init((argument, self) -> Init.stop(BOOM)), id);
  }

  // ---- start_child

  @Rule(
      value = "start_child adds a child and starts it",
      source = START,
      outcome = "{ok,[{a,running},{b,running}]}")
  static Object aChildCanBeAdded(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a");
    return Tuple.of(tree.startChild(Tree.child(stage, "b")), tree.shown());
  }

  @Rule(
      value = "An added child is the last to start and the first to stop",
      source = START,
      outcome = "[{stop,b,shutdown},{stop,a,shutdown}]")
  static Object anAddedChildIsStoppedFirst(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a");
    tree.startChild(Tree.child(stage, "b"));
    tree.stop();
    return stage.notes(4).subList(2, 4);
  }

  @Rule(
      value = "start_child of an id that runs gives {error, {already_started, Child}}",
      source = START,
      outcome = "{error,{already_started,pid}}")
  static Object aRunningIdIsAlreadyStarted(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a");
    return tree.startChild(Tree.child(stage, "a"));
  }

  @Rule(
      value = "start_child of an id that does not run gives {error, already_present}",
      source = START,
      outcome = "{error,already_present}")
  static Object aStoppedIdIsAlreadyPresent(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a");
    tree.terminateChild("a");
    return tree.startChild(Tree.child(stage, "a"));
  }

  @Rule(
      value = "A child that does not start is not added",
      source = START,
      outcome = "{{error,boom},[{a,running}]}")
  static Object aChildThatDoesNotStartIsNotAdded(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a");
    return Tuple.of(tree.startChild(refusing("b")), tree.shown());
  }

  @Rule(
      value = "A child that ignores is added with undefined for its pid",
      source = START,
      outcome = "{ignore,[{a,undefined}]}")
  static Object anIgnoringChildIsAdded(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE);
    return Tuple.of(
        tree.startChild(
            ChildSpec.worker("a", Server.plain().init((id, self) -> Init.ignore()), "a")),
        tree.shown());
  }

  @Rule(
      value = "A temporary child that ignores is not added",
      source = START,
      outcome = "{ignore,[]}")
  static Object anIgnoringTemporaryChildIsNotAdded(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE);
    return Tuple.of(
        tree.startChild(
            ChildSpec.worker("a", Server.plain().init((id, self) -> Init.ignore()), "a")
                .restart(Restart.TEMPORARY)),
        tree.shown());
  }

  // ---- terminate_child

  @Rule(
      value = "terminate_child stops the child and keeps its specification; it is not restarted",
      source = TERMINATE,
      outcome = "{ok,[{a,undefined}]}")
  static Object aTerminatedChildIsKept(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a");
    return Tuple.of(tree.terminateChild("a"), tree.shown());
  }

  @Rule(
      value = "terminate_child removes the specification of a temporary child",
      source = TERMINATE,
      outcome = "{ok,[]}")
  static Object aTerminatedTemporaryChildIsForgotten(Stage stage) {
    Tree tree =
        Tree.of(
            stage,
            SupervisorSpec.of(ONE_FOR_ONE, Tree.child(stage, "a").restart(Restart.TEMPORARY)));
    return Tuple.of(tree.terminateChild("a"), tree.shown());
  }

  @Rule(
      value = "terminate_child of an unknown id gives {error, not_found}",
      source = TERMINATE,
      outcome = "{error,not_found}")
  static Object anUnknownChildCannotBeTerminated(Stage stage) {
    return Tree.of(stage, ONE_FOR_ONE, "a").terminateChild("z");
  }

  @Rule(
      value = "terminate_child of a child that does not run is ok",
      source = TERMINATE,
      outcome = "{ok,ok}")
  static Object aStoppedChildCanBeTerminated(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a");
    return Tuple.of(tree.terminateChild("a"), tree.terminateChild("a"));
  }

  @Rule(
      value = "terminate_child stops one child alone, whatever the strategy",
      source = TERMINATE,
      outcome = "{ok,[{a,undefined},{b,running}]}")
  static Object terminatingAChildLeavesItsSiblings(Stage stage) {
    Tree tree = Tree.of(stage, REST_FOR_ONE, "a", "b");
    return Tuple.of(tree.terminateChild("a"), tree.shown());
  }

  // ---- restart_child

  @Rule(
      value = "restart_child starts a child again that was terminated",
      source = RESTART,
      outcome = "{ok,[{a,running}]}")
  static Object aTerminatedChildCanBeRestarted(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a");
    tree.terminateChild("a");
    return Tuple.of(tree.restartChild("a"), tree.shown());
  }

  @Rule(
      value = "restart_child of a child that runs gives {error, running}",
      source = RESTART,
      outcome = "{error,running}")
  static Object aRunningChildCannotBeRestarted(Stage stage) {
    return Tree.of(stage, ONE_FOR_ONE, "a").restartChild("a");
  }

  @Rule(
      value = "restart_child of an unknown id gives {error, not_found}",
      source = RESTART,
      outcome = "{error,not_found}")
  static Object anUnknownChildCannotBeRestarted(Stage stage) {
    return Tree.of(stage, ONE_FOR_ONE, "a").restartChild("z");
  }

  @Rule(
      value = "A transient child that has ended can be started again by restart_child",
      source = RESTART,
      outcome = "{ok,[{a,running}]}")
  static Object anEndedTransientChildCanBeRestarted(Stage stage) {
    Tree tree =
        Tree.of(
            stage,
            SupervisorSpec.of(ONE_FOR_ONE, Tree.child(stage, "a").restart(Restart.TRANSIENT)));
    tree.exit("a", ExitReason.NORMAL);
    return Tuple.of(tree.restartChild("a"), tree.shown());
  }

  @Rule(
      value = "A restarted child keeps its place in the order",
      source = RESTART,
      outcome = "[{stop,b,shutdown},{stop,a,shutdown}]")
  static Object aRestartedChildKeepsItsPlace(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a", "b");
    tree.terminateChild("a");
    tree.restartChild("a");
    tree.stop();
    return stage.notes(6).subList(4, 6);
  }

  // ---- delete_child

  @Rule(
      value = "delete_child forgets a child that does not run",
      source = DELETE,
      outcome = "{ok,[]}")
  static Object aStoppedChildCanBeDeleted(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a");
    tree.terminateChild("a");
    return Tuple.of(tree.deleteChild("a"), tree.shown());
  }

  @Rule(
      value = "delete_child of a child that runs gives {error, running}",
      source = DELETE,
      outcome = "{{error,running},[{a,running}]}")
  static Object aRunningChildCannotBeDeleted(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a");
    return Tuple.of(tree.deleteChild("a"), tree.shown());
  }

  @Rule(
      value = "delete_child of an unknown id gives {error, not_found}",
      source = DELETE,
      outcome = "{error,not_found}")
  static Object anUnknownChildCannotBeDeleted(Stage stage) {
    return Tree.of(stage, ONE_FOR_ONE, "a").deleteChild("z");
  }

  @Rule(
      value = "An id can be used again after its child was deleted",
      source = DELETE,
      outcome = "{ok,[{a,running}]}")
  static Object aDeletedIdIsFree(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a");
    tree.terminateChild("a");
    tree.deleteChild("a");
    return Tuple.of(tree.startChild(Tree.child(stage, "a")), tree.shown());
  }

  // ---- which_children, count_children

  @Rule(
      value = "count_children counts specifications, running children, supervisors and workers",
      source = "supervisor(3): count_children/1",
      outcome = "{3,2,1,2}")
  static Object childrenAreCounted(Stage stage) {
    Tree tree =
        Tree.of(
            stage,
            SupervisorSpec.of(
                ONE_FOR_ONE,
                Tree.child(stage, "a"),
                ChildSpec.supervisor("below", SupervisorSpec.of(ONE_FOR_ONE)),
                Tree.child(stage, "b")));
    tree.terminateChild("a");
    return tree.counted();
  }

  @Rule(
      value = "which_children shows all specifications, running or not",
      source = "supervisor(3): which_children/1",
      outcome = "[{a,undefined},{b,running}]")
  static Object childrenAreShown(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a", "b");
    tree.terminateChild("a");
    return tree.shown();
  }
}
