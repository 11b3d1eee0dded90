package dev.mob.background.internal;

import dev.mob.background.WorkFunction;
import dev.mob.process.Behaviour;
import java.util.Objects;

/** Makes workers of functions, for the packages that are API. */
public final class FunctionWorkers {
  private FunctionWorkers() {}

  /** A worker that runs a function, finishes with what it returns, and ends. */
  public static Behaviour<?> of(WorkFunction function) {
    return new FunctionWorker(Objects.requireNonNull(function, "function"));
  }
}
