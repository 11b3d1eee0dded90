package dev.mob.background.internal;

import dev.mob.background.platform.WorkPlatform;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import java.time.Duration;

/** Carries what the platform says about work to the scheduler's mailbox. */
final class PlatformEvents implements WorkPlatform.Listener {
  private final ProcessRuntime runtime;
  private final Pid scheduler;

  PlatformEvents(ProcessRuntime runtime, Pid scheduler) {
    this.runtime = runtime;
    this.scheduler = scheduler;
  }

  @Override
  public void opportunity(WorkPlatform.Opportunity opportunity) {
    runtime.cast(scheduler, new WorkScheduler.Arrived(opportunity));
  }

  @Override
  public void expiring(WorkPlatform.Opportunity opportunity, Duration left) {
    runtime.cast(scheduler, new WorkScheduler.Expiring(opportunity, left));
  }
}
