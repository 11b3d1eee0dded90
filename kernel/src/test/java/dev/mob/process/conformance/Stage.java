package dev.mob.process.conformance;

import dev.mob.process.Address;
import dev.mob.process.Behaviour;
import dev.mob.process.CallFailed;
import dev.mob.process.Down;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Self;
import dev.mob.process.Simulation;
import dev.mob.process.SpawnOptions;
import dev.mob.process.StartFailed;
import dev.mob.process.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * Where a scenario plays: a runtime with threads, or a simulation with a seed and a clock of its
 * own. A scenario is written once for both.
 */
final class Stage implements AutoCloseable {
  /** Long enough for a loaded machine; no scenario that conforms waits this long. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration TICK = Duration.ofMillis(1);

  private final ProcessRuntime runtime;
  private final Simulation simulation;
  private final Map<Pid, String> roles = new ConcurrentHashMap<>();
  private final List<Object> log = new CopyOnWriteArrayList<>();
  private final AtomicInteger marks = new AtomicInteger();

  private Stage(ProcessRuntime runtime, Simulation simulation) {
    this.runtime = runtime;
    this.simulation = simulation;
  }

  static Stage onThreads() {
    return new Stage(ProcessRuntime.builder().name("stage").workers(2).build(), null);
  }

  static Stage simulated(long seed) {
    Simulation simulation = Simulation.of(seed);
    return new Stage(simulation.runtime(), simulation);
  }

  ProcessRuntime runtime() {
    return runtime;
  }

  // ---- actors

  /** Spawns a plain process that does what it is told. */
  Pid actor(String role) {
    return play(role, runtime.spawn(new Actor(), null));
  }

  /** Gives a process the name under which it appears in outcomes. */
  Pid play(String role, Pid process) {
    roles.put(process, role);
    return process;
  }

  /** Runs this as the actor and returns what it gives. */
  @SuppressWarnings("unchecked")
  <T> T in(Pid actor, Function<Self, T> body) {
    return (T) runtime.call(actor, new Actor.Ask(body::apply), PATIENCE);
  }

  /** Runs this as the actor, which may end by it; does not wait. */
  void tell(Pid actor, Consumer<Self> body) {
    runtime.send(actor, new Actor.Act(body));
  }

  /** Makes the actor exit with this reason: {@code exit/1}. */
  void exit(Pid actor, ExitReason reason) {
    tell(actor, self -> self.exit(reason));
  }

  /** Links one actor to another process, once it has made the request. */
  boolean link(Pid actor, Pid other) {
    return in(
        actor,
        self -> {
          self.link(other);
          return true;
        });
  }

  boolean unlink(Pid actor, Pid other) {
    return in(
        actor,
        self -> {
          self.unlink(other);
          return true;
        });
  }

  /** Makes the actor trap exits; gives what it was before. */
  boolean trapExits(Pid actor) {
    return in(actor, self -> self.trapExit(true));
  }

  /** Sends an exit signal from the actor: {@code exit/2}. */
  boolean exit(Pid actor, Pid other, ExitReason reason) {
    return in(
        actor,
        self -> {
          self.exit(other, reason);
          return true;
        });
  }

  /** An actor that has ended. */
  Pid deadActor(String role, ExitReason reason) {
    Pid dead = actor(role);
    Ending end = watch(dead);
    exit(dead, reason);
    end.reason();
    return dead;
  }

  /** The messages of an actor, once there are this many. */
  List<Object> received(Pid actor, int count) {
    until("message " + count, () -> received(actor).size() >= count);
    return received(actor);
  }

  /** The messages of an actor so far. */
  @SuppressWarnings("unchecked")
  List<Object> received(Pid actor) {
    return (List<Object>) runtime.call(actor, new Actor.Received(), PATIENCE);
  }

  /**
   * Waits until all that one actor has sent to the other has arrived: sends one message more, which
   * cannot overtake, and takes it out again.
   */
  List<Object> receivedAll(Pid from, Pid to) {
    Object mark = Tuple.of("mark", marks.incrementAndGet());
    tell(from, self -> self.send(to, mark));
    until("mark", () -> received(to).contains(mark));
    List<Object> all = new ArrayList<>(received(to));
    all.remove(mark);
    return all;
  }

