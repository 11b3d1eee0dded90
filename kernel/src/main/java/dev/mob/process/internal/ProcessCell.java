package dev.mob.process.internal;

import dev.mob.process.Address;
import dev.mob.process.Atom;
import dev.mob.process.Behaviour;
import dev.mob.process.Exit;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessInfo;
import dev.mob.process.Ref;
import dev.mob.process.StartResult;
import dev.mob.process.Sys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;

/**
 * A process: its pid, its mailbox, its state and its scheduling state in one object of 80 bytes.
 *
 * <p><b>Visibility.</b> Fields that are not volatile belong to the running process. The volatile
 * write of the status at the end of a turn and the compare-and-set before the next one carry them
 * from worker to worker.
 */
class ProcessCell extends Mailbox implements SelfCalls {
  /** After this many messages without holding its worker a process counts as quick. */
  private static final int PROVEN = 16;

  private static final AtomicReferenceFieldUpdater<ProcessCell, Extras> EXTRAS =
      AtomicReferenceFieldUpdater.newUpdater(ProcessCell.class, Extras.class, "extras");

  /** The next process in the run queue that this one waits in; belongs to that queue. */
  ProcessCell nextInQueue;

  volatile Extras extras;

  private int id;
  private int serial;
  private long reductions;
  private Behaviour<?> behaviour;
  private Loop loop;

  /** The state; before the first turn an {@link InitCall}, after the end the exit reason. */
  private Object state;

  private Pid parent;
  private Pid groupLeader;

  /** What the first turn needs; gone after it. */
  static final class InitCall {
    final Object argument;
    final ExitReason refused;
    final Supervised.Restored restored;
    final Consumer<StartResult> started;

    /**
     * @param refused why the process cannot start at all; {@code null} when it can
     * @param restored the state to go on with after {@code init}; {@code null} for what that made
     * @param started told how the start ended; may be {@code null}
     */
    InitCall(
        Object argument,
        ExitReason refused,
        Supervised.Restored restored,
        Consumer<StartResult> started) {
      this.argument = argument;
      this.refused = refused;
      this.restored = restored;
      this.started = started;
    }
  }

  /** Thrown to unwind a process that an exit signal ended while it waited in a call. */
  private static final class Unwind extends Error {
    Unwind() {
      super("the process was ended by an exit signal", null, false, false);
    }
  }

  ProcessCell(ProcessSystem system, Behaviour<?> behaviour, Pid parent, Pid groupLeader) {
    super(system);
    this.behaviour = behaviour;
    this.loop = Loop.of(behaviour);
    this.parent = parent;
    this.groupLeader = groupLeader;
  }

  /** Called by the process table before anyone else can see the process. */
  final void identify(int newId, int newSerial) {
    id = newId;
    serial = newSerial;
  }

  final void prepare(InitCall call, boolean leadsGroup) {
    state = call;
    if (leadsGroup) {
      groupLeader = this;
    }
  }

  // ---- Pid

  @Override
  public final Atom node() {
    return system.node();
  }

  @Override
  public final int id() {
    return id;
  }

  @Override
  public final int serial() {
    return serial;
  }

  @Override
  public final int creation() {
    return system.creation();
  }

  @Override
  public final boolean isLocal() {
    return true;
  }

  /** By the holder: gives the process back to the workers. */
  final void release() {
    Extras now = extras;
    if (endTurn(now != null && now.suspended)) {
      system.scheduler.schedule(this);
    }
  }

  /** Delivers an exit signal and wakes the process if it waits in a call. */
  final void pushExit(Control signal) {
    if (push(signal)) {
      Extras now = extras;
      Thread waiting = now == null ? null : now.waiting;
      if (waiting != null) {
        java.util.concurrent.locks.LockSupport.unpark(waiting);
      }
    }
  }

  /**
   * True when this call is the last that came to this process, and the process has answered for
   * some time without ever holding its worker for long.
   */
  final boolean answersQuickly(CallRequest call) {
    Extras now = extras;
    return isLast(call) && reductions >= PROVEN && (now == null || !now.hasBlocked);
  }

  @Override
  public final ProcessCell cell() {
    return this;
  }

  @Override
  void obey(Control signal) {
    reductions++;
    signal.obey(this);
  }

  @Override
  ExitReason exitReason() {
    return (ExitReason) state;
  }

  // ---- turns, on a worker

