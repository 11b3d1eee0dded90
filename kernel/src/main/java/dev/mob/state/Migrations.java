package dev.mob.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The version of what a namespace holds, and the steps from the versions before. Immutable.
 *
 * <p>A namespace that holds nothing yet begins at the current version. All steps that are needed
 * run in one transaction when the namespace is opened: a kill amid them leaves the old version.
 */
public final class Migrations {
  /** Version 1, with nothing before it. */
  public static final Migrations NONE = new Migrations(Collections.emptyList());

  private final List<Step> steps;

  private Migrations(List<Step> steps) {
    this.steps = Collections.unmodifiableList(steps);
  }

  /**
   * Adds the step that makes the next version out of the one so far: the first call goes from 1 to
   * 2, the second from 2 to 3. Steps are never removed or reordered.
   */
  public Migrations then(Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new Migrations(more);
  }

  /** The version that the code knows. */
  public int version() {
    return steps.size() + 1;
  }

  void run(int from, Transaction transaction) throws Exception {
    for (Step step : steps.subList(from - 1, steps.size())) {
      step.migrate(transaction);
    }
  }

  /** Rewrites a namespace from one version to the next. */
  @FunctionalInterface
  public interface Step {
    void migrate(Transaction transaction) throws Exception;
  }
}
