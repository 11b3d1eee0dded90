package dev.mob.background.internal;

import dev.mob.background.EndCause;
import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.process.Address;
import dev.mob.process.ProcessRuntime;
import java.time.Duration;

/** Carries what the platform does to the mechanism to the keeper's mailbox. */
final class LeaseSignals implements KeepAlivePlatform.Listener {
  private final ProcessRuntime runtime;
  private final Address keeper;

  LeaseSignals(ProcessRuntime runtime, Address keeper) {
    this.runtime = runtime;
    this.keeper = keeper;
  }

  @Override
  public void interrupted(String cause) {
    runtime.cast(keeper, new LeaseKeeper.Signal.Interrupted(cause));
  }

  @Override
  public void resumed() {
    runtime.cast(keeper, new LeaseKeeper.Signal.Resumed());
  }

  @Override
  public void expiring(Duration in) {
    runtime.cast(keeper, new LeaseKeeper.Signal.Expiring(in));
  }

  @Override
  public void ended(EndCause cause) {
    runtime.cast(keeper, new LeaseKeeper.Signal.Ended(cause));
  }
}
