package dev.mob.kernel;

import java.time.Duration;
import java.util.List;

/**
 * How a kernel stopped.
 *
 * @param took how long it took
 * @param overdue what did not end in its time and was abandoned or killed, a line for each; empty
 *     when all stopped in order
 */
public record StopReport(Duration took, List<String> overdue) {

  /** True when nothing had to be abandoned or killed. */
  public boolean isClean() {
    return overdue.isEmpty();
  }
}
