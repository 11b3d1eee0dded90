package dev.mob.process.internal;

import dev.mob.process.Address;
import dev.mob.process.Atom;
import dev.mob.process.Behaviour;
import dev.mob.process.CallFailed;
import dev.mob.process.Distribution;
import dev.mob.process.DistributionPort;
import dev.mob.process.Down;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessGroups;
import dev.mob.process.ProcessInfo;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Receive;
import dev.mob.process.Ref;
import dev.mob.process.Registry;
import dev.mob.process.RuntimeClock;
import dev.mob.process.RuntimeCounters;
import dev.mob.process.SpawnOptions;
import dev.mob.process.StartFailed;
import dev.mob.process.StartResult;
import dev.mob.process.Sys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runtime: routes signals between processes, keeps the table, the names and the timers. Which
 * thread runs what is the {@link Scheduler}'s.
 */
public final class ProcessSystem implements ProcessRuntime {
  private static final Atom NO_NODE = Atom.of("nonode@nohost");
  private static final ExitReason CALLING_SELF = ExitReason.of("calling_self");
  private static final ExitReason CLOSED = ExitReason.shutdown(Atom.of("runtime_closed"));

  static final Logger LOG = LoggerFactory.getLogger(ProcessRuntime.class);
  final int mailboxWarning;
  final Scheduler scheduler;
  final Timers timers;
  final Names names = new Names(this);
  final Links links = new Links(this);
  final Monitors monitors = new Monitors(this);

  /** Who a reference that is sent to stands for. */
  final Map<Ref, ProcessCell> aliases = new ConcurrentHashMap<>();

  /** The updates that are on probation. */
  final List<GroupUpdate> watches = new CopyOnWriteArrayList<>();

  private final String name;
  private final RuntimeClock clock;
  final ProcessTable table = new ProcessTable();
  final Map<Ref, TimerMessage> timerMessages = new ConcurrentHashMap<>();

  private final RemoteCalls remoteCalls;
  private final AtomicLong refs = new AtomicLong();
  private final AtomicLong crashed = new AtomicLong();
  private final AtomicLong reductionsOfEnded = new AtomicLong();
  private final AtomicLong droppedByEnded = new AtomicLong();
  private final SysRequests sys = new SysRequests(this);
  private final Distributed distributed = new Distributed(this);
  private final ProcessCell systemProcess;
  private final Map<Atom, ProcessGroups> scopes = new ConcurrentHashMap<>();
  private final Object poolLock = new Object();
  private ExecutorService blockingPool;
  private volatile boolean closed;

  final class TimerMessage extends Timers.Timer {
    private final Ref ref;
    final Address to;

    /** Written by an update of the receiver's code, before the receiver goes on. */
    volatile Object message;

    TimerMessage(Ref ref, Address to, Object message) {
      this.ref = ref;
      this.to = to;
      this.message = message;
    }

    @Override
    void fire() {
      timerMessages.remove(ref);
      send(null, to, message, true);
    }
  }

  private ProcessSystem(
      String name,
      int mailboxWarning,
      RuntimeClock clock,
      Function<ProcessSystem, Scheduler> scheduler,
      Runnable timerIsSooner) {
    this.name = name;
    this.mailboxWarning = mailboxWarning;
    this.clock = clock;
    this.timers = new Timers(clock, timerIsSooner);
    this.remoteCalls = new RemoteCalls(this);
    this.scheduler = scheduler.apply(this);
    this.systemProcess = (ProcessCell) spawn(SystemProcess.BEHAVIOUR, null);
  }

  /** A runtime on threads of its own. */
  public static ProcessSystem threaded(
      String name, int workers, int maxBlocked, int mailboxWarning, RuntimeClock clock) {
    WorkStealing[] made = new WorkStealing[1];
    return new ProcessSystem(
        name,
        mailboxWarning,
        clock,
        system -> made[0] = new WorkStealing(system, name, workers, maxBlocked),
        () -> made[0].timerIsSooner());
  }

  /** A runtime whose processes run when and where this scheduler says. */
  static ProcessSystem on(Scheduler scheduler, RuntimeClock clock) {
    return new ProcessSystem("custom", Integer.MAX_VALUE, clock, system -> scheduler, () -> {});
  }

