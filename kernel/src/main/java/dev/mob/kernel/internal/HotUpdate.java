package dev.mob.kernel.internal;

import dev.mob.config.Version;
import dev.mob.kernel.Failure;
import dev.mob.kernel.PlannedExtension;
import dev.mob.kernel.UpdateFailed;
import dev.mob.kernel.UpdateFailed.Step;
import dev.mob.kernel.UpdateReport;
import dev.mob.kernel.internal.extension.Environment;
import dev.mob.kernel.internal.extension.Successor;
import dev.mob.kernel.internal.extension.Unit;
import dev.mob.kernel.internal.update.ReplacingCode;
import dev.mob.process.CallFailed;
import dev.mob.process.ChildSpec;
import dev.mob.process.CodeUpdate;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.StartFailed;
import dev.mob.process.Supervisor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One hot update of one extension, from the planned new version to its acceptance or the return of
 * the old one. Its steps are called with the kernel's turn held; between {@link #apply} and {@link
 * #accept} or {@link #goBack} the kernel goes on. Used once.
 */
final class HotUpdate {
  private static final Logger LOG = LoggerFactory.getLogger(HotUpdate.class);

  private final ExtensionSet extensions;
  private final Environment environment;
  private final Unit running;
  private final PlannedExtension next;
  private final Duration pauseLimit;
  private final int number;
  private final CompletableFuture<Optional<Failure>> verdict = new CompletableFuture<>();
  private final List<String> restarted = new ArrayList<>();
  private Unit fresh;
  private Successor successor;
  private CodeUpdate update;

  /**
   * @param number no other update of this kernel has it
   * @param pauseLimit how long the processes may rest at most
   */
  HotUpdate(
      ExtensionSet extensions,
      Environment environment,
      Unit running,
      PlannedExtension next,
      Duration pauseLimit,
      int number) {
    this.extensions = extensions;
    this.environment = environment;
    this.running = running;
    this.next = next;
    this.pauseLimit = pauseLimit;
    this.number = number;
  }

  String id() {
    return next.id();
  }

  /** The unit of the new version. */
  Unit fresh() {
    return fresh;
  }

  /**
   * Completed by the first crash of a process with that, or by {@link #accept} and {@link #goBack}
   * with nothing.
   */
  CompletableFuture<Optional<Failure>> verdict() {
    return verdict;
  }

  // ---- forward

  /**
   * Brings the new version into the old one's place.
   *
   * @throws UpdateFailed when a step failed; all is as it was
   */
  UpdateReport apply() {
    long begun = System.nanoTime();
    Version from = running.planned().descriptor().version();
    fresh = extensions.make(next, running.planned().id() + "#" + number, environment);
    successor = new Successor(running, fresh);
    Optional<Failure> refused = successor.check();
    if (refused.isPresent()) {
      throw failed(Step.CHECK, true, refused.get());
    }
    orDiscard(Step.INSTALL, successor.install());
    orDiscard(Step.ACTIVATE, successor.activate());
    List<PlannedExtension> dependants = stopDependants();
    Exchange exchange = new Exchange(successor, from, null);
    try {
      exchange.carryOut();
    } catch (UpdateFailed failed) {
      successor.discard();
      start(dependants);
      throw failed;
    }
    update = exchange.update();
    swap(running, fresh);
    List<String> ended = List.of();
    Optional<Failure> unfinished = Optional.empty();
    if (!exchange.isTidy()) {
      try {
        ended = exchange.tidy();
      } catch (StartFailed | CallFailed e) {
        unfinished = Optional.of(Failure.of("a new child did not start: " + e.getMessage(), e));
      }
      watch(update);
    }
    successor.withdrawOld();
    start(dependants);
    if (unfinished.isPresent()) {
      throw goBack(Step.ACTIVATE, unfinished.get());
    }
    return new UpdateReport(
        id(),
        from,
        next.descriptor().version(),
        exchange.processes(),
        exchange.pause(),
        Duration.ofNanos(System.nanoTime() - begun),
        ended,
        restarted);
  }

