package dev.mob.notify;

import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;
import dev.mob.notify.internal.NotifyParts;

/** Notifications for processes: provides {@link Notify}. */
public final class NotifyExtension implements Extension {
  @Override
  public void activate(ExtensionContext context) {
    NotifyParts.assemble(context);
  }
}