  /**
   * Runs one turn: at most this many messages. Returns true when the process wants another turn.
   */
  final boolean turn(int budget) {
    beginTurn();
    if (state instanceof InitCall) {
      first((InitCall) state);
    }
    int left = budget;
    while (!hasEnded()) {
      if (hasArrived()) {
        drain();
        if (hasEnded()) {
          return false;
        }
      }
      Extras now = extras;
      if (now != null && now.hold != null) {
        // Not given back: the holder has the process from here on, and nothing here touches it.
        now.hold.arrived(this);
        return false;
      }
      if (now != null && now.suspended) {
        break;
      }
      if (!hasPending()) {
        break;
      }
      // Look at the inbox again only after a batch, so that one message costs no shared read.
      for (int batch = Math.min(left, 32); batch > 0 && !hasEnded(); batch--) {
        Message message = poll();
        if (message == null) {
          break;
        }
        left--;
        reductions++;
        if (message instanceof Message.Ordered) {
          ((Message.Ordered) message).run(this);
          break;
        }
        handle(message);
      }
      if (left <= 0) {
        break;
      }
    }
    if (hasEnded()) {
      return false;
    }
    Extras now = extras;
    return endTurn(now != null && now.suspended);
  }

  private void first(InitCall call) {
    Loop.Start start;
    state = null;
    try {
      start = call.refused != null ? Loop.Start.stop(call.refused) : loop.init(this, call.argument);
    } catch (Throwable thrown) {
      // As in OTP, a crash report is of what a process's own code did, not of a signal's end.
      boolean signalled = endedBySignal();
      ExitReason reason = signalled ? extras.pendingExit : ExitReason.error(thrown);
      if (!signalled && !reason.isOrderly() && call.refused == null) {
        system.crashed(this, reason, "init", call.argument, null);
      }
      acknowledge(call, StartResult.failed(reason));
      finish(reason);
      return;
    }
    boolean restores = call.restored != null && start.stop == null && !start.ignore;
    if (restores && loop != MachineLoop.INSTANCE) {
      loop.restore(this, call.restored.state());
    }
    if (start.ignore) {
      acknowledge(call, StartResult.ignored());
      finish(ExitReason.NORMAL);
    } else if (start.stop != null) {
      acknowledge(call, StartResult.failed(start.stop));
      // OTP's gen: a start that was refused, as for a taken name, ends normally.
      finish(call.refused == null ? start.stop : ExitReason.NORMAL);
    } else {
      if (behaviour instanceof StartsLater && extras().startedEarly == null) {
        extras.startsLater = call.started;
      } else if (behaviour instanceof StartsLater) {
        acknowledge(call, extras.startedEarly);
        extras.startedEarly = null;
      } else {
        acknowledge(call, StartResult.ok(this));
      }
      if (start.more != null) {
        try {
          loop.started(this, start);
          if (restores && loop == MachineLoop.INSTANCE && !hasEnded()) {
            // A machine has its first state only now.
            loop.restore(this, call.restored.state());
          }
        } catch (Throwable thrown) {
          threw(thrown, "continue");
        }
      }
    }
  }

  private void acknowledge(InitCall call, StartResult result) {
    if (call.started != null) {
      call.started.accept(result);
    }
  }

  /** For a {@link StartsLater}: the start has come to its end. */
  final void startEnded(StartResult result) {
    Extras mine = extras();
    Consumer<StartResult> waiting = mine.startsLater;
    mine.startsLater = null;
    if (waiting != null) {
      waiting.accept(result);
    } else if (state == null) {
      // Still in init.
      mine.startedEarly = result;
    }
  }

  private void handle(Message message) {
    Extras now = extras;
    if (now != null) {
      if (now.idleTimer != null) {
        if (message instanceof Message.IdleTimeout
            && ((Message.IdleTimeout) message).generation != now.idleGeneration) {
          return;
        }
        disarmIdle(now);
      } else if (message instanceof Message.IdleTimeout) {
        return;
      }
      if (now.trace != null) {
        trace("receive", message.payload(), null);
      }
    }
    try {
      loop.handle(this, message);
    } catch (Throwable thrown) {
      threw(thrown, message);
    }
    if (now != null && now.pendingExit != null && !hasEnded()) {
      // The code caught what should have unwound it.
      finish(now.pendingExit);
    }
  }

  private void threw(Throwable thrown, Object handling) {
    if (hasEnded()) {
      return;
    }
    if (endedBySignal()) {
      ExitReason reason = extras.pendingExit;
      finish(reason);
      failHandled(handling, reason);
      return;
    }
    ExitReason reason = ExitReason.error(thrown);
    end(reason, true, handling);
  }

  private boolean endedBySignal() {
    Extras now = extras;
    return now != null && now.pendingExit != null;
  }

  private static void failHandled(Object handling, ExitReason reason) {
    if (handling instanceof CallRequest) {
      ((CallRequest) handling).fail(reason);
    }
  }

