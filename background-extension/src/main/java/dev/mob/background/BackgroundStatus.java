package dev.mob.background;

import java.util.List;

/** What is held, waiting and running at one moment. Immutable. */
public record BackgroundStatus(List<HeldLease> leases, List<ScheduledWork> work) {

  /**
   * A lease that is held.
   *
   * @param interrupted true while the platform has stopped the mechanism for a while
   */
  public record HeldLease(
      long id, String reason, KeepAliveType type, String owner, boolean interrupted) {}

  /**
   * Work that is not done yet.
   *
   * @param attempt how often it has been begun
   * @param due when it may run next, in milliseconds since 1970
   */
  public record ScheduledWork(
      String name, String worker, WorkKind kind, boolean running, int attempt, long due) {}
}
