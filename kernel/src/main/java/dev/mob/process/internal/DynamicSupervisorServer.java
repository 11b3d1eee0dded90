package dev.mob.process.internal;

import dev.mob.process.*;
import java.time.Duration;

public final class DynamicSupervisorServer {
  public static final Behaviour<?> BEHAVIOUR = (Receive<Object>) (m, s, self) -> s;

  public static SupervisionTree tree(ProcessRuntime runtime, Pid supervisor, Duration timeout) {
    throw new UnsupportedOperationException();
  }
}
