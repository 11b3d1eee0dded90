package dev.mob.process.conformance;

import static dev.mob.process.Strategy.ONE_FOR_ALL;
import static dev.mob.process.Strategy.ONE_FOR_ONE;
import static dev.mob.process.Strategy.REST_FOR_ONE;

import dev.mob.process.Atom;
import dev.mob.process.ChildSpec;
import dev.mob.process.ExitReason;
import dev.mob.process.Init;
import dev.mob.process.Restart;
import dev.mob.process.Strategy;
import dev.mob.process.SupervisorSpec;
import dev.mob.process.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** OTP Design Principles and supervisor(3): strategies, restart types and intensity. */
final class SupervisorRestartRules {
  private static final String STRATEGY = "OTP Design Principles, Supervisor: Restart Strategy";
  private static final String TYPE = "supervisor(3): child_spec(), restart";
  private static final String INTENSITY =
      "OTP Design Principles, Supervisor: Maximum Restart Intensity";
  private static final ExitReason BOOM = ExitReason.of("boom");
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private SupervisorRestartRules() {}

  /** What happens after the start of a, b and c when b fails. */
  private static Object afterFailure(Stage stage, Strategy strategy, int events) {
    Tree tree = Tree.of(stage, strategy, "a", "b", "c");
    tree.exit("b", BOOM);
    List<Object> notes = stage.notes(3 + events);
    return Tuple.of(notes.subList(3, notes.size()), tree.shown());
  }

  // ---- strategies

  @Rule(
      value = "one_for_one: only the child that terminated is restarted",
      source = STRATEGY,
      outcome = "{[{stop,b,boom},{start,b}],[{a,running},{b,running},{c,running}]}")
  static Object oneForOneRestartsTheOne(Stage stage) {
    return afterFailure(stage, ONE_FOR_ONE, 2);
  }

  @Rule(
      value = "one_for_all: all others are terminated, in reverse, and all are restarted, in order",
      source = STRATEGY,
      outcome =
          "{[{stop,b,boom},{stop,c,shutdown},{stop,a,shutdown},{start,a},{start,b},{start,c}],"
              + "[{a,running},{b,running},{c,running}]}")
  static Object oneForAllRestartsAll(Stage stage) {
    return afterFailure(stage, ONE_FOR_ALL, 6);
  }

  @Rule(
      value = "rest_for_one: those that were started after it are terminated and restarted with it",
      source = STRATEGY,
      outcome =
          "{[{stop,b,boom},{stop,c,shutdown},{start,b},{start,c}],"
              + "[{a,running},{b,running},{c,running}]}")
  static Object restForOneRestartsTheRest(Stage stage) {
    return afterFailure(stage, REST_FOR_ONE, 4);
  }

  @Rule(
      value = "A temporary sibling is not restarted with the others",
      source = TYPE,
      outcome = "[{b,running}]")
  static Object aTemporarySiblingIsNotRestarted(Stage stage) {
    Tree tree =
        Tree.of(
            stage,
            SupervisorSpec.of(
                    ONE_FOR_ALL,
                    Tree.child(stage, "a").restart(Restart.TEMPORARY),
                    Tree.child(stage, "b"))
                .intensity(10, MINUTE));
    tree.exit("b", BOOM);
    stage.notes(5);
    return tree.shown();
  }

  @Rule(
      value = "A transient sibling is restarted with the others",
      source = TYPE,
      outcome = "[{a,running},{b,running}]")
  static Object aTransientSiblingIsRestarted(Stage stage) {
    Tree tree =
        Tree.of(
            stage,
            SupervisorSpec.of(
                    ONE_FOR_ALL,
                    Tree.child(stage, "a").restart(Restart.TRANSIENT),
                    Tree.child(stage, "b"))
                .intensity(10, MINUTE));
    tree.exit("b", BOOM);
    stage.notes(6);
    return tree.shown();
  }

