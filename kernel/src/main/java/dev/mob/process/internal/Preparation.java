package dev.mob.process.internal;

import dev.mob.process.Behaviour;
import dev.mob.process.ChildSpec;
import dev.mob.process.CodeUpdate.NewCode;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.Restart;
import dev.mob.process.SupervisorRequest;
import dev.mob.process.SupervisorSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What an update will make of the processes that it holds. Computed on the updating thread; the
 * processes are only read, until {@link #commit} assigns it all.
 */
final class Preparation {
  private final ProcessSystem system;
  private final Collection<ProcessCell> held;
  private final NewCode code;
  private final Predicate<Behaviour<?>> replaced;
  private final GroupUpdate back;

  /** Specifications by the place that they are for. */
  private final Map<Supervised, ChildSpec> specs = new IdentityHashMap<>();

  /** Specifications by the process that runs in the place. */
  private final Map<Pid, ChildSpec> specOf = new IdentityHashMap<>();

  private final Map<ProcessCell, SupervisorSpec> flags = new IdentityHashMap<>();
  private final Map<Supervised, ProcessCell> places = new IdentityHashMap<>();
  private final Map<Supervised, Object> restored = new IdentityHashMap<>();
  private final List<Bound> bound = new ArrayList<>();

  /** How far the mailbox of each process was looked at. */
  private final Map<ProcessCell, Object> lookedAt = new IdentityHashMap<>();

  /** Contents of messages that have to be others. */
  private final Map<Message, Object> messages = new IdentityHashMap<>();

  private final Map<ProcessSystem.TimerMessage, Object> timers = new IdentityHashMap<>();
  private final Set<ProcessCell> ending = new HashSet<>();

  /** Processes that somebody has bound to other code than their place's, such as a forwarder's. */
  private final Set<ProcessCell> givenOtherCode = new HashSet<>();

  private final Set<ProcessCell> givenUp = new HashSet<>();
  private final Map<Pid, List<ChildSpec>> added = new LinkedHashMap<>();
  private final Map<Pid, Set<Object>> dropped = new LinkedHashMap<>();

  private record Bound(ProcessCell process, Behaviour<?> code, Object state) {}

  /**
   * @param replaced tells the code that is replaced
   * @param back the update that is undone; {@code null} when this goes forward
   */
  Preparation(
      ProcessSystem system,
      Collection<ProcessCell> held,
      NewCode code,
      Predicate<Behaviour<?>> replaced,
      GroupUpdate back) {
    this.system = system;
    this.held = held;
    this.code = code;
    this.replaced = replaced;
    this.back = back;
  }

  Preparation all(ProcessCell leader) {
    try {
      Set<ProcessCell> seen = new HashSet<>();
      children(leader, code.children(), code.ending(), seen);
      for (ProcessCell process : held) {
        if (Supervision.isSupervisor(process) && !seen.contains(process)) {
          children(process, new HashMap<>(), new HashSet<>(), seen);
        }
      }
    } catch (Exception e) {
      throw GroupUpdate.failed(leader, "cannot take over its children", e);
    }
    for (ProcessCell process : held) {
      if (!ending.contains(process) && !givenUp.contains(process)) {
        process(process);
      }
    }
    timers();
    return this;
  }

  // ---- supervisors

  private void children(
      ProcessCell supervisor,
      Map<Object, ChildSpec> declared,
      Set<Object> ended,
      Set<ProcessCell> seen)
      throws Exception {
    seen.add(supervisor);
    for (Supervised place : Supervision.children(supervisor)) {
      ProcessCell process = (ProcessCell) place.pid;
      if (process != null) {
        places.put(place, process);
      }
      if (ended.contains(place.spec.id())) {
        if (process != null) {
          ending.add(process);
          endBelow(process, seen);
        }
        continue;
      }
      ChildSpec next = declared.get(place.spec.id());
      if (next == null) {
        next = derivedOrGivenUp(place);
      }
      specs.put(place, next);
      returnTo(place, process);
      if (process == null) {
        continue;
      }
      if (process.behaviour() != place.spec.behaviour()) {
        givenOtherCode.add(process);
      }
      specOf.put(process, next);
      if (held.contains(process) && process.behaviour() == SupervisorServer.BEHAVIOUR) {
        below(process, place.spec, next, seen);
      }
    }
  }

  /** A static supervisor below another one. */
  private void below(ProcessCell supervisor, ChildSpec old, ChildSpec next, Set<ProcessCell> seen)
      throws Exception {
    Map<Object, ChildSpec> declared = declaredBy(next);
    Set<Object> gone = new HashSet<>(declaredBy(old).keySet());
    gone.removeAll(declared.keySet());
    if (!gone.isEmpty()) {
      dropped.put(supervisor, gone);
    }
    if (next.argument() instanceof SupervisorSpec) {
      flags.put(supervisor, (SupervisorSpec) next.argument());
    }
    Map<Object, ChildSpec> fresh = new LinkedHashMap<>(declared);
    for (Supervised child : Supervision.children(supervisor)) {
      fresh.remove(child.spec.id());
    }
    if (!fresh.isEmpty()) {
      added.put(supervisor, new ArrayList<>(fresh.values()));
    }
    children(supervisor, declared, gone, seen);
  }

  /** What is below a child that ends keeps its code too. */
  private void endBelow(ProcessCell process, Set<ProcessCell> seen) {
    if (!held.contains(process) || !Supervision.isSupervisor(process)) {
      return;
    }
    seen.add(process);
    for (Supervised child : Supervision.children(process)) {
      if (child.pid != null) {
        ending.add((ProcessCell) child.pid);
        endBelow((ProcessCell) child.pid, seen);
      }
    }
  }

  private static Map<Object, ChildSpec> declaredBy(ChildSpec supervisor) {
    Map<Object, ChildSpec> declared = new LinkedHashMap<>();
    if (supervisor.argument() instanceof SupervisorSpec) {
      for (ChildSpec child : ((SupervisorSpec) supervisor.argument()).children()) {
        declared.put(child.id(), child);
      }
    }
    return declared;
  }

  /** On the way back, what only the newer code knows is ended, and not started again. */
  private ChildSpec derivedOrGivenUp(Supervised place) throws Exception {
    try {
      return derived(place.spec);
    } catch (Exception unknown) {
      if (back == null || back.inPlace(place) != null) {
        throw unknown;
      }
      if (place.pid != null) {
        givenUp.add((ProcessCell) place.pid);
      }
      return place.spec.restart(Restart.TEMPORARY);
    }
  }

  /** The specification of a child that the new code does not declare itself. */
  private ChildSpec derived(ChildSpec old) throws Exception {
    Behaviour<?> behaviour = code.behaviour(old.behaviour());
    Object argument = old.argument();
    if (argument instanceof SupervisorSpec) {
      List<ChildSpec> children = new ArrayList<>();
      for (ChildSpec child : ((SupervisorSpec) argument).children()) {
        children.add(derived(child));
      }
      argument = ((SupervisorSpec) argument).children(children);
    } else if (!(old.behaviour() instanceof TaskServer)) {
      argument = code.carry(argument, "the argument of child " + old.id());
    }
    return behaviour == old.behaviour() && argument == old.argument()
        ? old
        : old.behaviour(behaviour).argument(argument);
  }

  // ---- the way back

  /** A place whose process has ended since the update is started again with the state of then. */
  private void returnTo(Supervised place, ProcessCell process) throws Exception {
    ProcessCell then = back == null ? null : back.inPlace(place);
    GroupUpdate.Taken taken =
        then == null || then == process && !process.hasEnded() ? null : back.found(then);
    if (taken == null || !replaced.test(codeNow(place))) {
      return;
    }
    if (process == null || process.hasEnded()) {
      restored.put(place, code.carry(taken.state(), "its state"));
    }
  }

  private static Behaviour<?> codeNow(Supervised place) {
    return place.spec.behaviour();
  }

  private GroupUpdate.Taken takenOf(ProcessCell process) {
    if (back == null) {
      return null;
    }
    GroupUpdate.Taken taken = back.found(process);
    if (taken != null) {
      return taken;
    }
    for (Map.Entry<Supervised, ProcessCell> place : places.entrySet()) {
      if (place.getValue() == process && back.inPlace(place.getKey()) != null) {
        return back.found(back.inPlace(place.getKey()));
      }
    }
    return null;
  }

  // ---- processes

  private void process(ProcessCell process) {
    Behaviour<?> old = process.behaviour();
    if (old == null || process.state() instanceof ProcessCell.InitCall) {
      return;
    }
    try {
      ChildSpec spec = specOf.get(process);
      boolean supervisor = Supervision.isSupervisor(process);
      if (spec != null && (supervisor ? spec.behaviour() != old : spec.isSupervisor())) {
        throw new IllegalStateException(
            "child "
                + spec.id()
                + " is declared as another kind of process; only a restart changes the kind");
      }
      if (supervisor) {
        messages(process, true);
        return;
      }
      Behaviour<?> next = spec == null ? code.behaviour(old) : spec.behaviour();
      if (old instanceof TaskServer) {
        // It does one piece of work of the old code's and ends.
        return;
      }
      if (old instanceof AgentServer) {
        Object state = takenOf(process) == null ? process.state() : takenOf(process).state();
        bound.add(new Bound(process, old, code.carry(state, "its value")));
        return;
      }
      boolean others = next == old || givenOtherCode.contains(process);
      if (others && !replaced.test(old)) {
        return;
      }
      if (Loop.of(next) != process.loop()) {
        throw new IllegalStateException(
            next.getClass().getName()
                + " is another kind of behaviour; only a restart changes the kind");
      }
      GroupUpdate.Taken taken = takenOf(process);
      Object state =
          taken == null
              ? process.loop().carried(process, next, code)
              : process.loop().carriedBack(process, taken.state(), code);
      bound.add(new Bound(process, next, state));
      messages(process, false);
    } catch (Exception e) {
      if (back != null && takenOf(process) == null) {
        givenUp.add(process);
        return;
      }
      throw GroupUpdate.failed(process, "cannot take the new code", e);
    }
  }

  private void messages(ProcessCell process, boolean supervisor) throws Exception {
    Object last =
        process.forEachWaiting(
            null, message -> message(message, supervisor, "a message that waits"));
    lookedAt.put(process, last);
  }

  private void message(Message message, boolean supervisor, String what) throws Exception {
    Object next = message.payload;
    if (supervisor && next instanceof SupervisorRequest.StartChild) {
      ChildSpec asked = ((SupervisorRequest.StartChild) next).child();
      next = new SupervisorRequest.StartChild(derived(asked));
    } else if (!supervisor && hasContent(message)) {
      next = code.carry(next, what);
    }
    if (next != message.payload) {
      messages.put(message, next);
    }
  }

  private static boolean hasContent(Message message) {
    return !(message instanceof Message.Ordered
        || message instanceof Message.MachineTimeout
        || message instanceof Message.IdleTimeout);
  }

  private void timers() {
    for (ProcessSystem.TimerMessage timer : system.timerMessages.values()) {
      ProcessCell to = system.local(timer.to);
      if (to == null || !held.contains(to) || ending.contains(to)) {
        continue;
      }
      try {
        timers.put(timer, code.carry(timer.message, "the message of a timer"));
      } catch (Exception e) {
        throw GroupUpdate.failed(to, "cannot take the new code", e);
      }
    }
  }

  // ---- commit

  void commit() {
    specs.forEach(
        (place, spec) -> {
          place.spec = spec;
          if (place.lastExit != null) {
            // An exception of the old code's would keep that.
            place.lastExit = place.lastExit.causedBy(null);
          }
        });
    restored.forEach(Supervised::restore);
    flags.forEach((supervisor, spec) -> ((SupervisorServer.State) supervisor.state()).flags(spec));
    for (Bound each : bound) {
      each.process.loop().bind(each.process, each.code, each.state);
    }
    timers.forEach((timer, message) -> timer.message = message);
    messages.forEach((message, payload) -> message.payload = payload);
    for (Bound each : bound) {
      Object last = lookedAt.get(each.process);
      if (last != null) {
        late(each.process, last);
      }
    }
    for (ProcessCell process : givenUp) {
      system.exit(process, ExitReason.KILL);
    }
  }

  /** What has come since it was looked at; what cannot be carried over stays as it is. */
  private void late(ProcessCell process, Object last) {
    try {
      process.forEachWaiting(
          last,
          message -> {
            if (hasContent(message)) {
              lateMessage(process, message);
            }
          });
    } catch (Exception never) {
      throw new IllegalStateException("nothing here throws", never);
    }
  }

  private void lateMessage(ProcessCell process, Message message) {
    try {
      message.payload = code.carry(message.payload, "a message that waits");
    } catch (Exception unknown) {
      ProcessSystem.LOG.warn(
          "{} gets a message of the code that was replaced: {}", process, unknown.getMessage());
    }
  }

  Map<Supervised, ProcessCell> places() {
    return places;
  }

  Map<Pid, List<ChildSpec>> added() {
    return added;
  }

  Map<Pid, Set<Object>> dropped() {
    return dropped;
  }
}
