package dev.mob.process.internal;

import dev.mob.process.Behaviour;
import dev.mob.process.CodeUpdate.NewCode;
import dev.mob.process.Event;
import dev.mob.process.Exit;
import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.GenStateMachine;
import dev.mob.process.Transition;
import dev.mob.process.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Drives a {@link GenStateMachine} by {@code gen_statem}'s rules: inserted events first, then
 * postponed ones after a state change, then the mailbox; a state change cancels the state time-out,
 * any event the event time-out.
 */
final class MachineLoop extends Loop {
  static final MachineLoop INSTANCE = new MachineLoop();

  /** What a machine has besides its data. */
  private static final class Machine {
    Object state;
    Object data;
    final ArrayDeque<Event> inserted = new ArrayDeque<>();
    ArrayDeque<Event> postponed = new ArrayDeque<>();

    /** Time-outs of zero: after the inserted events, before what has not been received. */
    final ArrayDeque<Slot> due = new ArrayDeque<>();

    final Map<Object, Slot> timeouts = new HashMap<>();

    /** What time-outs that are set will bring under new code; used up when it is bound. */
    Map<Slot, Object> contents;
  }

  /** One time-out that is set. */
  static final class Slot extends Timers.Timer {
    private final ProcessCell process;
    final Event.Type type;
    final Object name;

    /** Changed by an update of the code alone, while the process rests. */
    Object content;

    Slot(ProcessCell process, Event.Type type, Object name, Object content) {
      this.process = process;
      this.type = type;
      this.name = name;
      this.content = content;
    }

    Object key() {
      return type == Event.Type.TIMEOUT ? Tuple.of(type, name) : type;
    }

    @Override
    void fire() {
      process.push(new Message.MachineTimeout(this));
    }
  }

  @Override
  Start init(ProcessCell process, Object argument) throws Exception {
    Transition<Object> first = machineOf(process).init(argument, process);
    if (first == null) {
      throw new NullPointerException(process.behaviour().getClass().getName() + ".init gave null");
    }
    if (first.isIgnore()) {
      return Start.IGNORE;
    }
    if (first.stopReason() != null) {
      return Start.stop(first.stopReason());
    }
    if (!first.isNext()) {
      throw new IllegalStateException(
          process.behaviour().getClass().getName() + ".init must name the first state");
    }
    process.state(new Machine());
    return Start.okThen(first);
  }

  @Override
  void started(ProcessCell process, Start start) throws Exception {
    @SuppressWarnings("unchecked")
    Transition<Object> first = (Transition<Object>) start.more;
    apply(process, (Machine) process.state(), null, first, true);
    handleQueued(process);
  }

  @Override
  void handle(ProcessCell process, Message message) throws Exception {
    Machine machine = (Machine) process.state();
    Event event = eventOf(process, machine, message);
    if (event == null) {
      return;
    }
    handle(process, machine, event);
    handleQueued(process);
    if (message instanceof CallRequest) {
      process.leaveUnanswered((CallRequest) message);
    }
  }

  private static Event eventOf(ProcessCell process, Machine machine, Message message) {
    if (message instanceof CallRequest) {
      return new Event(Event.Type.CALL, message.payload, (From) message, null);
    }
    if (message instanceof Message.Cast) {
      return new Event(Event.Type.CAST, message.payload, null, null);
    }
    if (message instanceof Message.MachineTimeout) {
      return timeout(machine, ((Message.MachineTimeout) message).slot);
    }
    Object content = message.payload;
    if (content instanceof Exit && process.isParent(((Exit) content).from())) {
      process.end(((Exit) content).reason(), true, message);
      return null;
    }
    if (content instanceof Tuple) {
      Tuple tuple = (Tuple) content;
      if (tuple.isTagged(Message.Cast.TAG, 2)) {
        return new Event(Event.Type.CAST, tuple.get(1), null, null);
      }
      From from = RemoteFrom.of(process.system, tuple);
      if (from != null) {
        return new Event(Event.Type.CALL, tuple.get(2), from, null);
      }
    }
    return new Event(Event.Type.INFO, content, null, null);
  }

