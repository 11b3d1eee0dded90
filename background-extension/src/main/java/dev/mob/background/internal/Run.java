package dev.mob.background.internal;

import dev.mob.background.WorkResult;
import dev.mob.process.Pid;
import dev.mob.process.Ref;

/**
 * One run of a piece of work, from its start until its process has ended. Used by the scheduler
 * alone.
 */
final class Run {
  /** Names the run; what is left of an earlier run of the same work has another. */
  final Ref id;

  final String work;

  /** The process; {@code null} until it has started. */
  Pid process;

  /** Its outcome is on disk: how the process ends means nothing any more. */
  boolean settled;

  /** How it ended; {@code null} until it is settled, and when it was cancelled. */
  WorkResult result;

  /** Its process is to end, even if it has yet to start. */
  boolean killed;

  Run(Ref id, String work) {
    this.id = id;
    this.work = work;
  }
}
