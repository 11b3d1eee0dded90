package dev.mob.process.internal;

import dev.mob.process.Atom;
import dev.mob.process.Behaviour;
import dev.mob.process.ChildSpec;
import dev.mob.process.CodeUpdate;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.Sys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * One update of a group's code.
 *
 * <p><b>Rest.</b> Each process is sent a signal that marks it as held. Between two messages it
 * finds the mark, tells {@link #arrived} as the last thing that its worker does with it, and is not
 * given back: its status stays RUNNING, so no sender schedules it, while its inbox goes on filling.
 * From then on it belongs to the updating thread, as a running process belongs to its worker, until
 * {@link ProcessCell#release}.
 *
 * <p><b>Calls inside the group.</b> A process that waits in a call is in the middle of a message.
 * If the callee is held already it would wait for ever; so the callee is given back with the mark
 * at the end of its present mailbox: it handles what has come so far, the call among it, and rests
 * again.
 *
 * <p><b>All or nothing.</b> {@code prepare} only computes; {@code commit} only assigns.
 */
final class GroupUpdate implements CodeUpdate {
  /** How long to wait before looking for calls between processes and for new processes. */
  private static final long LOOK_NANOS = 1_000_000;

  private final ProcessSystem system;
  private final ProcessCell leader;
  private final Predicate<Behaviour<?>> code;
  private final Set<ProcessCell> held = ConcurrentHashMap.newKeySet();
  private final Map<ProcessCell, Boolean> asked = new IdentityHashMap<>();
  private volatile CallRequest signal = new CallRequest(null, null, null);
  private volatile int missing = Integer.MAX_VALUE;
  private Preparation prepared;
  private volatile boolean closed;
  private Map<ProcessCell, Taken> before = new IdentityHashMap<>();
  private Map<Supervised, ProcessCell> places = new IdentityHashMap<>();
  private BiConsumer<Pid, ExitReason> onCrash;
  private final Set<ProcessCell> stoppedAtCrash = ConcurrentHashMap.newKeySet();

  /** A process as the update found it. */
  record Taken(Behaviour<?> code, Object state) {}

  GroupUpdate(ProcessSystem system, ProcessCell leader, Predicate<Behaviour<?>> code) {
    this.system = system;
    this.leader = leader;
    this.code = code;
  }

  // ---- rest

  @Override
  public int quiesce(Duration limit) {
    long deadline = System.nanoTime() + Durations.nanos(limit);
    List<ProcessCell> awaited = new ArrayList<>();
    for (; ; ) {
      for (ProcessCell process : system.table.all()) {
        if (belongs(process) && asked.put(process, true) == null) {
          awaited.add(process);
          ask(process);
        }
      }
      awaited.removeIf(process -> process.hasEnded() || held.contains(process));
      if (awaited.isEmpty()) {
        held.removeIf(ProcessCell::hasEnded);
        return held.size();
      }
      if (System.nanoTime() - deadline >= 0) {
        String who = stuck(awaited.get(0), awaited.size());
        close();
        throw new NotAtRest(who);
      }
      awaitSome(awaited.size());
      awaited.addAll(letAnswer(awaited));
    }
  }

  /** By a worker, as the last thing it does with the process. */
  void arrived(ProcessCell process) {
    synchronized (this) {
      if (!closed) {
        held.add(process);
        if (held.size() >= missing) {
          signal.reply(Atom.OK);
        }
        return;
      }
    }
    // It took so long that nobody waits for it any more.
    process.extras.hold = null;
    process.release();
  }

  private void ask(ProcessCell process) {
    process.push(new Control.Run(new Hold()));
  }

  private final class Hold implements Control.Run.Action {
    @Override
    public void run(ProcessCell receiver) {
      if (!closed) {
        receiver.extras().hold = GroupUpdate.this;
      }
    }

    @Override
    public void undeliverable(ExitReason reason) {
      // It has ended, which is as good as at rest.
    }
  }

  private void awaitSome(int open) {
    CallRequest next = new CallRequest(null, null, null);
    signal = next;
    missing = held.size() + open;
    system.scheduler.await(next, system.scheduler.current(), LOOK_NANOS);
  }

  /** Lets held processes answer the calls that those still on their way wait in. */
  private List<ProcessCell> letAnswer(List<ProcessCell> awaited) {
    List<ProcessCell> answering = new ArrayList<>();
    for (ProcessCell process : awaited) {
      Extras extras = process.extras;
      CallRequest call = extras == null ? null : extras.waitingIn;
      ProcessCell callee = call == null || call.isDone() ? null : system.local(call.callee);
      if (callee != null && held.remove(callee)) {
        callee.extras.hold = null;
        callee.push(new Message.Ordered(new Hold()));
        callee.release();
        answering.add(callee);
      }
    }
    return answering;
  }

  private static String stuck(ProcessCell process, int all) {
    Extras extras = process.extras;
    CallRequest call = extras == null ? null : extras.waitingIn;
    return process
        + " ("
        + (process.behaviour() == null ? "?" : process.behaviour().getClass().getName())
        + (call == null ? ") does not finish its message" : ") waits in a call to " + call.callee)
        + (all > 1 ? ", and " + (all - 1) + " others like it" : "");
  }

  /** True for processes that the leader leads, at any depth, or that run the code. */
  private boolean belongs(ProcessCell process) {
    if (process == leader) {
      return true;
    }
    Behaviour<?> runs = process.behaviour();
    if (runs != null && code.test(runs)) {
      return true;
    }
    Pid over = process.groupLeader();
    for (int depth = 0; over instanceof ProcessCell && depth < 64; depth++) {
      if (over == leader) {
        return true;
      }
      // A leader leads itself; above it is the leader of whoever spawned it.
      Pid parent = ((ProcessCell) over).parent();
      over = parent instanceof ProcessCell ? ((ProcessCell) parent).groupLeader() : null;
    }
    return false;
  }

  // ---- what will be

  @Override
  public void prepare(NewCode next) {
    prepared = new Preparation(system, held, next, code, null).all(leader);
  }

  @Override
  public void prepareReturn(NewCode next, CodeUpdate earlier) {
    prepared = new Preparation(system, held, next, code, (GroupUpdate) earlier).all(leader);
  }

  @Override
  public void commit() {
    for (ProcessCell process : held) {
      before.put(process, new Taken(process.behaviour(), process.state()));
    }
    places = prepared.places();
    prepared.commit();
  }

  @Override
  public Map<Pid, List<ChildSpec>> added() {
    return prepared.added();
  }

  @Override
  public Map<Pid, Set<Object>> dropped() {
    return prepared.dropped();
  }

  @Override
  public synchronized void close() {
    closed = true;
    Collection<ProcessCell> resting = new ArrayList<>(held);
    held.clear();
    asked.clear();
    prepared = null;
    for (ProcessCell process : resting) {
      process.extras.hold = null;
      process.release();
    }
  }

  // ---- probation

  @Override
  public void watch(BiConsumer<Pid, ExitReason> crashed) {
    onCrash = crashed;
    system.watches.add(this);
  }

  /** On the worker of a process that is about to end, before anyone hears of it. */
  void crashed(ProcessCell process, ExitReason reason) {
    if (!belongs(process) || !system.watches.remove(this)) {
      return;
    }
    // Their stop arrives before the exit signal, which this same thread sends next.
    for (ProcessCell each : system.table.all()) {
      if (Supervision.isSupervisor(each) && belongs(each)) {
        stoppedAtCrash.add(each);
        each.push(new Control.Run(new Stop(true)));
      }
    }
    onCrash.accept(process, reason);
  }

  @Override
  public void accept() {
    system.watches.remove(this);
    for (ProcessCell each : stoppedAtCrash) {
      each.push(new Control.Run(new Stop(false)));
    }
    stoppedAtCrash.clear();
    before = new IdentityHashMap<>();
    places = new IdentityHashMap<>();
    system.scheduler.renew();
  }

  /** What {@code sys:suspend} does, without a wait for it. */
  private record Stop(boolean stopped) implements Control.Run.Action {
    @Override
    public void run(ProcessCell receiver) {
      receiver.extras().suspended = stopped;
    }

    @Override
    public void undeliverable(ExitReason reason) {
      // It has ended.
    }
  }

  /** How this update found a process; {@code null} when it was not there. */
  Taken found(ProcessCell process) {
    return before.get(process);
  }

  /** The process that was in a supervisor's place. */
  ProcessCell inPlace(Supervised place) {
    return places.get(place);
  }

  /** Names a process for a person. */
  static String name(ProcessCell process) {
    Extras extras = process.extras;
    return "process "
        + process
        + (extras == null || extras.names().length == 0 ? "" : " '" + extras.names()[0] + "'")
        + " ("
        + process.behaviour().getClass().getName()
        + ")";
  }

  static Sys.CodeChangeFailed failed(ProcessCell process, String what, Throwable thrown) {
    String message = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    return new Sys.CodeChangeFailed(name(process) + " " + what + ": " + message, thrown);
  }
}