  private void handleQueued(ProcessCell process) throws Exception {
    while (!process.hasEnded()) {
      Machine machine = (Machine) process.state();
      Event next = machine.inserted.poll();
      if (next == null) {
        Slot slot = machine.due.poll();
        if (slot == null) {
          return;
        }
        next = timeout(machine, slot);
      }
      if (next != null) {
        handle(process, machine, next);
      }
    }
  }

  /** The event of a time-out; {@code null} when it was cancelled or replaced after it fired. */
  private static Event timeout(Machine machine, Slot slot) {
    return machine.timeouts.remove(slot.key(), slot)
        ? new Event(slot.type, slot.content, null, slot.name)
        : null;
  }

  private void handle(ProcessCell process, Machine machine, Event event) throws Exception {
    if (event.type() != Event.Type.ENTER) {
      cancel(process, machine, Event.Type.EVENT_TIMEOUT);
    }
    Transition<Object> transition =
        machineOf(process).handleEvent(event, machine.state, machine.data, process);
    if (transition == null) {
      throw new NullPointerException(
          process.behaviour().getClass().getName() + " gave null instead of a Transition");
    }
    apply(process, machine, event, transition, false);
  }

  private void apply(
      ProcessCell process,
      Machine machine,
      Event event,
      Transition<Object> transition,
      boolean initial)
      throws Exception {
    Object before = machine.state;
    boolean entering = event != null && event.type() == Event.Type.ENTER;
    Object after = transition.stateAfter(before);
    boolean changed = initial || !Objects.equals(before, after);
    if (entering && changed) {
      throw new IllegalStateException(
          process.behaviour().getClass().getName()
              + " cannot change state while it enters "
              + before);
    }
    machine.state = after;
    machine.data = transition.dataAfter(machine.data);
    ArrayList<Event> next = new ArrayList<>();
    boolean postpone = false;
    if (changed) {
      cancel(process, machine, Event.Type.STATE_TIMEOUT);
    }
    for (Transition.Action action : transition.actions()) {
      if (action instanceof Transition.Reply) {
        Transition.Reply reply = (Transition.Reply) action;
        reply.to().reply(reply.reply());
      } else if (action instanceof Transition.NextEvent) {
        next.add(((Transition.NextEvent) action).event());
      } else if (action instanceof Transition.Postpone) {
        postpone = true;
      } else {
        set(process, machine, (Transition.SetTimeout) action);
      }
    }
    if (postpone && (event == null || entering)) {
      throw new IllegalStateException(
          process.behaviour().getClass().getName() + " can postpone only an event that came");
    }
    if (postpone) {
      machine.postponed.add(event);
    }
    if (changed && !machine.postponed.isEmpty()) {
      // In the order in which they came, before what was inserted earlier.
      ArrayDeque<Event> again = machine.postponed;
      machine.postponed = new ArrayDeque<>();
      while (!again.isEmpty()) {
        machine.inserted.addFirst(again.pollLast());
      }
    }
    for (int i = next.size() - 1; i >= 0; i--) {
      machine.inserted.addFirst(next.get(i));
    }
    if (transition.stopReason() != null) {
      ExitReason reason = transition.stopReason();
      process.end(reason, true, null);
      return;
    }
    if (changed && machineOf(process).enter()) {
      Object left = initial ? after : before;
      handle(process, machine, new Event(Event.Type.ENTER, left, null, null));
    }
  }

  private static void set(ProcessCell process, Machine machine, Transition.SetTimeout timeout) {
    Slot slot = new Slot(process, timeout.type(), timeout.name(), timeout.content());
    cancel(process, machine, slot.key());
    if (timeout.delay() == null) {
      return;
    }
    machine.timeouts.put(slot.key(), slot);
    long delay = Durations.nanos(timeout.delay());
    if (delay == 0) {
      machine.due.add(slot);
    } else {
      process.system.timers.add(slot, delay);
    }
  }

  private static void cancel(ProcessCell process, Machine machine, Object key) {
    Slot slot = machine.timeouts.remove(key);
    if (slot != null) {
      process.system.timers.cancel(slot);
    }
  }