  /** A runtime that runs everything on the thread that drives it, in an order from a seed. */
  public static ProcessSystem seeded(SeededScheduler scheduler, int mailboxWarning) {
    return new ProcessSystem(
        "seeded",
        mailboxWarning,
        scheduler.clock(),
        system -> {
          scheduler.drive(system);
          return scheduler;
        },
        () -> {});
  }

  // ---- identity

  @Override
  public Atom node() {
    Atom node = distributed.node();
    return node == null ? NO_NODE : node;
  }

  int creation() {
    return distributed.creation();
  }

  @Override
  public Ref makeRef() {
    long number = refs.incrementAndGet();
    return Ref.of(node(), creation(), (int) number & 0x3ffff, (int) (number >>> 18), 0);
  }

  @Override
  public RuntimeClock clock() {
    return clock;
  }

  @Override
  public ProcessGroups groups(Atom scope) {
    ProcessGroups present = scopes.get(scope);
    if (present != null) {
      return present;
    }
    ProcessGroups made = new GroupScope(this, scope);
    ProcessGroups raced = scopes.putIfAbsent(scope, made);
    return raced == null ? made : raced;
  }

  /** Threads for work that blocks; started when needed, gone after ten idle seconds. */
  ExecutorService blockingPool() {
    synchronized (poolLock) {
      if (blockingPool == null) {
        blockingPool = scheduler.blockingPool(name);
      }
      return blockingPool;
    }
  }

  @Override
  public Sys sys() {
    return sys;
  }

  @Override
  public DistributionPort distribution() {
    return distributed;
  }

  ProcessCell systemProcess() {
    return systemProcess;
  }

  Distribution remote() {
    return distributed.out();
  }

  Distributed distributed() {
    return distributed;
  }

  RemoteCalls remoteCalls() {
    return remoteCalls;
  }

  // ---- spawn

  @Override
  public <S> Pid spawn(Behaviour<S> behaviour, Object argument) {
    return spawn(
        scheduler == null ? null : scheduler.current(),
        behaviour,
        argument,
        SpawnOptions.NONE,
        null);
  }

  @Override
  public <S> Pid spawn(Behaviour<S> behaviour, Object argument, SpawnOptions options) {
    return spawn(scheduler.current(), behaviour, argument, options, null);
  }

  Pid spawn(
      ProcessCell parent,
      Behaviour<?> behaviour,
      Object argument,
      SpawnOptions options,
      Consumer<StartResult> started) {
    return spawn(parent, behaviour, argument, options, null, started);
  }

  /**
   * @param restored what the process goes on with after its {@code init}; {@code null} for what
   *     that made
   */
  Pid spawn(
      ProcessCell parent,
      Behaviour<?> behaviour,
      Object argument,
      SpawnOptions options,
      Supervised.Restored restored,
      Consumer<StartResult> started) {
    if (behaviour == null) {
      throw new NullPointerException("a process needs a behaviour");
    }
    Pid leader = parent == null ? null : parent.groupLeader();
    ProcessCell process =
        options.mailbox().isBounded()
            ? new BoundedCell(this, behaviour, parent, leader, options.mailbox())
            : new ProcessCell(this, behaviour, parent, leader);
    ExitReason refused = closed ? CLOSED : null;
    table.add(process);
    if (refused == null && options.name() != null) {
      refused = names.registerNew(options.name(), process);
    }
    process.prepare(
        new ProcessCell.InitCall(argument, refused, restored, started), options.isGroupLeader());
    if (options.isLinked()) {
      linkBeforeStart(needParent(parent, "link"), process);
    }
    if (options.isMonitored()) {
      monitors.monitor(needParent(parent, "monitor"), process);
    }
    scheduler.schedule(process);
    return process;
  }

  private static ProcessCell needParent(ProcessCell parent, String what) {
    if (parent == null) {
      throw new IllegalArgumentException(
          "only a process can "
              + what
              + " what it spawns; a plain thread uses monitor(Address,"
              + " Consumer)");
    }
    return parent;
  }

