package dev.mob.process.conformance;

import dev.mob.process.Child;
import dev.mob.process.ChildCount;
import dev.mob.process.ChildSpec;
import dev.mob.process.ExitReason;
import dev.mob.process.Init;
import dev.mob.process.Pid;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Strategy;
import dev.mob.process.Supervisor;
import dev.mob.process.SupervisorSpec;
import dev.mob.process.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A supervisor on a stage, whose children note when they start and stop; the counterpart of {@code
 * tree.erl}.
 */
final class Tree {
  private final Stage stage;
  private final Pid supervisor;

  private Tree(Stage stage, Pid supervisor) {
    this.stage = stage;
    this.supervisor = supervisor;
  }

  /** Children of these ids, permanent, under a supervisor that may restart often. */
  static Tree of(Stage stage, Strategy strategy, String... ids) {
    List<ChildSpec> children =
        Arrays.stream(ids).map(id -> child(stage, id)).collect(Collectors.toList());
    return of(stage, SupervisorSpec.of(strategy, children).intensity(10, Duration.ofSeconds(60)));
  }

  static Tree of(Stage stage, SupervisorSpec spec) {
    return new Tree(
        stage,
        stage.play("supervisor", Supervisor.start(stage.runtime(), spec, SpawnOptions.NONE)));
  }

  /** A child that notes its start and, with its reason, its end; it traps exits. */
  static ChildSpec child(Stage stage, String id) {
    return ChildSpec.worker(id, noting(stage), id);
  }

  static Server noting(Stage stage) {
    return Server.plain()
        .init(
            (id, self) -> {
              self.trapExit(true);
              stage.note(Tuple.of("start", id));
              return Init.ok(id);
            })
        .terminate((reason, id, self) -> stage.note(Tuple.of("stop", id, reason)));
  }

  Pid supervisor() {
    return supervisor;
  }

  private List<Child> children() {
    return Supervisor.whichChildren(stage.runtime(), supervisor);
  }

  Pid pid(String id) {
    return children().stream()
        .filter(child -> child.spec().id().equals(id))
        .map(Child::pid)
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no child " + id));
  }

  /** Makes a child exit with this reason by itself, and waits for its end. */
  void exit(String id, ExitReason reason) {
    Pid child = pid(id);
    Stage.Ending end = stage.watch(child);
    stage.exit(child, reason);
    end.reason();
  }

  /** {@code which_children}, by id: {@code {Id, running | undefined | restarting}}. */
  List<Object> shown() {
    List<Object> shown = new ArrayList<>();
    List<Child> children = new ArrayList<>(children());
    children.sort(Comparator.comparing(child -> child.spec().id().toString()));
    for (Child child : children) {
      String status =
          child.pid() != null
              ? "running"
              : child.status() == Child.Status.RESTARTING ? "restarting" : "undefined";
      shown.add(Tuple.of(child.spec().id(), status));
    }
    return shown;
  }

  /** {@code count_children}: specs, active, supervisors, workers. */
  Object counted() {
    ChildCount count = Supervisor.countChildren(stage.runtime(), supervisor);
    return Tuple.of(count.specs(), count.active(), count.supervisors(), count.workers());
  }

  Object stop() {
    return stage.stop(supervisor, ExitReason.SHUTDOWN);
  }

  Object startChild(ChildSpec child) {
    return stage.started(() -> Supervisor.startChild(stage.runtime(), supervisor, child));
  }

  Object terminateChild(String id) {
    return found(Supervisor.terminateChild(stage.runtime(), supervisor, id));
  }

  Object restartChild(String id) {
    return stage.started(() -> Supervisor.restartChild(stage.runtime(), supervisor, id));
  }

  Object deleteChild(String id) {
    try {
      return found(Supervisor.deleteChild(stage.runtime(), supervisor, id));
    } catch (IllegalStateException runs) {
      return Tuple.of("error", "running");
    }
  }

  private static Object found(boolean found) {
    return found ? "ok" : Tuple.of("error", "not_found");
  }
}
