package dev.mob.background.internal;

import dev.mob.state.Namespace;
import java.util.function.Supplier;

/**
 * A namespace that is opened when it is first needed, and stays open over restarts of the process
 * that needs it. What fails is tried again the next time.
 */
final class OpenedOnce implements Supplier<Namespace> {
  private final Supplier<Namespace> opening;
  private Namespace opened;

  OpenedOnce(Supplier<Namespace> opening) {
    this.opening = opening;
  }

  @Override
  public synchronized Namespace get() {
    if (opened == null) {
      opened = opening.get();
    }
    return opened;
  }
}