  /** Both sides know of the link before the new process runs: no signal is needed. */
  private static void linkBeforeStart(ProcessCell parent, ProcessCell child) {
    Control.Link link = new Control.Link(parent);
    Extras.LinkEntry mine = new Extras.LinkEntry();
    mine.mine = link;
    parent.extras().links.put(child, mine);
    Extras.LinkEntry theirs = new Extras.LinkEntry();
    theirs.theirs = link;
    child.extras().links.put(parent, theirs);
    child.extras().startedLinked = true;
  }

  @Override
  public <S> Pid start(Behaviour<S> behaviour, Object argument, SpawnOptions options) {
    CallRequest started = new CallRequest(null, null, null);
    ProcessCell parent = scheduler.current();
    spawn(parent, behaviour, argument, options, started::reply);
    scheduler.await(started, parent, Durations.FOREVER);
    StartResult result = (StartResult) started.result();
    if (result.failure() != null) {
      throw new StartFailed(behaviour.codeClass().getName(), result.failure());
    }
    return result.pid();
  }

  // ---- messages

  @Override
  public void send(Address to, Object message) {
    if (to instanceof ProcessCell) {
      ((ProcessCell) to).push(new Message(message));
    } else {
      send(scheduler.current(), to, message, false);
    }
  }

  void send(ProcessCell from, Address to, Object message) {
    send(from, to, message, false);
  }

