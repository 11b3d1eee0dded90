package dev.mob.background.internal;

import dev.mob.process.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The scheduler's state. It changes in place; only the scheduler's callbacks touch it. */
final class WorkDesk {
  /** {@code null} until it is opened. */
  WorkTable table;

  /** What runs, by the work's name; an entry stays until the process has ended. */
  final Map<String, Run> runs = new HashMap<>();

  /** The runs whose process is watched, by that monitor. */
  final Map<Ref, Run> processes = new HashMap<>();

  final List<OpenOpportunity> open = new ArrayList<>();

  /** What the platform was told last, so that it is not told the same again. */
  List<WorkRow> planned;

  /** The run of that id, if it is under way and has no outcome yet. */
  Run unsettled(Ref id) {
    for (Run run : runs.values()) {
      if (run.id.equals(id) && !run.settled) {
        return run;
      }
    }
    return null;
  }
}
