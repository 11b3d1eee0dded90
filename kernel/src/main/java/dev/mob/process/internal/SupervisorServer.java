package dev.mob.process.internal;

import dev.mob.process.Atom;
import dev.mob.process.AutoShutdown;
import dev.mob.process.Behaviour;
import dev.mob.process.CallFailed;
import dev.mob.process.Child;
import dev.mob.process.ChildCount;
import dev.mob.process.ChildSpec;
import dev.mob.process.Down;
import dev.mob.process.Exit;
import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Receive;
import dev.mob.process.Restart;
import dev.mob.process.Self;
import dev.mob.process.StartResult;
import dev.mob.process.Strategy;
import dev.mob.process.SupervisionTree;
import dev.mob.process.SupervisorRequest;
import dev.mob.process.SupervisorSpec;
import dev.mob.process.Tuple;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process behind {@link dev.mob.process.Supervisor}.
 *
 * <p>OTP's supervisor waits inside its callbacks while a child starts or stops. This one never
 * waits: it does one thing at a time (a start sequence, a stop sequence), and what comes meanwhile,
 * other requests and other children's ends, waits in {@code later} until the present thing is done.
 * The outcome is the same, in the same order, but a slow child holds no worker, {@code
 * which_children} answers at once, and a supervisor that starts can be told to stop.
 */
