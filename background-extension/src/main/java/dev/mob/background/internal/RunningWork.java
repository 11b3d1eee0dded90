package dev.mob.background.internal;

import dev.mob.background.Work;
import dev.mob.background.WorkResult;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Ref;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** One run, as its process sees it; what it says goes to the scheduler. */
final class RunningWork implements Work {
  private final ProcessRuntime runtime;
  private final Pid scheduler;
  private final Ref run;
  private final WorkRow row;

  RunningWork(ProcessRuntime runtime, Pid scheduler, Ref run, WorkRow row) {
    this.runtime = runtime;
    this.scheduler = scheduler;
    this.run = run;
    this.row = row;
  }

  @Override
  public String name() {
    return row.name();
  }

  @Override
  public int attempt() {
    return row.attempt();
  }

  @Override
  public Map<String, String> input() {
    return row.request().input();
  }

  @Override
  public Map<String, String> progress() {
    return row.progress();
  }

  @Override
  public void saveProgress(Map<String, String> progress) {
    Map<String, String> copy = Collections.unmodifiableMap(new TreeMap<>(progress));
    tell(new WorkScheduler.Progress(run, copy));
  }

  @Override
  public void finish(WorkResult result) {
    tell(new WorkScheduler.Finish(run, result));
  }

  private void tell(Object request) {
    if (!(Boolean) runtime.call(scheduler, request)) {
      throw new IllegalStateException(
          "this run of work " + name() + " is over: it was finished, cancelled or out of time");
    }
  }

  @Override
  public String toString() {
    return "work " + name() + ", attempt " + attempt();
  }
}
