package dev.mob.notify;

import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;
import dev.mob.process.ChildSpec;
import dev.mob.process.DynamicSupervisor;

/**
 * Notifications for processes. So far it holds its place: its settings are checked, what it needs
 * of a phone is declared, and {@link #SUBSCRIPTIONS} runs. It delivers nothing and provides no
 * service, so nobody can take it for more than that.
 */
public final class NotifyExtension implements Extension {
  /** The name of the supervisor below which each subscription is a process. */
  public static final String SUBSCRIPTIONS = "notify_subscriptions";

  @Override
  public void activate(ExtensionContext context) {
    context.supervise(
        ChildSpec.dynamicSupervisor("subscriptions", DynamicSupervisor.Spec.STANDARD)
            .name(SUBSCRIPTIONS));
  }
}
