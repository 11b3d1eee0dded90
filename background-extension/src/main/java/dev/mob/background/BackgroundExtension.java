package dev.mob.background;

import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;
import dev.mob.process.ChildSpec;
import dev.mob.process.DynamicSupervisor;

/**
 * Work while the app is not in front. So far it holds its place: its settings are checked, what it
 * needs of a phone is declared, and {@link #WORK} runs. It grants no lease, schedules nothing and
 * provides no service, so nobody can take it for more than that.
 */
public final class BackgroundExtension implements Extension {
  /** The name of the supervisor below which each piece of work is a process. */
  public static final String WORK = "background_work";

  @Override
  public void activate(ExtensionContext context) {
    int most = Math.toIntExact(context.settings().integer("work.max-running"));
    context.supervise(
        ChildSpec.dynamicSupervisor("work", DynamicSupervisor.Spec.STANDARD.maxChildren(most))
            .name(WORK));
  }
}
