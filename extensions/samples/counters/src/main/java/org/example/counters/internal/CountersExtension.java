package org.example.counters.internal;

import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;
import dev.mob.extension.OperatorCommand;
import dev.mob.process.ChildSpec;
import org.example.counters.Counters;

/** Puts the process that counts under its supervisor, and the service before it. */
public final class CountersExtension implements Extension {
  @Override
  public void activate(ExtensionContext context) {
    Counting counting = new Counting(context.settings().intValue("limit"));
    context.supervise(ChildSpec.worker("counting", counting, null).name(Counting.NAME));
    Counters counters = new ProcessCounters(context.runtime());
    context.provide(Counters.class, counters);
    context.provide(OperatorCommand.class, new CountersCommand(counters));
  }
}
