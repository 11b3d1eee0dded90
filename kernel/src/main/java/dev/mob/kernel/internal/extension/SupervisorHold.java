package dev.mob.kernel.internal.extension;

import dev.mob.process.CallFailed;
import dev.mob.process.ChildSpec;
import dev.mob.process.Down;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Ref;
import dev.mob.process.Restart;
import dev.mob.process.Strategy;
import dev.mob.process.Supervisor;
import dev.mob.process.SupervisorSpec;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The supervisor of one extension's processes: a temporary child of the root supervisor, so that
 * its end touches neither the root nor its neighbours, and the leader of the group of all its
 * processes.
 */
final class SupervisorHold {
  private final String id;
  private final ProcessRuntime runtime;
  private final Pid root;
  private final Pid pid;
  private final Ref monitor;
  private Down down;
  private Consumer<Down> listener;
  private boolean watched = true;

  private SupervisorHold(String id, ProcessRuntime runtime, Pid root, Pid pid) {
    this.id = id;
    this.runtime = runtime;
    this.root = root;
    this.pid = pid;
    this.monitor = runtime.monitor(pid, this::ended);
  }

  /** Starts a supervisor without children below the root. */
  static SupervisorHold start(String id, Environment environment) {
    SupervisorSpec spec =
        SupervisorSpec.of(Strategy.ONE_FOR_ONE)
            .intensity(environment.restarts(), environment.period());
    ChildSpec child =
        ChildSpec.supervisor(id, spec).restart(Restart.TEMPORARY).name(id + "_sup").leadsGroup();
    Pid pid = Supervisor.startChild(environment.runtime(), environment.root(), child);
    return new SupervisorHold(id, environment.runtime(), environment.root(), pid);
  }

  Pid pid() {
    return pid;
  }

  /**
   * Has the end of the supervisor told to a listener from now on.
   *
   * @return how it ended, when it has already; the listener is not told then
   */
  synchronized Optional<Down> keepFor(Consumer<Down> whenItEnds) {
    listener = whenItEnds;
    return Optional.ofNullable(down);
  }

  /** Its end is wanted from now on: nobody is told. */
  synchronized void letGo() {
    watched = false;
    runtime.demonitor(monitor);
  }

  /** Stops it in order, with all below it, each child within its own time. */
  void stop() {
    if (!runtime.isAlive(pid)) {
      return;
    }
    try {
      Supervisor.terminateChild(runtime, root, id);
    } catch (CallFailed rootHasEnded) {
      // Then this one has ended with it.
    }
  }

  /** Ends it and all below it at once; does nothing when it has ended. */
  void kill() {
    runtime.exit(pid, ExitReason.KILL);
  }

  private void ended(Down message) {
    Consumer<Down> tell;
    synchronized (this) {
      if (!watched) {
        return;
      }
      down = message;
      tell = listener;
    }
    if (tell != null) {
      tell.accept(message);
    }
  }
}