  /**
   * Ends the process by its own code, or by its parent's exit signal while it traps exits.
   *
   * @param handling the message that was being handled, for the report; {@code null} for none
   */
  final void end(ExitReason wanted, boolean terminate, Object handling) {
    ExitReason reason = wanted;
    if (terminate) {
      try {
        loop.terminate(this, reason);
      } catch (Throwable thrown) {
        reason = ExitReason.error(thrown);
      }
    }
    if (!reason.isOrderly()) {
      Object last = handling instanceof Message ? ((Message) handling).payload() : handling;
      system.crashed(this, reason, "callback", last, shownState());
    }
    // The caller hears of it when the process has ended, not before.
    finish(reason);
    failHandled(handling, reason);
  }

  /** The state as the behaviour lets it be shown. */
  final Object shownState() {
    try {
      return behaviour == null || state == null ? null : loop.shownState(this);
    } catch (RuntimeException broken) {
      return "(formatState failed: " + broken + ")";
    }
  }

  /** The last thing that a process does: gives up all it has and tells those who asked to know. */
  private void finish(ExitReason reason) {
    Extras had = extras;
    if (had != null) {
      if (had.trace != null) {
        trace("exit", reason, null);
      }
      if (had.startsLater != null) {
        startEnded(StartResult.failed(reason));
      }
    }
    ExitReason kept = reason.cause() == null ? reason : ExitReason.of(reason.term());
    // Names and table first: whoever hears of the end finds neither.
    system.forget(this);
    state = kept;
    close(kept);
    if (had != null) {
      tellOthers(had, reason);
    }
    behaviour = null;
    extras = null;
    parent = null;
    groupLeader = null;
  }

  private void tellOthers(Extras had, ExitReason reason) {
    if (had.idleTimer != null) {
      disarmIdle(had);
    }
    for (CallRequest call : had.takeUnanswered()) {
      call.fail(reason);
    }
    for (Ref ref : had.monitors.keys()) {
      Extras.Watched watched = had.monitors.get(ref);
      system.monitors.sendDemonitor(this, ref, watched);
    }
    for (Pid linked : had.links.keys()) {
      Extras.LinkEntry link = had.links.get(linked);
      system.links.sendLinkExit(this, linked, link.theirs, link.mine, reason);
    }
    for (Control.Monitor watcher : had.watchers.values()) {
      system.monitors.sendDown(watcher, this, reason);
    }
  }

  /** A call whose handling is over and that has no reply yet. */
  final void leaveUnanswered(CallRequest call) {
    if (!call.isDone()) {
      if (hasEnded()) {
        call.fail((ExitReason) state);
      } else {
        extras().addUnanswered(call);
      }
    }
  }

  // ---- what the runtime obeys for the process

  final void linkRequested(Control.Link link) {
    Extras mine = extras();
    Extras.LinkEntry entry = mine.links.get(link.from);
    if (entry == null) {
      entry = new Extras.LinkEntry();
      mine.links.put(link.from, entry);
    }
    entry.theirs = link;
  }

  final void unlinkRequested(Control.Unlink signal) {
    Extras mine = extras;
    Extras.LinkEntry entry = mine == null ? null : mine.links.get(signal.from);
    if (entry != null && entry.isOf(signal.receiversLink, signal.sendersLink)) {
      mine.links.remove(signal.from);
    }
  }

  final void linkExit(Control.LinkExit signal) {
    Extras mine = extras;
    Extras.LinkEntry entry = mine == null ? null : mine.links.get(signal.from);
    if (entry == null || !entry.isOf(signal.receiversLink, signal.sendersLink)) {
      return;
    }
    mine.links.remove(signal.from);
    exitSignal(signal.from, signal.reason);
  }

  final void exitRequested(Control.ExitRequest signal) {
    if (ExitReason.KILL.equals(signal.reason)) {
      die(ExitReason.KILLED);
    } else if (signal.from == this && signal.reason.isNormal() && !trapsExit()) {
      // exit(self(), normal) ends the process, from anyone else it does nothing.
      die(signal.reason);
    } else {
      exitSignal(signal.from, signal.reason);
    }
  }

  private void exitSignal(Pid from, ExitReason reason) {
    if (trapsExit()) {
      append(new Message.SystemMessage(new Exit(from, reason)));
    } else if (!reason.isNormal()) {
      die(reason);
    }
  }

  private void die(ExitReason reason) {
    Extras mine = extras;
    if (mine != null && mine.waiting != null) {
      mine.pendingExit = reason;
    } else {
      finish(reason);
    }
  }

  private boolean trapsExit() {
    Extras mine = extras;
    return mine != null && mine.trapExit;
  }

