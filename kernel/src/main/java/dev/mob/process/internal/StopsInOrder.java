package dev.mob.process.internal;

import dev.mob.process.ExitReason;

/**
 * A behaviour of the runtime's own whose end takes more than one message: a supervisor, which stops
 * its children without holding a worker.
 */
interface StopsInOrder {
  /** Begins to stop; the process ends with this reason when all is done. */
  void stop(ProcessCell self, ExitReason reason);
}
