package dev.mob.host.android.background;

import dev.mob.background.Constraints;
import dev.mob.background.WorkKind;
import dev.mob.background.WorkResult;
import dev.mob.background.platform.WorkPlatform.Opportunity;
import dev.mob.background.platform.WorkPlatform.Push;
import java.util.Optional;

/** The window that a silent push gives. */
final class PushOpportunity implements Opportunity {
  private final Push push;
  private final PhoneConditions conditions;
  private final Runnable done;

  PushOpportunity(Push push, PhoneConditions conditions, Runnable done) {
    this.push = push;
    this.conditions = conditions;
    this.done = done;
  }

  @Override
  public WorkKind kind() {
    return WorkKind.PUSH;
  }

  @Override
  public Optional<String> slot() {
    return Optional.empty();
  }

  @Override
  public boolean meets(Constraints constraints) {
    return conditions.meet(constraints);
  }

  @Override
  public Optional<Push> push() {
    return Optional.of(push);
  }

  @Override
  public void finished(WorkResult result) {
    done.run();
  }
}