  @Override
  void terminate(ProcessCell process, ExitReason reason) throws Exception {
    Machine machine = (Machine) process.state();
    if (machine == null) {
      return;
    }
    for (Slot slot : machine.timeouts.values()) {
      process.system.timers.cancel(slot);
    }
    for (Event waiting : machine.postponed) {
      fail(waiting, reason);
    }
    machineOf(process).terminate(reason, machine.data, process);
  }

  private static void fail(Event event, ExitReason reason) {
    if (event.from() instanceof CallRequest) {
      ((CallRequest) event.from()).fail(reason);
    }
  }

  /** The state and the data, as {@code {State, Data}}, OTP's {@code sys:get_state} of a machine. */
  @Override
  Object visibleState(ProcessCell process) {
    Object state = process.state();
    return state instanceof Machine
        ? Tuple.of(((Machine) state).state, ((Machine) state).data)
        : state;
  }

  @Override
  void replaceVisibleState(ProcessCell process, Object state) {
    Machine machine = (Machine) process.state();
    Tuple both = (Tuple) state;
    machine.state = both.get(0);
    machine.data = both.get(1);
  }

  @Override
  Object shownState(ProcessCell process) {
    Machine machine = (Machine) process.state();
    return Tuple.of(machine.state, code(process).formatState(machine.data));
  }

  @Override
  void changeCode(ProcessCell process, Behaviour<?> code, String fromVersion) throws Exception {
    @SuppressWarnings("unchecked")
    GenStateMachine<Object> next = (GenStateMachine<Object>) code;
    Machine machine = (Machine) process.state();
    Object state = next.stateChange(fromVersion, machine.state);
    Object data = next.codeChange(fromVersion, machine.data);
    process.behaviour(code);
    machine.state = state;
    machine.data = data;
  }

  @Override
  Object carried(ProcessCell process, Behaviour<?> code, NewCode update) throws Exception {
    Machine machine = (Machine) process.state();
    if (machine == null) {
      return null;
    }
    @SuppressWarnings("unchecked")
    GenStateMachine<Object> next = (GenStateMachine<Object>) code;
    Machine carried = withEvents(machine, update);
    Object state = update.carry(machine.state, "the machine's state");
    carried.state = next.stateChange(update.fromVersion(), state);
    Object exported = machineOf(process).exportState(machine.data);
    carried.data = next.codeChange(update.fromVersion(), update.carry(exported, "its data"));
    return carried;
  }

  @Override
  Object carriedBack(ProcessCell process, Object before, NewCode update) throws Exception {
    Machine now = (Machine) process.state();
    Machine then = (Machine) before;
    if (now == null || then == null) {
      return now;
    }
    // What waits and what is timed is today's: its senders will not send it again.
    Machine carried = withEvents(now, update);
    carried.state = update.carry(then.state, "the machine's state");
    carried.data = update.carry(then.data, "its data");
    return carried;
  }

  @Override
  void bind(ProcessCell process, Behaviour<?> code, Object state) {
    super.bind(process, code, state);
    Machine machine = (Machine) state;
    if (machine != null && machine.contents != null) {
      machine.contents.forEach((slot, content) -> slot.content = content);
      machine.contents = null;
    }
  }

  @Override
  void restore(ProcessCell process, Object before) {
    Machine machine = (Machine) process.state();
    Machine then = (Machine) before;
    machine.state = then.state;
    machine.data = then.data;
  }

  private static Machine withEvents(Machine machine, NewCode update) throws Exception {
    Machine carried = new Machine();
    for (Event event : machine.inserted) {
      carried.inserted.add(carried(event, update));
    }
    for (Event event : machine.postponed) {
      carried.postponed.add(carried(event, update));
    }
    carried.due.addAll(machine.due);
    carried.timeouts.putAll(machine.timeouts);
    carried.contents = new HashMap<>();
    for (Slot slot : machine.timeouts.values()) {
      carried.contents.put(slot, update.carry(slot.content, "a time-out"));
    }
    return carried;
  }

  private static Event carried(Event event, NewCode update) throws Exception {
    Object content = update.carry(event.content(), "a message that waits");
    return content == event.content()
        ? event
        : new Event(event.type(), content, event.from(), event.name());
  }

  @SuppressWarnings("unchecked")
  private static GenStateMachine<Object> machineOf(ProcessCell process) {
    return (GenStateMachine<Object>) process.behaviour();
  }
}
