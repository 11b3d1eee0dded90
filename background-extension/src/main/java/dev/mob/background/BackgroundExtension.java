package dev.mob.background;

import dev.mob.background.internal.BackgroundParts;
import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;

/**
 * Work while the app is not in front: provides {@link Background} and, where the host tells what
 * the phone does, {@link Lifecycle}.
 */
public final class BackgroundExtension implements Extension {
  @Override
  public void activate(ExtensionContext context) {
    BackgroundParts.assemble(context);
  }
}