  /** Called while the process waits in a call: obeys what has come, unwinds if that ended it. */
  final void obeyWhileWaiting() {
    if (hasArrived()) {
      drain();
    }
    if (extras.pendingExit != null) {
      throw new Unwind();
    }
  }

  @Override
  public final Pid parent() {
    return parent;
  }

  @Override
  public final Pid groupLeader() {
    return groupLeader;
  }

  // ---- idle time-outs

  final void armIdle(Duration idle) {
    Extras mine = extras();
    if (mine.idleTimer != null) {
      disarmIdle(mine);
    }
    long generation = ++mine.idleGeneration;
    if (idle.isZero()) {
      // OTP's receive after 0: at once, but after all messages that are here already.
      mine.idleTimer = new IdleTimer(this, generation);
      push(new Message.IdleTimeout(generation));
      return;
    }
    IdleTimer timer = new IdleTimer(this, generation);
    mine.idleTimer = timer;
    system.timers.add(timer, Durations.nanos(idle));
  }

  private void disarmIdle(Extras mine) {
    system.timers.cancel(mine.idleTimer);
    mine.idleTimer = null;
  }

  private static final class IdleTimer extends Timers.Timer {
    private final ProcessCell process;
    private final long generation;

    IdleTimer(ProcessCell process, long generation) {
      this.process = process;
      this.generation = generation;
    }

    @Override
    void fire() {
      process.push(new Message.IdleTimeout(generation));
    }
  }

  // ---- what loops and the runtime read and write

  final Extras extras() {
    Extras mine = extras;
    if (mine != null) {
      return mine;
    }
    // Other threads may give the process its first name meanwhile.
    EXTRAS.compareAndSet(this, null, new Extras());
    return extras;
  }

  final Behaviour<?> behaviour() {
    return behaviour;
  }

  final void behaviour(Behaviour<?> code) {
    behaviour = code;
    loop = Loop.of(code);
  }

  final Loop loop() {
    return loop;
  }

  final Object state() {
    return state;
  }

  final void state(Object next) {
    if (hasEnded()) {
      // The code ended the process in the middle of a callback; what that returned is not needed.
      return;
    }
    state = next;
    Extras now = extras;
    if (now != null && now.trace != null) {
      trace("state", next, null);
    }
  }

  final long reductions() {
    return reductions;
  }

  final boolean isParent(Pid other) {
    if (parent == null) {
      // For a process that a plain thread spawned, the runtime itself is the parent.
      return other == system.systemProcess();
    }
    // OTP: only who started a process with a link is its parent.
    Extras mine = extras;
    return other == parent && mine != null && mine.startedLinked;
  }

  final void trace(String what, Object detail, Address peer) {
    Extras now = extras;
    Consumer<Sys.TraceEvent> listener = now == null ? null : now.trace;
    if (listener != null) {
      try {
        listener.accept(new Sys.TraceEvent(this, what, detail, peer));
      } catch (RuntimeException broken) {
        now.trace = null;
        ProcessSystem.LOG.warn("the trace of {} was ended: its listener threw", this, broken);
      }
    }
  }

  final ProcessInfo info() {
    Extras mine = extras;
    Behaviour<?> code = behaviour;
    int now = status();
    ProcessInfo.Status shown;
    if (now == ENDED || code == null) {
      shown = ProcessInfo.Status.EXITING;
    } else if (mine != null && mine.suspended) {
      shown = ProcessInfo.Status.SUSPENDED;
    } else if (now == RUNNING) {
      shown = ProcessInfo.Status.RUNNING;
    } else {
      shown = now == QUEUED ? ProcessInfo.Status.RUNNABLE : ProcessInfo.Status.WAITING;
    }
    List<Address> monitors = new ArrayList<>();
    Set<Pid> monitoredBy = new HashSet<>();
    if (mine != null) {
      for (Extras.Watched watched : mine.monitors.values()) {
        monitors.add(watched.target);
      }
      for (Control.Monitor watcher : mine.watchers.values()) {
        if (watcher.watcher instanceof Pid) {
          monitoredBy.add((Pid) watcher.watcher);
        }
      }
    }
    return new ProcessInfo(
        this,
        mine == null
            ? Collections.emptyList()
            : Collections.unmodifiableList(Arrays.asList(mine.names())),
        code == null ? "" : code.codeClass().getName(),
        shown,
        mailboxLength(),
        reductions,
        parent,
        groupLeader,
        mine != null && mine.trapExit,
        mine == null ? Collections.emptySet() : new HashSet<>(mine.links.keys()),
        monitors,
        monitoredBy,
        dropped());
  }

  /** How many messages a bound has dropped. */
  long dropped() {
    return 0;
  }
}