public final class SupervisorServer
    implements Receive<SupervisorServer.State>, StartsLater, StopsInOrder {
  /** The one instance: a supervisor's code has no state. */
  public static final Behaviour<?> BEHAVIOUR = new SupervisorServer();

  private static final Logger LOG = LoggerFactory.getLogger(dev.mob.process.Supervisor.class);
  private static final Atom FAILED_TO_START_CHILD = Atom.of("failed_to_start_child");
  private static final ExitReason NOT_FOUND = ExitReason.of("not_found");
  private static final ExitReason RUNNING = ExitReason.of("running");
  private static final ExitReason RESTARTING = ExitReason.of("restarting");

  private SupervisorServer() {}

  /** One supervisor; touched by its process alone. */
  static final class State {
    Strategy strategy;
    AutoShutdown autoShutdown;
    RestartIntensity intensity;
    final Map<Object, Supervised> children = new LinkedHashMap<>();
    final Map<Pid, Supervised> byPid = new HashMap<>();

    /** What comes while something is under way. */
    final ArrayDeque<Object> later = new ArrayDeque<>();

    /** Children still to start, in order; the first is starting. */
    final ArrayDeque<Supervised> toStart = new ArrayDeque<>();

    /** Children still to stop, in order; the first is stopping. */
    final ArrayDeque<Supervised> toStop = new ArrayDeque<>();

    /** What to do when all of {@code toStart} run; told the failure, or {@code null}. */
    StartsEnded afterStarts;

    Runnable afterStops;

    /** Why the supervisor is ending; {@code null} while it is not. */
    ExitReason ending;

    /** What a new version of the code says of this supervisor itself. */
    void flags(SupervisorSpec spec) {
      strategy = spec.strategy();
      autoShutdown = spec.autoShutdown();
      intensity = intensity.with(spec.intensity(), spec.period());
    }
  }

  private interface StartsEnded {
    void ended(Supervised failed, StartResult result);
  }

  /** From a child that is starting: how its start ended. */
  private record ChildStarted(Supervised child, StartResult result) {}

  private record StopTimeout(Supervised child, Pid pid) {}

  private record RetryRestart(Supervised child) {}

  private record StopSupervisor(ExitReason reason) {}

  // ---- start

  @Override
  public State init(Object argument, Self self) {
    SupervisorSpec spec = (SupervisorSpec) argument;
    self.trapExit(true);
    State state = new State();
    state.strategy = spec.strategy();
    state.autoShutdown = spec.autoShutdown();
    state.intensity = new RestartIntensity(spec.intensity(), spec.period());
    for (ChildSpec child : spec.children()) {
      String refused = refusedAsSignificant(child, state.autoShutdown);
      if (refused != null) {
        throw new IllegalArgumentException(
            "child " + child.id() + " is significant but " + refused);
      }
      if (state.children.put(child.id(), new Supervised(child)) != null) {
        throw new IllegalArgumentException("two children have the id " + child.id());
      }
    }
    ProcessCell process = (ProcessCell) self;
    start(
        process,
        state,
        state.children.values(),
        (failed, result) -> {
          if (failed == null) {
            process.startEnded(StartResult.ok(process));
          } else {
            ExitReason why =
                ExitReason.shutdown(
                    Tuple.of(FAILED_TO_START_CHILD, failed.spec.id(), result.failure().term()));
            end(process, state, why);
          }
        });
    return state;
  }

  /** Why a child cannot be significant here; {@code null} when it can, or is not. */
  private static String refusedAsSignificant(ChildSpec child, AutoShutdown autoShutdown) {
    if (!child.isSignificant()) {
      return null;
    }
    if (autoShutdown == AutoShutdown.NEVER) {
      return "its supervisor's autoShutdown is NEVER";
    }
    return child.restart() == Restart.PERMANENT ? "it is permanent, so its end is none" : null;
  }

  // ---- messages

  @Override
  public State receive(Object message, State state, Self self) {
    ProcessCell process = (ProcessCell) self;
    if (message instanceof Exit) {
      Exit exit = (Exit) message;
      if (process.isParent(exit.from())) {
        end(process, state, exit.reason());
      } else if (!noteStopping(state, exit)) {
        defer(process, state, exit);
      }
    } else if (message instanceof ChildStarted) {
      childStarted(process, state, (ChildStarted) message);
    } else if (message instanceof Down) {
      childDown(process, state, (Down) message);
    } else if (message instanceof StopTimeout) {
      stopTimeout(process, state, (StopTimeout) message);
    } else if (message instanceof StopSupervisor) {
      end(process, state, ((StopSupervisor) message).reason());
    } else if (message instanceof RetryRestart) {
      defer(process, state, message);
    } else if (message instanceof Tuple && ((Tuple) message).isTagged(CallRequest.TAG, 3)) {
      Tuple call = (Tuple) message;
      From from = RemoteFrom.of(process.system, call);
      if (from == null || !answerAtOnce(state, call.get(2), from)) {
        defer(process, state, call);
      }
    } else {
      self.logUnexpected(message);
    }
    return state;
  }

  private void defer(ProcessCell process, State state, Object message) {
    state.later.add(message);
    next(process, state);
  }

  /** Goes on with what waited, once nothing is under way. */
  private void next(ProcessCell process, State state) {
    while (isFree(state) && !process.hasEnded()) {
      Object message = state.later.poll();
      if (message == null) {
        return;
      }
      if (message instanceof Exit) {
        childExit(process, state, (Exit) message);
      } else if (message instanceof RetryRestart) {
        retry(process, state, ((RetryRestart) message).child());
      } else {
        Tuple call = (Tuple) message;
        answer(process, state, call.get(2), RemoteFrom.of(process.system, call));
      }
    }
  }

  private static boolean isFree(State state) {
    return state.ending == null && state.afterStarts == null && state.afterStops == null;
  }

  // ---- starting children

  private void start(
      ProcessCell process, State state, Iterable<Supervised> children, StartsEnded after) {
    for (Supervised child : children) {
      state.toStart.add(child);
    }
    state.afterStarts = after;
    startFirst(process, state);
  }

  private void startFirst(ProcessCell process, State state) {
    Supervised child = state.toStart.peek();
    if (child == null) {
      StartsEnded after = state.afterStarts;
      state.afterStarts = null;
      after.ended(null, null);
      next(process, state);
      return;
    }
    child.status = Child.Status.STARTING;
    child.pid = null;
    child.pid =
        process.system.spawn(
            process,
            child.spec.behaviour(),
            child.spec.argument(),
            child.spec.options().link(),
            child.takeRestored(),
            result -> process.push(new Message.SystemMessage(new ChildStarted(child, result))));
  }

  private void childStarted(ProcessCell process, State state, ChildStarted started) {
    Supervised child = started.child();
    if (state.toStart.peek() != child || child.status != Child.Status.STARTING) {
      return;
    }
    state.toStart.poll();
    StartResult result = started.result();
    if (result.failure() == null) {
      if (result.pid() == null) {
        child.status = Child.Status.UNDEFINED;
        child.pid = null;
        if (child.spec.restart() == Restart.TEMPORARY) {
          state.children.remove(child.spec.id(), child);
        }
      } else {
        child.status = Child.Status.RUNNING;
        child.pid = result.pid();
        state.byPid.put(child.pid, child);
      }
      startFirst(process, state);
      return;
    }
    child.status = Child.Status.UNDEFINED;
    child.pid = null;
    child.lastExit = result.failure();
    if (!result.failure().isOrderly()) {
      LOG.error(
          "{} could not start its child {}: {}",
          nameOf(process),
          child.spec.id(),
          result.failure());
    }
    state.toStart.clear();
    StartsEnded after = state.afterStarts;
    state.afterStarts = null;
    after.ended(child, result);
    next(process, state);
  }

  // ---- stopping children

  private void stop(
      ProcessCell process, State state, List<Supervised> inStartOrder, Runnable after) {
    List<Supervised> reversed = new ArrayList<>(inStartOrder);
    Collections.reverse(reversed);
    for (Supervised child : reversed) {
      if (child.pid != null) {
        state.toStop.add(child);
      }
    }
    state.afterStops = after;
    stopFirst(process, state);
  }

  private void stopFirst(ProcessCell process, State state) {
    Supervised child = state.toStop.peek();
    if (child == null) {
      Runnable after = state.afterStops;
      state.afterStops = null;
      after.run();
      if (!process.hasEnded()) {
        next(process, state);
      }
      return;
    }
    child.status = Child.Status.STOPPING;
    child.stopMonitor = process.monitor(child.pid);
    Duration shutdown = child.spec.shutdown();
    if (shutdown.equals(ChildSpec.BRUTAL_KILL)) {
      process.exit(child.pid, ExitReason.KILL);
      return;
    }
    process.exit(child.pid, ExitReason.SHUTDOWN);
    if (!shutdown.equals(ChildSpec.INFINITY)) {
      child.stopTimer = process.sendAfter(shutdown, process, new StopTimeout(child, child.pid));
    }
  }

  private void stopTimeout(ProcessCell process, State state, StopTimeout timeout) {
    if (state.toStop.peek() == timeout.child() && timeout.pid().equals(timeout.child().pid)) {
      timeout.child().stopTimer = null;
      process.exit(timeout.pid(), ExitReason.KILL);
    }
  }

  /** The exit signal of a child that is being stopped comes before its down; the down counts. */
  private boolean noteStopping(State state, Exit exit) {
    for (Supervised child : state.toStop) {
      if (exit.from().equals(child.pid)) {
        child.lastExit = exit.reason();
        return true;
      }
    }
    return false;
  }

  private void childDown(ProcessCell process, State state, Down down) {
    Supervised child = state.toStop.peek();
    if (child == null || !down.monitor().equals(child.stopMonitor)) {
      return;
    }
    state.toStop.poll();
    ExitReason reason =
        down.reason().equals(ExitReason.NOPROC) && child.lastExit != null
            ? child.lastExit
            : down.reason();
    boolean brutal = child.spec.shutdown().equals(ChildSpec.BRUTAL_KILL);
    boolean asAsked = reason.isOrderly() || (brutal && reason.equals(ExitReason.KILLED));
    if (!asAsked) {
      LOG.error(
          "{} stopped its child {} ({}), which ended with {}",
          nameOf(process),
          child.spec.id(),
          child.pid,
          reason);
    }
    state.byPid.remove(child.pid);
    stopped(process, child, reason);
    if (child.spec.restart() == Restart.TEMPORARY) {
      state.children.remove(child.spec.id());
    }
    stopFirst(process, state);
  }

  private static void stopped(ProcessCell process, Supervised child, ExitReason reason) {
    child.pid = null;
    child.status = Child.Status.UNDEFINED;
    child.lastExit = reason;
    child.stopMonitor = null;
    if (child.stopTimer != null) {
      process.cancelTimer(child.stopTimer);
      child.stopTimer = null;
    }
  }

  // ---- a child ended by itself

  private void childExit(ProcessCell process, State state, Exit exit) {
    Supervised child = state.byPid.remove(exit.from());
    if (child == null) {
      return;
    }
    child.pid = null;
    child.lastExit = exit.reason();
    child.status = Child.Status.UNDEFINED;
    Restart type = child.spec.restart();
    boolean restarts =
        type == Restart.PERMANENT || (type == Restart.TRANSIENT && !exit.reason().isOrderly());
    if (!exit.reason().isOrderly()) {
      LOG.error(
          "{}: its child {} ({}) ended with {}{}",
          nameOf(process),
          child.spec.id(),
          exit.from(),
          exit.reason(),
          restarts ? " and is restarted" : "");
    }
    if (restarts) {
      restart(process, state, child);
      return;
    }
    if (type == Restart.TEMPORARY) {
      state.children.remove(child.spec.id());
    }
    if (child.spec.isSignificant() && shutsDown(state)) {
      end(process, state, ExitReason.SHUTDOWN);
    }
  }

  private static boolean shutsDown(State state) {
    if (state.autoShutdown == AutoShutdown.ANY_SIGNIFICANT) {
      return true;
    }
    if (state.autoShutdown == AutoShutdown.NEVER) {
      return false;
    }
    for (Supervised other : state.children.values()) {
      boolean active = other.pid != null || other.status == Child.Status.RESTARTING;
      if (other.spec.isSignificant() && active) {
        return false;
      }
    }
    return true;
  }

  private void restart(ProcessCell process, State state, Supervised child) {
    if (!state.intensity.allow(process.system.clock().nanoTime())) {
      LOG.error(
          "{} gives up: more restarts than allowed, the last of child {} after {}",
          nameOf(process),
          child.spec.id(),
          child.lastExit);
      state.children.remove(child.spec.id(), child);
      // The reason is OTP's; the last crash stays visible behind it.
      end(process, state, ExitReason.SHUTDOWN.causedBy(child.lastExit.cause()));
      return;
    }
    child.status = Child.Status.RESTARTING;
    List<Supervised> affected = affectedBy(state, child);
    for (Supervised each : affected) {
      each.restarts++;
    }
    List<Supervised> others = new ArrayList<>(affected);
    others.remove(child);
    if (others.isEmpty()) {
      startAgain(process, state, affected);
    } else {
      stop(process, state, others, () -> startAgain(process, state, affected));
    }
  }

  private static List<Supervised> affectedBy(State state, Supervised child) {
    if (state.strategy == Strategy.ONE_FOR_ONE) {
      return Collections.singletonList(child);
    }
    List<Supervised> affected = new ArrayList<>();
    boolean reached = state.strategy == Strategy.ONE_FOR_ALL;
    for (Supervised each : state.children.values()) {
      reached |= each == child;
      if (reached) {
        affected.add(each);
      }
    }
    return affected;
  }

  private void startAgain(ProcessCell process, State state, List<Supervised> affected) {
    List<Supervised> left = new ArrayList<>(affected);
    // Temporary children that were stopped for another's sake are gone.
    left.removeIf(each -> state.children.get(each.spec.id()) != each);
    start(
        process,
        state,
        left,
        (failed, result) -> {
          if (failed != null) {
            failed.status = Child.Status.RESTARTING;
            process.push(new Message.SystemMessage(new RetryRestart(failed)));
          }
        });
  }

  private void retry(ProcessCell process, State state, Supervised child) {
    boolean wanted =
        state.children.get(child.spec.id()) == child && child.status == Child.Status.RESTARTING;
    if (wanted) {
      restart(process, state, child);
    }
  }

  // ---- requests

  private static boolean answerAtOnce(State state, Object request, From from) {
    if (request instanceof SupervisorRequest.WhichChildren) {
      List<Child> children = new ArrayList<>(state.children.size());
      for (Supervised child : state.children.values()) {
        children.add(child.shown());
      }
      from.reply(Collections.unmodifiableList(children));
      return true;
    }
    if (request instanceof SupervisorRequest.CountChildren) {
      from.reply(count(state.children.values()));
      return true;
    }
    return false;
  }

  static ChildCount count(Iterable<Supervised> children) {
    int specs = 0;
    int active = 0;
    int supervisors = 0;
    for (Supervised child : children) {
      specs++;
      active += child.isRunning() ? 1 : 0;
      supervisors += child.spec.isSupervisor() ? 1 : 0;
    }
    return new ChildCount(specs, active, supervisors, specs - supervisors);
  }

  private void answer(ProcessCell process, State state, Object request, From from) {
    if (from == null) {
      return;
    }
    if (request instanceof SupervisorRequest.StartChild) {
      startChild(process, state, ((SupervisorRequest.StartChild) request).child(), from);
    } else if (request instanceof SupervisorRequest.TerminateChild) {
      terminateChild(process, state, (SupervisorRequest.TerminateChild) request, from);
    } else if (request instanceof SupervisorRequest.RestartChild) {
      restartChild(process, state, ((SupervisorRequest.RestartChild) request).id(), from);
    } else if (request instanceof SupervisorRequest.DeleteChild) {
      deleteChild(state, ((SupervisorRequest.DeleteChild) request).id(), from);
    } else {
      process.logUnexpected(request);
    }
  }

  private void startChild(ProcessCell process, State state, ChildSpec spec, From from) {
    Supervised present = state.children.get(spec.id());
    if (present != null) {
      from.reply(
          StartResult.failed(
              present.pid == null
                  ? ExitReason.of("already_present")
                  : ExitReason.of(Tuple.of(Atom.of("already_started"), present.pid))));
      return;
    }
    if (refusedAsSignificant(spec, state.autoShutdown) != null) {
      from.reply(
          StartResult.failed(
              ExitReason.of(Tuple.of(Atom.of("bad_child_spec"), Atom.of("significant")))));
      return;
    }
    Supervised child = new Supervised(spec);
    state.children.put(spec.id(), child);
    start(
        process,
        state,
        Collections.singletonList(child),
        (failed, result) -> {
          if (failed != null) {
            state.children.remove(spec.id());
          }
          from.reply(failed != null ? result : new StartResult(child.pid, null));
        });
  }

  private void terminateChild(
      ProcessCell process, State state, SupervisorRequest.TerminateChild request, From from) {
    Supervised child =
        request.id() != null ? state.children.get(request.id()) : state.byPid.get(request.pid());
    if (child == null) {
      from.reply(false);
      return;
    }
    child.status = Child.Status.UNDEFINED;
    stop(process, state, Collections.singletonList(child), () -> from.reply(true));
  }

  private void restartChild(ProcessCell process, State state, Object id, From from) {
    Supervised child = state.children.get(id);
    if (child == null) {
      from.reply(StartResult.failed(NOT_FOUND));
    } else if (child.pid != null) {
      from.reply(StartResult.failed(RUNNING));
    } else if (child.status == Child.Status.RESTARTING) {
      from.reply(StartResult.failed(RESTARTING));
    } else {
      start(
          process,
          state,
          Collections.singletonList(child),
          (failed, result) ->
              from.reply(failed != null ? result : new StartResult(child.pid, null)));
    }
  }

  private static void deleteChild(State state, Object id, From from) {
    Supervised child = state.children.get(id);
    if (child == null) {
      from.reply(false);
    } else if (child.pid != null) {
      from.reply(RUNNING);
    } else if (child.status == Child.Status.RESTARTING) {
      from.reply(RESTARTING);
    } else {
      state.children.remove(id);
      from.reply(true);
    }
  }

  // ---- end

  /** Stops all children in reverse, whatever is under way, and ends with this reason. */
  private void end(ProcessCell process, State state, ExitReason reason) {
    if (state.ending != null) {
      return;
    }
    state.ending = reason;
    state.afterStarts = null;
    state.toStart.clear();
    Supervised stopping = state.toStop.poll();
    state.toStop.clear();
    List<Supervised> running = new ArrayList<>(state.children.values());
    running.removeIf(child -> child == stopping);
    Runnable rest = () -> stop(process, state, running, () -> process.end(reason, false, null));
    if (stopping == null) {
      rest.run();
    } else {
      // It has been told already; wait for it first.
      state.toStop.add(stopping);
      state.afterStops = rest;
    }
  }

  @Override
  public void stop(ProcessCell self, ExitReason reason) {
    self.push(new Message.SystemMessage(new StopSupervisor(reason)));
  }

  static String nameOf(ProcessCell process) {
    Extras extras = process.extras;
    return extras != null && extras.names().length > 0
        ? "supervisor " + extras.names()[0]
        : "supervisor " + process;
  }

  // ---- reading the tree

  /** Reads the tree below a supervisor; see {@link dev.mob.process.Supervisor#tree}. */
  public static SupervisionTree tree(ProcessRuntime runtime, Pid supervisor, Duration timeout) {
    List<Atom> names =
        runtime.info(supervisor).map(info -> info.names()).orElse(Collections.emptyList());
    Object id = names.isEmpty() ? supervisor : names.get(0);
    return new SupervisionTree(
        id,
        supervisor,
        true,
        Child.Status.RUNNING,
        0,
        null,
        runtime.info(supervisor).orElse(null),
        below(runtime, supervisor, timeout));
  }

  @SuppressWarnings("unchecked")
  private static List<SupervisionTree> below(
      ProcessRuntime runtime, Pid supervisor, Duration timeout) {
    List<Child> children;
    try {
      children =
          (List<Child>) runtime.call(supervisor, new SupervisorRequest.WhichChildren(), timeout);
    } catch (CallFailed gone) {
      return Collections.emptyList();
    }
    List<SupervisionTree> all = new ArrayList<>(children.size());
    for (Child child : children) {
      boolean open = child.spec().isSupervisor() && child.pid() != null;
      all.add(
          new SupervisionTree(
              child.spec().id(),
              child.pid(),
              child.spec().isSupervisor(),
              child.status(),
              child.restarts(),
              child.lastExit(),
              child.pid() == null ? null : runtime.info(child.pid()).orElse(null),
              open ? below(runtime, child.pid(), timeout) : Collections.emptyList()));
    }
    return all;
  }
}
