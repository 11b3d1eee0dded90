package dev.mob.process.conformance;

import dev.mob.process.Child;
import dev.mob.process.ChildSpec;
import dev.mob.process.DynamicSupervisor;
import dev.mob.process.ExitReason;
import dev.mob.process.Init;
import dev.mob.process.Pid;
import dev.mob.process.Restart;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Tuple;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** supervisor(3), simple_one_for_one, and Elixir's DynamicSupervisor. */
final class DynamicSupervisorRules {
  private static final String SIMPLE =
      "OTP Design Principles, Supervisor: Simplified one_for_one Supervisors";
  private static final String TERMINATE = "supervisor(3): terminate_child/2";
  private static final String RESTART = "supervisor(3): child_spec(), restart";
  private static final ExitReason BOOM = ExitReason.of("boom");
  private static final DynamicSupervisor.Spec SPEC =
      DynamicSupervisor.Spec.STANDARD.intensity(2, Duration.ofSeconds(60));

  private DynamicSupervisorRules() {}

  private static Pid supervisor(Stage stage, DynamicSupervisor.Spec spec) {
    return stage.play(
        "supervisor", DynamicSupervisor.start(stage.runtime(), spec, SpawnOptions.NONE));
  }

  private static Pid start(Stage stage, Pid supervisor, ChildSpec child) {
    return DynamicSupervisor.startChild(stage.runtime(), supervisor, child);
  }

  private static Object tryStart(Stage stage, Pid supervisor, ChildSpec child) {
    return stage.started(() -> start(stage, supervisor, child));
  }

  private static List<Child> children(Stage stage, Pid supervisor) {
    return DynamicSupervisor.whichChildren(stage.runtime(), supervisor);
  }

  private static int running(Stage stage, Pid supervisor) {
    return (int) children(stage, supervisor).stream().filter(child -> child.pid() != null).count();
  }

  /** Makes a child exit by itself and waits for its end. */
  private static void exit(Stage stage, Pid child, ExitReason reason) {
    Stage.Ending end = stage.watch(child);
    stage.exit(child, reason);
    end.reason();
  }

  @Rule(
      value = "It starts no child by itself; all are added by start_child",
      source = SIMPLE,
      outcome = "{0,2,2}")
  static Object childrenAreAddedWhileItRuns(Stage stage) {
    Pid supervisor = supervisor(stage, SPEC);
    int before = running(stage, supervisor);
    Set<Pid> pids = new HashSet<>();
    pids.add(start(stage, supervisor, Tree.child(stage, "a")));
    pids.add(start(stage, supervisor, Tree.child(stage, "a")));
    return Tuple.of(before, running(stage, supervisor), pids.size());
  }

  @Rule(
      value = "A permanent child is restarted with the arguments that it was started with",
      source = SIMPLE,
      outcome = "{[{start,a},{stop,a,boom},{start,a}],1}")
  static Object aPermanentChildIsRestarted(Stage stage) {
    Pid supervisor = supervisor(stage, SPEC);
    Pid child = start(stage, supervisor, Tree.child(stage, "a"));
    exit(stage, child, BOOM);
    List<Object> notes = stage.notes(3);
    stage.until("running", () -> running(stage, supervisor) == 1);
    return Tuple.of(notes, running(stage, supervisor));
  }

  @Rule(
      value = "A transient child that ends normally is forgotten",
      source = RESTART,
      outcome = "{0,0,0,0}")
  static Object aTransientChildThatEndsNormallyIsForgotten(Stage stage) {
    Pid supervisor = supervisor(stage, SPEC);
    Pid child = start(stage, supervisor, Tree.child(stage, "a").restart(Restart.TRANSIENT));
    exit(stage, child, ExitReason.NORMAL);
    return counted(stage, supervisor);
  }

  private static Object counted(Stage stage, Pid supervisor) {
    dev.mob.process.ChildCount count = DynamicSupervisor.countChildren(stage.runtime(), supervisor);
    return Tuple.of(count.specs(), count.active(), count.supervisors(), count.workers());
  }

  @Rule(
      value = "A temporary child that fails is forgotten",
      source = RESTART,
      outcome = "{0,0,0,0}")
  static Object aTemporaryChildIsForgotten(Stage stage) {
    Pid supervisor = supervisor(stage, SPEC);
    Pid child = start(stage, supervisor, Tree.child(stage, "a").restart(Restart.TEMPORARY));
    exit(stage, child, BOOM);
    return counted(stage, supervisor);
  }

  @Rule(
      value = "terminate_child takes a pid, stops the child and forgets it",
      source = TERMINATE,
      outcome = "{ok,[{start,a},{stop,a,shutdown}],0}")
  static Object aChildIsTerminatedByItsPid(Stage stage) {
    Pid supervisor = supervisor(stage, SPEC);
    Pid child = start(stage, supervisor, Tree.child(stage, "a"));
    return Tuple.of(
        terminate(stage, supervisor, child), stage.notes(2), running(stage, supervisor));
  }

