package dev.mob.process.internal;

import dev.mob.process.Atom;
import dev.mob.process.Behaviour;
import dev.mob.process.Child;
import dev.mob.process.ChildSpec;
import dev.mob.process.DynamicSupervisor;
import dev.mob.process.Exit;
import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.Pid;
import dev.mob.process.Receive;
import dev.mob.process.Restart;
import dev.mob.process.Self;
import dev.mob.process.StartResult;
import dev.mob.process.SupervisorRequest;
import dev.mob.process.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process behind {@link DynamicSupervisor}. Its children know nothing of each other, so starts,
 * stops and restarts of different children go on at the same time.
 */
public final class DynamicSupervisorServer
    implements Receive<DynamicSupervisorServer.State>, StopsInOrder {
  /** The one instance: a supervisor's code has no state. */
  public static final Behaviour<?> BEHAVIOUR = new DynamicSupervisorServer();

  private static final Logger LOG = LoggerFactory.getLogger(DynamicSupervisor.class);
  private static final ExitReason MAX_CHILDREN = ExitReason.of("max_children");

  private DynamicSupervisorServer() {}

  /** One supervisor; touched by its process alone. */
  static final class State {
    DynamicSupervisor.Spec spec;
    RestartIntensity intensity;

    /** Running and stopping children, in the order in which they started. */
    final Map<Pid, Supervised> children = new LinkedHashMap<>();

    /** Children whose start has not ended yet, and those between two attempts to restart. */
    final Set<Supervised> starting = new HashSet<>();

    /** Who waits for the end of a child. */
    final Map<Pid, From> terminating = new LinkedHashMap<>();

    ExitReason ending;
  }

  private record ChildStarted(Supervised child, From from, StartResult result) {}

  private record StopTimeout(Pid pid) {}

  private record Retry(Supervised child) {}

  private record StopSupervisor(ExitReason reason) {}

  @Override
  public State init(Object argument, Self self) {
    self.trapExit(true);
    State state = new State();
    state.spec = (DynamicSupervisor.Spec) argument;
    state.intensity = new RestartIntensity(state.spec.intensity(), state.spec.period());
    return state;
  }

  @Override
  public State receive(Object message, State state, Self self) {
    ProcessCell process = (ProcessCell) self;
    if (message instanceof Exit) {
      Exit exit = (Exit) message;
      if (process.isParent(exit.from())) {
        end(process, state, exit.reason());
      } else {
        childExit(process, state, exit);
      }
    } else if (message instanceof ChildStarted) {
      childStarted(process, state, (ChildStarted) message);
    } else if (message instanceof StopTimeout) {
      Pid pid = ((StopTimeout) message).pid();
      if (state.children.containsKey(pid)) {
        process.exit(pid, ExitReason.KILL);
      }
    } else if (message instanceof Retry) {
      Retry retry = (Retry) message;
      if (state.ending == null && state.starting.remove(retry.child())) {
        restart(process, state, retry.child());
      }
    } else if (message instanceof StopSupervisor) {
      end(process, state, ((StopSupervisor) message).reason());
    } else if (message instanceof Tuple && ((Tuple) message).isTagged(CallRequest.TAG, 3)) {
      Tuple call = (Tuple) message;
      From from = RemoteFrom.of(process.system, call);
      if (from != null) {
        answer(process, state, call.get(2), from);
      }
    } else {
      self.logUnexpected(message);
    }
    return state;
  }

  // ---- requests

  private void answer(ProcessCell process, State state, Object request, From from) {
    if (request instanceof SupervisorRequest.StartChild) {
      startChild(process, state, ((SupervisorRequest.StartChild) request).child(), from);
    } else if (request instanceof SupervisorRequest.TerminateChild) {
      terminateChild(process, state, ((SupervisorRequest.TerminateChild) request).pid(), from);
    } else if (request instanceof SupervisorRequest.WhichChildren) {
      List<Child> children = new ArrayList<>(state.children.size());
      for (Supervised child : all(state)) {
        children.add(child.shown());
      }
      from.reply(Collections.unmodifiableList(children));
    } else if (request instanceof SupervisorRequest.CountChildren) {
      from.reply(SupervisorServer.count(all(state)));
    } else {
      process.logUnexpected(request);
    }
  }

  static List<Supervised> all(State state) {
    List<Supervised> all = new ArrayList<>(state.children.values());
    all.addAll(state.starting);
    return all;
  }

  private void startChild(ProcessCell process, State state, ChildSpec spec, From from) {
    if (state.ending != null) {
      from.reply(StartResult.failed(ExitReason.SHUTDOWN));
      return;
    }
    if (state.children.size() + state.starting.size() >= state.spec.maxChildren()) {
      from.reply(StartResult.failed(MAX_CHILDREN));
      return;
    }
    if (spec.isSignificant()) {
      from.reply(
          StartResult.failed(
              ExitReason.of(Tuple.of(Atom.of("bad_child_spec"), Atom.of("significant")))));
      return;
    }
    start(process, state, new Supervised(spec), from);
  }

  private void start(ProcessCell process, State state, Supervised child, From from) {
    child.status = Child.Status.STARTING;
    state.starting.add(child);
    child.pid =
        process.system.spawn(
            process,
            child.spec.behaviour(),
            child.spec.argument(),
            child.spec.options().link(),
            child.takeRestored(),
            result ->
                process.push(new Message.SystemMessage(new ChildStarted(child, from, result))));
  }

  private void childStarted(ProcessCell process, State state, ChildStarted started) {
    Supervised child = started.child();
    if (!state.starting.remove(child)) {
      return;
    }
    StartResult result = started.result();
    if (result.failure() != null) {
      child.pid = null;
      child.lastExit = result.failure();
      if (started.from() != null) {
        started.from().reply(result);
      } else if (state.ending == null) {
        // A restart that failed is tried again; each attempt counts.
        child.status = Child.Status.RESTARTING;
        state.starting.add(child);
        process.push(new Message.SystemMessage(new Retry(child)));
        return;
      }
    } else {
      if (result.pid() != null) {
        child.status = Child.Status.RUNNING;
        state.children.put(result.pid(), child);
      }
      if (started.from() != null) {
        started.from().reply(result);
      }
      if (state.ending != null && result.pid() != null) {
        stop(process, state, child);
      }
    }
    endWhenEmpty(process, state);
  }

  private void terminateChild(ProcessCell process, State state, Pid pid, From from) {
    Supervised child = pid == null ? null : state.children.get(pid);
    if (child == null || state.terminating.containsKey(pid)) {
      from.reply(false);
      return;
    }
    state.terminating.put(pid, from);
    stop(process, state, child);
  }

  private void stop(ProcessCell process, State state, Supervised child) {
    if (child.status == Child.Status.STOPPING) {
      return;
    }
    child.status = Child.Status.STOPPING;
    Duration shutdown = child.spec.shutdown();
    if (shutdown.equals(ChildSpec.BRUTAL_KILL)) {
      process.exit(child.pid, ExitReason.KILL);
      return;
    }
    process.exit(child.pid, ExitReason.SHUTDOWN);
    if (!shutdown.equals(ChildSpec.INFINITY)) {
      child.stopTimer = process.sendAfter(shutdown, process, new StopTimeout(child.pid));
    }
  }

  // ---- ends of children

  private void childExit(ProcessCell process, State state, Exit exit) {
    Supervised child = state.children.remove(exit.from());
    if (child == null) {
      return;
    }
    if (child.stopTimer != null) {
      process.cancelTimer(child.stopTimer);
      child.stopTimer = null;
    }
    boolean asked = child.status == Child.Status.STOPPING;
    child.lastExit = exit.reason();
    child.pid = null;
    From from = state.terminating.remove(exit.from());
    if (from != null) {
      from.reply(true);
    }
    if (!asked) {
      endedByItself(process, state, child, exit);
    }
    endWhenEmpty(process, state);
  }

  private void endedByItself(ProcessCell process, State state, Supervised child, Exit exit) {
    Restart type = child.spec.restart();
    boolean restarts =
        state.ending == null
            && (type == Restart.PERMANENT
                || (type == Restart.TRANSIENT && !exit.reason().isOrderly()));
    if (!exit.reason().isOrderly()) {
      LOG.error(
          "{}: its child {} ({}) ended with {}{}",
          SupervisorServer.nameOf(process),
          child.spec.id(),
          exit.from(),
          exit.reason(),
          restarts ? " and is restarted" : "");
    }
    if (restarts) {
      restart(process, state, child);
    }
  }

  private void restart(ProcessCell process, State state, Supervised child) {
    if (!state.intensity.allow(process.system.clock().nanoTime())) {
      LOG.error(
          "{} gives up: more restarts than allowed, the last of child {} after {}",
          SupervisorServer.nameOf(process),
          child.spec.id(),
          child.lastExit);
      // The reason is OTP's; the last crash stays visible behind it.
      end(process, state, ExitReason.SHUTDOWN.causedBy(child.lastExit.cause()));
      return;
    }
    child.restarts++;
    start(process, state, child, null);
  }

  // ---- end

  private void end(ProcessCell process, State state, ExitReason reason) {
    if (state.ending != null) {
      return;
    }
    state.ending = reason;
    for (Supervised child : new ArrayList<>(state.starting)) {
      if (child.status == Child.Status.RESTARTING) {
        state.starting.remove(child);
      } else {
        process.exit(child.pid, ExitReason.KILL);
      }
    }
    for (Supervised child : new ArrayList<>(state.children.values())) {
      stop(process, state, child);
    }
    endWhenEmpty(process, state);
  }

  private static void endWhenEmpty(ProcessCell process, State state) {
    if (state.ending != null && state.children.isEmpty() && state.starting.isEmpty()) {
      process.end(state.ending, false, null);
    }
  }

  @Override
  public void stop(ProcessCell self, ExitReason reason) {
    self.push(new Message.SystemMessage(new StopSupervisor(reason)));
  }
}
