package dev.mob.background.internal;

import dev.mob.background.WorkResult;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.process.Address;
import dev.mob.process.Behaviour;
import dev.mob.process.ChildSpec;
import dev.mob.process.ExitReason;
import dev.mob.process.Response;
import dev.mob.process.Restart;
import dev.mob.process.Self;
import dev.mob.process.StartResult;
import dev.mob.process.SupervisorRequest;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * The runs of work, from their begin to their end: a run is noted on disk before its process
 * starts, and its outcome, once, before anything else happens. The processes are children of a
 * supervisor. Has no state of its own; used by the scheduler's process.
 */
final class Runs {
  private final Map<String, Behaviour<?>> workers;
  private final Address supervisor;
  private final WorkPlatform platform;
  private final Logger log;

  /**
   * @param workers the code by its name
   * @param supervisor starts the processes
   */
  Runs(Map<String, Behaviour<?>> workers, Address supervisor, WorkPlatform platform, Logger log) {
    this.workers = workers;
    this.supervisor = supervisor;
    this.platform = platform;
    this.log = log;
  }

  /** Begins a run of work whose worker is there; {@link #started} is for the answer. */
  void begin(WorkRow row, WorkDesk desk, Self self) {
    WorkRow begun = row.begin();
    desk.table.put(begun);
    Run run = new Run(self.runtime().makeRef(), row.name());
    desk.runs.put(row.name(), run);
    ChildSpec child =
        ChildSpec.worker(
                row.name(),
                workers.get(row.request().worker()),
                new RunningWork(self.runtime(), self.pid(), run.id, begun))
            .restart(Restart.TEMPORARY);
    self.sendRequest(supervisor, new SupervisorRequest.StartChild(child), run, null);
  }

  /**
   * The supervisor has answered.
   *
   * @return why there is no process, if there is none
   */
  Optional<ExitReason> started(Response response, WorkDesk desk, Self self) {
    Run run = (Run) response.label();
    StartResult result = response.isReply() ? (StartResult) response.reply() : null;
    if (result == null || result.pid() == null) {
      ExitReason reason = result == null ? response.failure() : result.failure();
      return Optional.of(reason == null ? ExitReason.NORMAL : reason);
    }
    run.process = result.pid();
    desk.processes.put(self.monitor(run.process), run);
    if (run.killed) {
      kill(run, self);
    }
    return Optional.empty();
  }

  /** Notes a run's outcome; from here on it cannot have another. */
  void settle(Run run, WorkResult result, WorkDesk desk) {
    if (run.settled) {
      return;
    }
    if (result == WorkResult.FAILED) {
      log.warn("work {} failed and is given up", run.work);
    }
    WorkRow left =
        desk.table.find(run.work).map(row -> row.after(result, platform.now())).orElse(null);
    if (left == null) {
      desk.table.remove(run.work);
    } else {
      desk.table.put(left);
    }
    run.settled = true;
    run.result = result;
  }

  /** Ends the run of that work, if there is one; whoever calls has seen to what is left of it. */
  void callOff(String work, WorkDesk desk, Self self) {
    Run run = desk.runs.get(work);
    if (run != null) {
      run.settled = true;
      kill(run, self);
    }
  }

  /** Ends the run's process, now or when it has started. */
  void kill(Run run, Self self) {
    run.killed = true;
    if (run.process != null) {
      self.exit(run.process, ExitReason.KILL);
    }
  }

  /**
   * The process of a run is not there any more.
   *
   * @return its outcome
   */
  WorkResult ended(Run run, ExitReason reason, WorkDesk desk) {
    if (!run.settled) {
      if (!reason.isOrderly()) {
        log.warn("work {} crashed and is tried again: {}", run.work, reason);
      }
      settle(run, reason.isOrderly() ? WorkResult.NO_DATA : WorkResult.RETRY, desk);
    }
    desk.runs.remove(run.work);
    return run.result == null ? WorkResult.NO_DATA : run.result;
  }
}
