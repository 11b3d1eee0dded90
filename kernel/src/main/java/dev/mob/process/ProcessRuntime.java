package dev.mob.process;

import dev.mob.process.internal.ProcessSystem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs processes: the process table, the registered names, the timers and the workers. All methods
 * may be called from any thread, also from inside a process.
 *
 * <p>Whoever builds a runtime owns it and closes it.
 */
@ProviderType
public interface ProcessRuntime extends AutoCloseable {

  /** OTP's time-out of a call: five seconds. */
  Duration CALL_TIMEOUT = Duration.ofSeconds(5);

  static Builder builder() {
    return new Builder();
  }

  /** The name of this node; {@code nonode@nohost} until distribution gives it one. */
  Atom node();

  /** Spawns a process and returns at once; its {@code init} has not run yet. */
  <S> Pid spawn(Behaviour<S> behaviour, Object argument);

  /**
   * Spawns a process with options and returns at once. From a plain thread {@code link} and {@code
   * monitor} have no meaning and are refused.
   */
  <S> Pid spawn(Behaviour<S> behaviour, Object argument, SpawnOptions options);

  /**
   * Spawns a process and waits until its {@code init} has returned: OTP's {@code start}.
   *
   * @return the process; {@code null} when {@code init} said ignore
   * @throws StartFailed when it did not start
   */
  <S> Pid start(Behaviour<S> behaviour, Object argument, SpawnOptions options);

  /** {@link #start(Behaviour, Object, SpawnOptions)} without options. */
  default <S> Pid start(Behaviour<S> behaviour, Object argument) {
    return start(behaviour, argument, SpawnOptions.NONE);
  }

  /** Sends a message; never fails and never blocks. */
  void send(Address to, Object message);

  /**
   * Sends a message and says whether it was taken: false when there is nobody, or when a bounded
   * mailbox rejected or dropped it. True for a process on another node.
   */
  boolean trySend(Address to, Object message);

  /** Sends a message that wants no reply to a server. */
  void cast(Address to, Object message);

  /** Calls and waits for the reply for {@link #CALL_TIMEOUT}. */
  default Object call(Address to, Object request) {
    return call(to, request, CALL_TIMEOUT);
  }

  /**
   * Calls and waits for the reply.
   *
   * @throws CallFailed when there is no such process, it ends first, or the time passes
   */
  Object call(Address to, Object request, Duration timeout);

  /** Sends a message after a delay; see {@link Self#sendAfter}. */
  Ref sendAfter(Duration delay, Address to, Object message);

  /** Stops a timer; the milliseconds that were left, or -1. */
  long cancelTimer(Ref timer);

  /** Sends an exit signal, as from a process that does not exist. */
  void exit(Pid process, ExitReason reason);

  /**
   * Stops a server in order and waits: OTP's {@code gen_server:stop/3}.
   *
   * @throws CallFailed when it did not end in time, or ended with another reason
   */
  void stop(Address process, ExitReason reason, Duration timeout);

  /**
   * Watches a process from a plain thread. The action runs once, on a worker, when the process has
   * ended (at once when it is not there); it must not block.
   *
   * @return names the monitor, for {@link #demonitor}
   */
  Ref monitor(Address target, Consumer<Down> action);

  /** Ends a monitor made by {@link #monitor(Address, Consumer)}. */
  boolean demonitor(Ref monitor);

  /**
   * Registers a process under a name.
   *
   * @throws IllegalStateException when the name is taken
   * @throws IllegalArgumentException when the process is not alive here
   */
  void register(Atom name, Pid process);

  /** Removes a name; false when it was not registered. */
  boolean unregister(Atom name);

  /** The process with this name; {@code null} when there is none. */
  Pid whereis(Atom name);

  /** {@link #whereis(Atom)} for a plain string. */
  default Pid whereis(String name) {
    return whereis(Atom.of(name));
  }

  /** All registered names, as they are now. */
  Map<Atom, Pid> registered();

  /** All processes that are alive now. */
  List<Pid> processes();

  boolean isAlive(Pid process);

  /** The process with this id and serial, if it is alive here; {@code null} otherwise. */
  Pid lookup(int id, int serial);

  Optional<ProcessInfo> info(Pid process);

  RuntimeCounters counters();

  /** A reference that was never made before and never will be again. */
  Ref makeRef();

  /** The process groups of a scope; made on first use. OTP's default scope is {@code pg}. */
  ProcessGroups groups(Atom scope);

  /** What {@link Sys} does to a process: code, state and traces. */
  Sys sys();

  /** Where a cluster connects itself. */
  DistributionPort distribution();

  RuntimeClock clock();

  /**
   * Stops all processes at their next message, for a host that goes to the background. Messages go
   * on arriving and wait. Returns when no process runs any more, or after the time.
   *
   * @return false when some process was still in a callback after that time
   */
  boolean suspend(Duration timeout);

  /** Lets processes run again; timers that were due meanwhile fire once, in order. */
  void resume();

  boolean isSuspended();

  /**
   * Ends all processes and the workers: first in order ({@code shutdown} to every process that has
   * no parent), then, after the time, by {@code kill}. Idempotent.
   */
  void close(Duration timeout);

  /** {@link #close(Duration)} with five seconds. */
  @Override
  default void close() {
    close(Duration.ofSeconds(5));
  }

  /** Puts a runtime together. */
  final class Builder {
    private int workers = Math.max(2, Runtime.getRuntime().availableProcessors());
    private int maxBlocked = 256;
    private int mailboxWarning = 10_000;
    private RuntimeClock clock = RuntimeClock.SYSTEM;
    private String name = "mob";

    private Builder() {}

    /**
     * How many processes can run at the same moment; as many as there are processors by default.
     */
    public Builder workers(int workers) {
      if (workers < 1) {
        throw new IllegalArgumentException("a runtime has 1 or more workers, not " + workers);
      }
      this.workers = workers;
      return this;
    }

    /** How many processes may wait in {@code call} at the same moment; 256 by default. */
    public Builder maxBlocked(int processes) {
      if (processes < 1) {
        throw new IllegalArgumentException("1 or more processes may wait, not " + processes);
      }
      this.maxBlocked = processes;
      return this;
    }

    /**
     * The mailbox length at which a warning is logged, then at each doubling; 10,000 by default.
     */
    public Builder mailboxWarning(int messages) {
      this.mailboxWarning = messages;
      return this;
    }

    public Builder clock(RuntimeClock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** How worker threads are named. */
    public Builder name(String name) {
      this.name = Objects.requireNonNull(name, "name");
      return this;
    }

    /** Starts the workers. */
    public ProcessRuntime build() {
      return ProcessSystem.threaded(name, workers, maxBlocked, mailboxWarning, clock);
    }
  }
}
