package dev.mob.background.internal;

import dev.mob.background.WorkResult;
import dev.mob.background.platform.WorkPlatform.Opportunity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An opportunity that the platform has given and waits for. Used by the scheduler alone. */
final class OpenOpportunity {
  final Opportunity opportunity;

  /** The work that a push has begun; {@code null} when it is for work that is due. */
  final List<String> begunByPush;

  /** What has been run, each once. */
  final Set<String> tried = new HashSet<>();

  /** What runs now. */
  final Set<String> running = new HashSet<>();

  /** Workers may still be named: the app has just been started. */
  boolean waitsForWorkers = true;

  /** The time runs out: begin nothing more. */
  boolean expiring;

  WorkResult best = WorkResult.NO_DATA;

  OpenOpportunity(Opportunity opportunity, List<String> begunByPush) {
    this.opportunity = opportunity;
    this.begunByPush = begunByPush;
  }

  boolean isFor(WorkRow row) {
    if (row.isStanding() || tried.contains(row.name())) {
      return false;
    }
    if (begunByPush != null) {
      return begunByPush.contains(row.name());
    }
    return opportunity
            .slot()
            .map(row.name()::equals)
            .orElse(row.request().kind() == opportunity.kind())
        && opportunity.meets(row.request().constraints());
  }

  void ended(String work, WorkResult result) {
    running.remove(work);
    if (rank(result) > rank(best)) {
      best = result;
    }
  }

  private static int rank(WorkResult result) {
    return switch (result) {
      case NEW_DATA -> 3;
      case FAILED -> 2;
      case RETRY -> 1;
      case NO_DATA -> 0;
    };
  }
}
