package dev.mob.testkit;

/** The time that a {@link MobNode}'s timers and time-outs go by. */
public enum Time {
  /**
   * It stands still until the test lets it pass, and processes run on the test's thread, in an
   * order from a seed: nothing is ever waited for, and a run can be had again. What an extension
   * does on threads of its own is outside of this.
   */
  VIRTUAL,
  /** The machine's, with the scheduler that a kernel has outside of tests. */
  REAL
}
