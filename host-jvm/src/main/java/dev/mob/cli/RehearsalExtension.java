package dev.mob.cli;

import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;
import dev.mob.process.ChildSpec;
import dev.mob.process.DynamicSupervisor;
import dev.mob.process.Strategy;
import dev.mob.process.SupervisorSpec;
import java.time.Duration;

/** What most extensions do at their start, for the class archive: a bundle's copy of it is run. */
public final class RehearsalExtension implements Extension {
  @Override
  public void activate(ExtensionContext context) {
    Duration period = context.settings().duration("period");
    context.data();
    context.supervise(
        ChildSpec.supervisor(
            "rehearsal",
            SupervisorSpec.of(
                    Strategy.REST_FOR_ONE,
                    ChildSpec.dynamicSupervisor(
                            "players", DynamicSupervisor.Spec.STANDARD.intensity(5, period))
                        .name("players"))
                .intensity(3, period)));
    context.provide(Runnable.class, () -> context.logger().debug("rehearsing"));
  }
}