  private static Object terminate(Stage stage, Pid supervisor, Pid child) {
    return DynamicSupervisor.terminateChild(stage.runtime(), supervisor, child)
        ? "ok"
        : Tuple.of("error", "not_found");
  }

  @Rule(
      value = "terminate_child of a pid that is no child gives {error, not_found}",
      source = TERMINATE,
      outcome = "{error,not_found}")
  static Object aStrangerCannotBeTerminated(Stage stage) {
    return terminate(stage, supervisor(stage, SPEC), stage.actor("stranger"));
  }

  @Rule(
      value = "A child that does not start is not added",
      source = "supervisor(3): start_child/2",
      outcome = "{{error,boom},0}")
  static Object aDynamicChildThatDoesNotStartIsNotAdded(Stage stage) {
    Pid supervisor = supervisor(stage, SPEC);
    ChildSpec failing =
        ChildSpec.worker("a", Server.plain().init((id, self) -> Init.stop(BOOM)), "a");
    return Tuple.of(tryStart(stage, supervisor, failing), running(stage, supervisor));
  }

  @Rule(
      value = "A child that ignores is not added",
      source = "supervisor(3): start_child/2",
      outcome = "{ignore,0}")
  static Object aChildThatIgnoresIsNotAdded(Stage stage) {
    Pid supervisor = supervisor(stage, SPEC);
    ChildSpec ignoring =
        ChildSpec.worker("a", Server.plain().init((id, self) -> Init.ignore()), "a");
    return Tuple.of(tryStart(stage, supervisor, ignoring), children(stage, supervisor).size());
  }

  @Rule(
      value = "The restarts of all children count for one intensity",
      source = "supervisor(3)",
      outcome = "shutdown")
  static Object tooManyRestartsEndTheDynamicSupervisor(Stage stage) {
    Pid supervisor = supervisor(stage, SPEC);
    Stage.Ending end = stage.watch(supervisor);
    for (String id : List.of("a", "b", "c")) {
      start(stage, supervisor, Tree.child(stage, id));
    }
    for (Child child : children(stage, supervisor)) {
      exit(stage, child.pid(), BOOM);
    }
    return end.reason();
  }

  @Rule(
      value = "All children are stopped when the supervisor ends, all at the same time",
      source = SIMPLE,
      outcome = "{ok,3,shutdown}")
  static Object allChildrenAreStopped(Stage stage) {
    Pid supervisor = supervisor(stage, SPEC);
    Stage.Ending end = stage.watch(supervisor);
    for (String id : List.of("a", "b", "c")) {
      start(stage, supervisor, Tree.child(stage, id));
    }
    Object stopped = stage.stop(supervisor, ExitReason.SHUTDOWN);
    long stops =
        stage.notes(6).stream().filter(note -> ((Tuple) note).get(0).equals("stop")).count();
    return Tuple.of(stopped, stops, end.reason());
  }

  @Rule(
      value = "A child that does not end in its time is killed",
      source = "supervisor(3): child_spec(), shutdown",
      outcome = "{ok,killed}")
  static Object aDynamicChildThatTakesTooLongIsKilled(Stage stage) {
    Pid supervisor = supervisor(stage, SPEC);
    Pid child =
        start(
            stage,
            supervisor,
            ChildSpec.worker("a", new Actor(), new Actor.Act(self -> self.trapExit(true)))
                .shutdown(Duration.ofMillis(50)));
    Stage.Ending end = stage.watch(child);
    return Tuple.of(terminate(stage, supervisor, child), end.reason());
  }

  @Rule(
      value = "Its children cannot be significant",
      source = "supervisor(3): Automatic Shutdown",
      outcome = "refused",
      notOnErl = "OTP refuses the flags of the supervisor, Mob each child")
  static Object aChildCannotBeSignificant(Stage stage) {
    Object result =
        tryStart(
            stage,
            supervisor(stage, SPEC),
            Tree.child(stage, "a").restart(Restart.TRANSIENT).significant(true));
    return result instanceof Tuple ? "refused" : result;
  }

  @Rule(
      value = "With max_children running, one more is refused until one has ended",
      source = "Elixir, DynamicSupervisor: :max_children",
      outcome = "{ok,{error,max_children},ok}",
      notOnErl = "Elixir's, not OTP's")
  static Object theNumberOfChildrenCanBeLimited(Stage stage) {
    Pid supervisor = supervisor(stage, SPEC.maxChildren(1));
    ChildSpec child = Tree.child(stage, "a").restart(Restart.TEMPORARY);
    Object first = tryStart(stage, supervisor, child);
    Object second = tryStart(stage, supervisor, child);
    exit(stage, children(stage, supervisor).get(0).pid(), ExitReason.NORMAL);
    return Tuple.of(first, second, tryStart(stage, supervisor, child));
  }
}