  private boolean send(ProcessCell from, Address to, Object message, boolean fromTimer) {
    ProcessCell local = local(to);
    if (local != null) {
      return local.push(fromTimer ? new Message.SystemMessage(message) : new Message(message));
    }
    if (isRemote(to)) {
      Distribution out = remote();
      if (out != null) {
        out.send(from, to, message);
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean trySend(Address to, Object message) {
    return send(scheduler.current(), to, message, false);
  }

  @Override
  public void cast(Address to, Object message) {
    cast(scheduler.current(), to, message);
  }

  void cast(ProcessCell from, Address to, Object message) {
    ProcessCell local = local(to);
    if (local != null) {
      local.push(new Message.Cast(message));
    } else if (isRemote(to)) {
      Distribution out = remote();
      if (out != null) {
        out.send(from, to, dev.mob.process.Tuple.of(Message.Cast.TAG, message));
      }
    }
  }

  @Override
  public Object call(Address to, Object request, Duration timeout) {
    return call(scheduler.current(), to, request, timeout);
  }

  Object call(ProcessCell caller, Address to, Object request, Duration timeout) {
    CallRequest call = new CallRequest(to, request, caller);
    ProcessCell local = local(to);
    if (local != null) {
      if (local == caller) {
        throw new CallFailed(to, CALLING_SELF);
      }
      local.push(call);
    } else {
      remoteCalls.send(call, caller, to);
    }
    if (!call.isDone()) {
      scheduler.await(call, caller, Durations.nanos(timeout));
      if (!call.isDone()) {
        call.fail(ExitReason.TIMEOUT);
      }
    }
    ExitReason failure = call.failure();
    if (failure != null) {
      throw new CallFailed(to, failure);
    }
    return call.result();
  }

  Ref sendRequest(ProcessCell caller, Address to, Object request, Object label, Duration timeout) {
    Ref ref = makeRef();
    CallRequest.Async call = new CallRequest.Async(to, request, caller, ref, label);
    long nanos = Durations.nanos(timeout);
    if (nanos != Durations.FOREVER) {
      Timers.Timer timer = new RequestTimeout(call);
      call.timer = timer;
      timers.add(timer, nanos);
    }
    ProcessCell local = local(to);
    if (local != null) {
      local.push(call);
    } else {
      remoteCalls.send(call, caller, to);
    }
    return ref;
  }

  private static final class RequestTimeout extends Timers.Timer {
    private final CallRequest call;

    RequestTimeout(CallRequest call) {
      this.call = call;
    }

    @Override
    void fire() {
      call.fail(ExitReason.TIMEOUT);
    }
  }

  @Override
  public Ref sendAfter(Duration delay, Address to, Object message) {
    Ref ref = makeRef();
    TimerMessage timer = new TimerMessage(ref, to, message);
    timerMessages.put(ref, timer);
    timers.add(timer, Durations.nanos(delay));
    return ref;
  }

  @Override
  public long cancelTimer(Ref timer) {
    TimerMessage message = timerMessages.remove(timer);
    long left = message == null ? -1 : timers.cancel(message);
    return left < 0 ? -1 : TimeUnit.NANOSECONDS.toMillis(left);
  }

  void replyToTag(Pid caller, Object tag, Object reply) {
    if (caller.isLocal()) {
      send(null, caller, dev.mob.process.Tuple.of(tag, reply), true);
      return;
    }
    Distribution out = remote();
    if (out != null) {
      out.reply(caller, tag, reply);
    }
  }

  // ---- addresses

  /** The local process behind an address; {@code null} when there is none here. */
  ProcessCell local(Address to) {
    if (to instanceof ProcessCell) {
      return (ProcessCell) to;
    }
    if (to instanceof ProcessName) {
      ProcessName wanted = (ProcessName) to;
      return wanted.node() == null || wanted.node().equals(node())
          ? names.get(wanted.name())
          : null;
    }
    if (to instanceof Registry.Via) {
      Registry.Via via = (Registry.Via) to;
      Pid found = via.registry().whereis(via.key());
      return found instanceof ProcessCell ? (ProcessCell) found : null;
    }
    if (to instanceof Pid) {
      // A pid of ours that has been to another node and back.
      Pid pid = (Pid) to;
      return pid.creation() == creation() && pid.node().equals(node())
          ? table.get(pid.id(), pid.serial())
          : null;
    }
    return to instanceof Ref ? aliases.get(to) : null;
  }

  boolean isRemote(Address to) {
    if (to instanceof Pid) {
      return !((Pid) to).isLocal() && !((Pid) to).node().equals(node());
    }
    if (to instanceof ProcessName) {
      Atom node = ((ProcessName) to).node();
      return node != null && !node.equals(node());
    }
    if (to instanceof Registry.Via) {
      Registry.Via via = (Registry.Via) to;
      Pid found = via.registry().whereis(via.key());
      return found != null && isRemote(found);
    }
    return to instanceof Ref && !((Ref) to).node().equals(node());
  }

  // ---- links, monitors, exits

  @Override
  public Ref monitor(Address target, Consumer<Down> action) {
    return monitors.monitor(target, action);
  }

  @Override
  public boolean demonitor(Ref monitor) {
    return monitors.demonitor(monitor);
  }

  @Override
  public void exit(Pid process, ExitReason reason) {
    sendExit(scheduler.current(), process, reason);
  }

  void sendExit(ProcessCell from, Pid to, ExitReason reason) {
    Pid sender = from == null ? systemProcess : from;
    if (to instanceof ProcessCell) {
      ((ProcessCell) to).pushExit(new Control.ExitRequest(sender, reason));
      return;
    }
    Distribution out = remote();
    if (out != null && isRemote(to)) {
      out.exit(sender, to, reason);
    }
  }

  @Override
  public void stop(Address process, ExitReason reason, Duration timeout) {
    sys.stop(process, reason, timeout);
  }

  // ---- names

  @Override
  public void register(Atom wanted, Pid process) {
    names.register(wanted, process);
  }

  @Override
  public boolean unregister(Atom wanted) {
    return names.unregister(wanted);
  }

  @Override
  public Pid whereis(Atom wanted) {
    return names.get(wanted);
  }

  @Override
  public Map<Atom, Pid> registered() {
    return names.all();
  }

  // ---- the table

  @Override
  public List<Pid> processes() {
    List<Pid> all = new ArrayList<>();
    for (ProcessCell process : table.all()) {
      if (process != systemProcess) {
        all.add(process);
      }
    }
    return all;
  }

  @Override
  public boolean isAlive(Pid process) {
    return process instanceof ProcessCell && lookup(process.id(), process.serial()) == process;
  }

  @Override
  public Pid lookup(int id, int serial) {
    return table.get(id, serial);
  }

  @Override
  public Optional<ProcessInfo> info(Pid process) {
    return isAlive(process) ? Optional.of(((ProcessCell) process).info()) : Optional.empty();
  }

  @Override
  public RuntimeCounters counters() {
    long reductions = reductionsOfEnded.get();
    long dropped = droppedByEnded.get();
    for (ProcessCell process : table.all()) {
      reductions += process.reductions();
      dropped += process.dropped();
    }
    return new RuntimeCounters(
        table.alive() - 1,
        table.added() - 1,
        crashed.get(),
        reductions,
        dropped,
        timers.size(),
        scheduler.workers());
  }

  /** A process has ended: it loses its names, its aliases and its place. */
  void forget(ProcessCell process) {
    // The table first: a name that is registered meanwhile is seen here, or given back by register.
    table.remove(process);
    Extras now = process.extras;
    if (now != null) {
      names.forget(process, now);
      if (now.aliases != null) {
        for (Ref alias : now.aliases) {
          aliases.remove(alias, process);
        }
      }
    }
    if (process.reductions() != 0) {
      reductionsOfEnded.addAndGet(process.reductions());
    }
    if (process.dropped() != 0) {
      droppedByEnded.addAndGet(process.dropped());
    }
  }

  void crashed(
      ProcessCell process, ExitReason reason, String during, Object lastMessage, Object state) {
    crashed.incrementAndGet();
    Extras extras = process.extras;
    String shownNames =
        extras == null || extras.names().length == 0 ? "" : " " + Arrays.toString(extras.names());
    CrashReport.log(process, reason, during, lastMessage, state, shownNames);
    for (GroupUpdate watching : watches) {
      watching.crashed(process, reason);
    }
  }

  /** Warns at the threshold and at each doubling of it. */
  void mailboxGrows(ProcessCell process, int length) {
    if (process.extras().warnsAt(length)) {
      Behaviour<?> code = process.behaviour();
      LOG.warn(
          "the mailbox of {}{} holds {} messages: it receives faster than it handles",
          process,
          code == null ? "" : " (" + code.codeClass().getName() + ")",
          length);
    }
  }

  // ---- life

  @Override
  public boolean suspend(Duration timeout) {
    return scheduler.suspend(timeout);
  }

  @Override
  public void resume() {
    scheduler.resume();
  }

  @Override
  public boolean isSuspended() {
    return scheduler.isSuspended();
  }

  @Override
  public void close(Duration timeout) {
    if (scheduler.current() != null) {
      throw new IllegalStateException(
          "a process cannot close the runtime that it runs in: close it from a plain thread");
    }
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    scheduler.resume();
    long half = Durations.nanos(timeout) / 2;
    endAll(
        process -> process.parent() == null || !isAlive(process.parent()),
        ExitReason.SHUTDOWN,
        half);
    endAll(process -> true, ExitReason.KILL, half);
    scheduler.close();
    timers.clear();
    synchronized (poolLock) {
      if (blockingPool != null) {
        blockingPool.shutdownNow();
      }
    }
  }

  private void endAll(
      java.util.function.Predicate<ProcessCell> which, ExitReason reason, long nanos) {
    List<ProcessCell> ending = new ArrayList<>();
    for (ProcessCell process : table.all()) {
      if (process != systemProcess && which.test(process)) {
        ending.add(process);
      }
    }
    if (ending.isEmpty()) {
      return;
    }
    AtomicInteger left = new AtomicInteger(ending.size());
    CallRequest allEnded = new CallRequest(null, null, null);
    for (ProcessCell process : ending) {
      monitors.monitor(
          process,
          down -> {
            if (left.decrementAndGet() == 0) {
              allEnded.reply(Atom.OK);
            }
          });
      process.pushExit(new Control.ExitRequest(systemProcess, reason));
    }
    scheduler.await(allEnded, null, nanos);
    if (!allEnded.isDone() && reason.equals(ExitReason.KILL)) {
      LOG.warn("{} processes of {} did not end in time", left.get(), name);
    }
  }

  /** Keeps {@link Receive} out of the names of lambdas in reports. */
  private static final class SystemProcess implements Receive<Object> {
    static final SystemProcess BEHAVIOUR = new SystemProcess();

    @Override
    public Object receive(Object message, Object state, dev.mob.process.Self self) {
      return state;
    }
  }
}
