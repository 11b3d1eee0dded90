package dev.mob.notify.sender;

import java.util.List;

/**
 * What a send would have done.
 *
 * @param problems what is wrong with the request; empty when it would be accepted
 * @param devices how many devices it would reach at this moment
 */
public record DryRun(List<Problem> problems, long devices) {
  public DryRun {
    problems = List.copyOf(problems);
  }

  /** Whether the request would be accepted. */
  public boolean valid() {
    return problems.isEmpty();
  }
}