  private void watch(CodeUpdate session) {
    session.watch((pid, reason) -> verdict.complete(Optional.of(crash(pid, reason))));
  }

  /** The new version stays: nothing of the old one is kept any more. */
  void accept() {
    update.accept();
    successor.uninstallOld();
    environment.framework().refresh();
    verdict.complete(Optional.empty());
  }

  private void orDiscard(Step step, Optional<Failure> failure) {
    if (failure.isPresent()) {
      successor.discard();
      throw failed(step, true, failure.get());
    }
  }

  UpdateFailed failed(Step step, boolean restored, Failure failure) {
    return new UpdateFailed(
        step,
        restored,
        "the update of "
            + id()
            + " from "
            + running.planned().descriptor().version()
            + " to "
            + next.descriptor().version(),
        failure);
  }

  private Failure crash(Pid pid, ExitReason reason) {
    Failure failure = reason.cause() == null ? Failure.of("") : Failure.of("", reason.cause());
    return new Failure("its process " + pid + " crashed: " + reason, failure.detail());
  }

  // ---- back

  /**
   * Brings the old version back, with the states that it had.
   *
   * @throws UpdateFailed always; it says whether the old version runs again
   */
  UpdateFailed goBack(Step step, Failure because) {
    verdict.complete(Optional.of(because));
    Unit again = extensions.make(running.planned(), running.location(), environment);
    Successor back = new Successor(fresh, again);
    back.installed(successor.oldBundle());
    List<PlannedExtension> dependants = stopDependants();
    Optional<Failure> refused = back.activate();
    if (!refused.isPresent()) {
      refused = exchangeBack(back, again);
    }
    if (refused.isPresent()) {
      back.discard();
      update.accept();
      startAnew(again);
    } else {
      back.withdrawOld();
      back.uninstallOld();
    }
    environment.framework().show(Collections.singleton(successor.oldBundle()));
    environment.framework().refresh();
    start(dependants);
    return failed(
        step,
        !refused.isPresent(),
        refused.isPresent()
            ? Failure.of(
                because.summary()
                    + "; the old version was started anew, for it could not take its processes"
                    + " back: "
                    + refused.get().summary())
            : because);
  }

  private Optional<Failure> exchangeBack(Successor back, Unit again) {
    Exchange exchange = new Exchange(back, next.descriptor().version(), update);
    try {
      exchange.carryOut();
    } catch (UpdateFailed failed) {
      return Optional.of(failed.failure());
    }
    swap(fresh, again);
    // Only now may supervisors go on that the crash has stopped.
    update.accept();
    try {
      exchange.tidy();
      back.startLate();
    } catch (StartFailed | CallFailed e) {
      LOG.warn("extension {}: a child of the old version did not start again", id(), e);
    }
    return Optional.empty();
  }

  /** The last resort: the old version with new processes. */
  private void startAnew(Unit again) {
    fresh.stop(environment.stopLimit(), Optional.empty(), line -> {});
    successor.uninstallOld();
    environment.framework().refresh();
    Unit anew = extensions.make(running.planned(), environment);
    swap(fresh, anew);
    extensions.install(Collections.singleton(anew), environment);
    extensions.activate(anew);
  }

  // ---- the exchange of code

  /** Processes at rest between two versions; one direction of an update. */
  private final class Exchange {
    private final Successor to;
    private final CodeUpdate session;
    private final CodeUpdate undone;
    private final ReplacingCode code;
    private long restedAt;
    private int processes;
    private Duration pause = Duration.ZERO;
    private Map<Pid, List<ChildSpec>> added;
    private Map<Pid, Set<Object>> dropped;

    /**
     * @param undone the update that this takes back; {@code null} for none
     */
    Exchange(Successor to, Version from, CodeUpdate undone) {
      this.to = to;
      this.undone = undone;
      ClassLoader old = to.oldLoader();
      this.session =
          environment
              .runtime()
              .sys()
              .beginUpdate(
                  to.supervisor(), behaviour -> behaviour.codeClass().getClassLoader() == old);
      this.code =
          new ReplacingCode(from, old, to.newLoader(), to.declared(), to.ending(), to.stands());
    }