  // ---- the ends of processes

  /** How a process ended, once it has. */
  final class Ending {
    private final AtomicReference<ExitReason> reason = new AtomicReference<>();

    private void seen(Down down) {
      reason.compareAndSet(null, down.reason());
    }

    boolean isThere() {
      return reason.get() != null;
    }

    ExitReason reason() {
      until("the end of a process", this::isThere);
      return reason.get();
    }
  }

  /** Begins to watch a process; from a thread, so no process gets a message. */
  Ending watch(Address process) {
    Ending ending = new Ending();
    runtime.monitor(process, ending::seen);
    return ending;
  }

  // ---- starts and calls, as terms

  /** {@code {ok,Pid}} as {@code ok}, {@code ignore}, or {@code {error,Reason}}. */
  Object started(Supplier<Pid> start) {
    try {
      return start.get() == null ? "ignore" : "ok";
    } catch (StartFailed failed) {
      return Tuple.of("error", failed.reason());
    }
  }

  Object start(Behaviour<?> behaviour, Object argument) {
    return started(() -> runtime.start(behaviour, argument, SpawnOptions.NONE));
  }

  /** The reply, or {@code {exit,Reason}}. */
  Object called(Supplier<Object> call) {
    try {
      return call.get();
    } catch (CallFailed failed) {
      return Tuple.of("exit", failed.reason());
    }
  }

  /** Starts a server whose argument is the atom {@code state}. */
  Pid server(Server server) {
    return play("server", runtime.start(server, "state", SpawnOptions.NONE));
  }

  /** Stops a server in order: {@code ok}, or {@code {exit,Reason}}. */
  Object stop(Address server, ExitReason reason) {
    return called(
        () -> {
          runtime.stop(server, reason, PATIENCE);
          return "ok";
        });
  }

  Object call(Address server, Object request, Duration timeout) {
    return called(() -> runtime.call(server, request, timeout));
  }

  Object call(Address server, Object request) {
    return called(() -> runtime.call(server, request, PATIENCE));
  }

  // ---- what callbacks note

  /** Notes something, from any process. */
  void note(Object what) {
    log.add(what);
  }

  /** All notes so far. */
  List<Object> notes() {
    return new ArrayList<>(log);
  }

  /** The notes, once there are this many. */
  List<Object> notes(int count) {
    until("note " + count + ", so far " + log, () -> log.size() >= count);
    return notes();
  }

  // ---- time

  /** Waits for something; in a simulation, time passes only when there is nothing to run. */
  void until(String what, BooleanSupplier condition) {
    if (simulation == null) {
      Awaitility.await(what)
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(TICK)
          .atMost(PATIENCE)
          .until(condition::getAsBoolean);
      return;
    }
    Duration limit = simulation.elapsed().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (simulation.step()) {
        continue;
      }
      if (simulation.elapsed().compareTo(limit) > 0) {
        throw new AssertionError("there is nothing to run, and never came: " + what);
      }
      simulation.advance(TICK);
    }
  }

  /** Waits for something that other processes do, inside a callback. */
  void untilInside(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (simulation == null) {
        Thread.yield();
      } else if (!simulation.step()) {
        throw new AssertionError("there is nothing to run");
      }
    }
  }

  /** Lets this time pass, by the runtime's clock: a timer that was set later is awaited. */
  void pass(Duration time) {
    Pid waiter = runtime.spawn(new Actor(), null);
    runtime.sendAfter(time, waiter, "passed");
    received(waiter, 1);
    runtime.exit(waiter, ExitReason.KILL);
  }

  String write(Object outcome) {
    return new Terms(pid -> roles.getOrDefault(pid, "pid")).write(outcome);
  }

  @Override
  public void close() {
    // Actors that trap exits would sit out the time for an end in order.
    for (Pid process : runtime.processes()) {
      runtime.exit(process, ExitReason.KILL);
    }
    if (simulation != null) {
      simulation.close();
    } else {
      runtime.close();
    }
  }
}