  @Rule(
      value = "A child that was terminated by request is started again with its siblings",
      source = STRATEGY,
      outcome = "[{a,running},{b,running}]")
  static Object aTerminatedSiblingIsStartedAgain(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ALL, "a", "b");
    tree.terminateChild("a");
    tree.exit("b", BOOM);
    stage.notes(6);
    return tree.shown();
  }

  // ---- restart types

  /** Whether a child of this type that ends with this reason is there again. */
  private static Object afterEnd(Stage stage, Restart type, ExitReason reason, boolean restarts) {
    Tree tree =
        Tree.of(stage, SupervisorSpec.of(ONE_FOR_ONE, Tree.child(stage, "a").restart(type)));
    tree.exit("a", reason);
    stage.notes(restarts ? 3 : 2);
    return tree.shown();
  }

  @Rule(value = "A permanent child is always restarted", source = TYPE, outcome = "[{a,running}]")
  static Object aPermanentChildIsRestartedAfterANormalEnd(Stage stage) {
    return afterEnd(stage, Restart.PERMANENT, ExitReason.NORMAL, true);
  }

  @Rule(
      value = "A permanent child is always restarted, also after shutdown",
      source = TYPE,
      outcome = "[{a,running}]")
  static Object aPermanentChildIsRestartedAfterShutdown(Stage stage) {
    return afterEnd(stage, Restart.PERMANENT, ExitReason.SHUTDOWN, true);
  }

  @Rule(
      value = "A transient child is not restarted after normal",
      source = TYPE,
      outcome = "[{a,undefined}]")
  static Object aTransientChildMayEndNormally(Stage stage) {
    return afterEnd(stage, Restart.TRANSIENT, ExitReason.NORMAL, false);
  }

  @Rule(
      value = "A transient child is not restarted after shutdown",
      source = TYPE,
      outcome = "[{a,undefined}]")
  static Object aTransientChildMayShutDown(Stage stage) {
    return afterEnd(stage, Restart.TRANSIENT, ExitReason.SHUTDOWN, false);
  }

  @Rule(
      value = "A transient child is not restarted after {shutdown, Term}",
      source = TYPE,
      outcome = "[{a,undefined}]")
  static Object aTransientChildMayShutDownWithATerm(Stage stage) {
    return afterEnd(stage, Restart.TRANSIENT, ExitReason.shutdown(Atom.of("why")), false);
  }

  @Rule(
      value = "A transient child is restarted when it terminates abnormally",
      source = TYPE,
      outcome = "[{a,running}]")
  static Object aTransientChildIsRestartedWhenItFails(Stage stage) {
    return afterEnd(stage, Restart.TRANSIENT, BOOM, true);
  }

  @Rule(
      value = "A temporary child is never restarted and its specification is forgotten",
      source = TYPE,
      outcome = "[]")
  static Object aTemporaryChildIsNeverRestarted(Stage stage) {
    return afterEnd(stage, Restart.TEMPORARY, BOOM, false);
  }

  @Rule(
      value = "A child that is killed is restarted as after any failure",
      source = TYPE,
      outcome = "[{start,a},{start,a}]")
  static Object aKilledChildIsRestarted(Stage stage) {
    Tree tree = Tree.of(stage, ONE_FOR_ONE, "a");
    stage.runtime().exit(tree.pid("a"), ExitReason.KILL);
    return stage.notes(2);
  }

  // ---- intensity

  private static Tree limited(Stage stage, int restarts, Duration period) {
    return Tree.of(
        stage,
        SupervisorSpec.of(ONE_FOR_ONE, Tree.child(stage, "a"), Tree.child(stage, "b"))
            .intensity(restarts, period));
  }

  @Rule(
      value = "With more than MaxR restarts in MaxT seconds the supervisor ends with shutdown",
      source = INTENSITY,
      outcome =
          "{shutdown,[{start,a},{stop,a,boom},{start,a},{stop,a,boom},{start,a},{stop,a,boom}]}")
  static Object tooManyRestartsEndTheSupervisor(Stage stage) {
    Tree tree =
        Tree.of(stage, SupervisorSpec.of(ONE_FOR_ONE, Tree.child(stage, "a")).intensity(2, MINUTE));
    Stage.Ending end = stage.watch(tree.supervisor());
    tree.exit("a", BOOM);
    stage.notes(3);
    tree.exit("a", BOOM);
    stage.notes(5);
    tree.exit("a", BOOM);
    return Tuple.of(end.reason(), stage.notes(6));
  }

  @Rule(
      value = "The supervisor terminates its other children before it ends",
      source = INTENSITY,
      outcome = "{shutdown,[{start,a},{start,b},{stop,a,boom},{stop,b,shutdown}]}")
  static Object theOtherChildrenAreStoppedFirst(Stage stage) {
    Tree tree = limited(stage, 0, MINUTE);
    Stage.Ending end = stage.watch(tree.supervisor());
    tree.exit("a", BOOM);
    return Tuple.of(end.reason(), stage.notes(4));
  }

  @Rule(
      value = "The restarts of all children count together",
      source = INTENSITY,
      outcome = "shutdown")
  static Object restartsOfAllChildrenCount(Stage stage) {
    Tree tree = limited(stage, 1, MINUTE);
    Stage.Ending end = stage.watch(tree.supervisor());
    tree.exit("a", BOOM);
    stage.notes(4);
    tree.exit("b", BOOM);
    return end.reason();
  }

  @Rule(
      value = "Restarts that are more than MaxT seconds back do not count",
      source = INTENSITY,
      outcome = "[{a,running},{b,running}]")
  static Object oldRestartsDoNotCount(Stage stage) {
    Tree tree = limited(stage, 1, Duration.ofSeconds(1));
    tree.exit("a", BOOM);
    stage.notes(4);
    stage.pass(Duration.ofMillis(2100));
    tree.exit("a", BOOM);
    stage.notes(6);
    return tree.shown();
  }

  @Rule(
      value = "Ends after which a child is not restarted do not count",
      source = INTENSITY,
      outcome = "[{b,running}]")
  static Object endsWithoutARestartDoNotCount(Stage stage) {
    Tree tree =
        Tree.of(
            stage,
            SupervisorSpec.of(
                    ONE_FOR_ONE,
                    Tree.child(stage, "a").restart(Restart.TEMPORARY),
                    Tree.child(stage, "b"))
                .intensity(0, MINUTE));
    tree.exit("a", BOOM);
    return tree.shown();
  }

  @Rule(
      value = "A supervisor that gives up is restarted by the supervisor above",
      source = INTENSITY,
      outcome = "[{start,a},{stop,a,boom},{start,a}]")
  static Object aFailureEscalates(Stage stage) {
    SupervisorSpec below =
        SupervisorSpec.of(ONE_FOR_ONE, Tree.child(stage, "a").name("escalating"))
            .intensity(0, MINUTE);
    Tree.of(stage, SupervisorSpec.of(ONE_FOR_ONE, ChildSpec.supervisor("below", below)));
    stage.exit(stage.runtime().whereis("escalating"), BOOM);
    return stage.notes(3);
  }

  // ---- restarts that fail

  /** A child that cannot start at its second and later starts, up to this many times. */
  private static ChildSpec failing(Stage stage, String id, int failures) {
    AtomicInteger starts = new AtomicInteger();
    return ChildSpec.worker(
        id,
        Server.plain()
            .init(
                (argument, self) -> {
                  int start = starts.incrementAndGet();
                  if (start > 1 && start <= failures + 1) {
                    stage.note(Tuple.of("fail", argument));
                    return Init.stop(BOOM);
                  }
                  stage.note(Tuple.of("start", argument));
                  return Init.ok(argument);
                }),
        id);
  }

  @Rule(
      value = "A restart that fails is tried again, and each attempt counts",
      source = INTENSITY,
      outcome = "{[{start,a},{fail,a},{fail,a},{start,a}],[{a,running}]}")
  static Object aFailedRestartIsTriedAgain(Stage stage) {
    Tree tree =
        Tree.of(stage, SupervisorSpec.of(ONE_FOR_ONE, failing(stage, "a", 2)).intensity(3, MINUTE));
    tree.exit("a", BOOM);
    List<Object> notes = stage.notes(4);
    stage.until("running", () -> tree.shown().toString().contains("running"));
    return Tuple.of(notes, tree.shown());
  }

  @Rule(
      value = "Attempts that all fail use up the intensity and end the supervisor",
      source = INTENSITY,
      outcome = "{shutdown,[{start,a},{fail,a},{fail,a},{fail,a}]}")
  static Object failedRestartsEndTheSupervisor(Stage stage) {
    Tree tree =
        Tree.of(
            stage, SupervisorSpec.of(ONE_FOR_ONE, failing(stage, "a", 100)).intensity(3, MINUTE));
    Stage.Ending end = stage.watch(tree.supervisor());
    tree.exit("a", BOOM);
    return Tuple.of(end.reason(), stage.notes());
  }

  @Rule(
      value = "one_for_all: when a restart fails, those started before it are stopped again",
      source = STRATEGY,
      outcome =
          "[{start,a},{start,b},{stop,a,shutdown},{start,a},{fail,b},{stop,a,shutdown},{start,a},"
              + "{start,b}]")
  static Object aFailedRestartOfAllBeginsAgain(Stage stage) {
    Tree tree =
        Tree.of(
            stage,
            SupervisorSpec.of(ONE_FOR_ALL, Tree.child(stage, "a"), failing(stage, "b", 1))
                .intensity(5, MINUTE));
    tree.exit("b", BOOM);
    return stage.notes(8);
  }

  @Rule(
      value = "rest_for_one: when the restart of a later child fails, it is tried again from there",
      source = STRATEGY,
      outcome =
          "[{start,a},{start,b},{start,c},{stop,a,boom},{stop,c,shutdown},{start,a},{fail,b},"
              + "{start,b},{start,c}]")
  static Object aFailedRestartOfTheRestGoesOn(Stage stage) {
    Tree tree =
        Tree.of(
            stage,
            SupervisorSpec.of(
                    REST_FOR_ONE,
                    Tree.child(stage, "a"),
                    failing(stage, "b", 1),
                    Tree.child(stage, "c"))
                .intensity(5, MINUTE));
    tree.exit("a", BOOM);
    return stage.notes(9);
  }
}