    /** All of it; when it fails nothing has changed, and the processes go on as they were. */
    void carryOut() throws UpdateFailed {
      try {
        rest();
        prepare();
        commit();
      } catch (UpdateFailed failed) {
        abandon();
        throw failed;
      }
    }

    private void rest() {
      restedAt = System.nanoTime();
      try {
        processes = session.quiesce(pauseLimit);
      } catch (CodeUpdate.NotAtRest busy) {
        throw failed(Step.QUIESCE, true, Failure.of(busy.getMessage()));
      }
    }

    private void prepare() {
      Optional<Failure> refused =
          to.run(
              "code-change",
              pauseLimit,
              () -> {
                if (undone == null) {
                  session.prepare(code);
                } else {
                  session.prepareReturn(code, undone);
                }
              });
      if (refused.isPresent()) {
        throw failed(Step.CODE_CHANGE, true, refused.get());
      }
    }

    private void commit() {
      added = session.added();
      dropped = session.dropped();
      try {
        to.giveServices();
      } catch (RuntimeException refused) {
        throw failed(
            Step.ACTIVATE,
            true,
            Failure.of("a service cannot be registered: " + refused.getMessage(), refused));
      }
      try {
        session.commit();
        to.takeOver();
        if (undone == null && isTidy()) {
          watch(session);
        }
      } finally {
        session.close();
      }
      pause = Duration.ofNanos(System.nanoTime() - restedAt);
    }

    /** True when both versions have the same children. */
    boolean isTidy() {
      return added.isEmpty() && dropped.isEmpty() && to.ending().isEmpty();
    }

    /**
     * Ends children that are not wanted any more and starts those that are new. Asks supervisors,
     * so not while a watch may stop them.
     */
    List<String> tidy() {
      List<String> ended = new ArrayList<>();
      Set<Object> ending = to.ending();
      to.endChildren(to.supervisor(), ending);
      ending.forEach(child -> ended.add(String.valueOf(child)));
      dropped.forEach(
          (supervisor, children) -> {
            to.endChildren(supervisor, children);
            children.forEach(child -> ended.add(String.valueOf(child)));
          });
      added.forEach(
          (supervisor, children) ->
              children.forEach(
                  child -> Supervisor.startChild(environment.runtime(), supervisor, child)));
      return ended;
    }

    private void abandon() {
      session.close();
    }

    CodeUpdate update() {
      return session;
    }

    int processes() {
      return processes;
    }

    Duration pause() {
      return pause;
    }
  }

  private void swap(Unit old, Unit now) {
    List<Unit> order = new ArrayList<>(extensions.units());
    order.replaceAll(unit -> unit == old ? now : unit);
    extensions.replace(order);
  }

  // ---- those that depend on it

  /** Their wiring and their services are the other version's: they are started again. */
  private List<PlannedExtension> stopDependants() {
    List<PlannedExtension> plans = new ArrayList<>();
    List<Unit> stopping = extensions.activeDependants(Collections.singleton(id()));
    for (Unit dependant : stopping) {
      dependant.stop(environment.stopLimit(), Optional.empty(), line -> {});
      plans.add(0, dependant.planned());
    }
    return plans;
  }

  private void start(List<PlannedExtension> dependants) {
    List<Unit> units = new ArrayList<>();
    for (PlannedExtension planned : dependants) {
      Unit unit = extensions.make(planned, environment);
      swap(extensions.find(planned.id()), unit);
      units.add(unit);
      if (!restarted.contains(planned.id())) {
        restarted.add(planned.id());
      }
    }
    if (!units.isEmpty()) {
      environment.framework().refresh();
      extensions.install(units, environment);
      units.forEach(extensions::activate);
    }
  }
}
