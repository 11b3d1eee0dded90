package dev.mob.background;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Work to be done later. Immutable.
 *
 * @param name unique among the app's work
 * @param worker what {@link Background#worker} was called with
 * @param delay how long it waits at least before the first run
 * @param period how long lies between two runs at least; {@code null} for work that is done once
 * @param input small values for the worker, kept with the request
 * @param replace whether it takes the place of work with its name; else that work stays as it is
 */
public record WorkRequest(
    String name,
    String worker,
    WorkKind kind,
    Duration delay,
    Duration period,
    Constraints constraints,
    Backoff backoff,
    Map<String, String> input,
    boolean replace) {
  /** Android's JobScheduler repeats no sooner; iOS decides by itself. */
  public static final Duration SHORTEST_PERIOD = Duration.ofMinutes(15);

  private static final int LONGEST_NAME = 400;

  public WorkRequest {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "the name of work has 1 to " + LONGEST_NAME + " characters, unlike '" + name + "'");
    }
    Objects.requireNonNull(worker, "worker");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(constraints, "constraints");
    Objects.requireNonNull(backoff, "backoff");
    if (delay.isNegative()) {
      throw new IllegalArgumentException("work " + name + " waits " + delay + ": not in the past");
    }
    if (period != null && period.compareTo(SHORTEST_PERIOD) < 0) {
      throw new IllegalArgumentException(
          "work " + name + " repeats every " + SHORTEST_PERIOD + " at most, not " + period);
    }
    if (kind == WorkKind.PUSH && period != null) {
      throw new IllegalArgumentException("work " + name + " runs at each push, not periodically");
    }
    input = Collections.unmodifiableMap(new TreeMap<>(input));
  }

  /** Short work that is done once, as soon as the platform allows. */
  public static WorkRequest once(String name, String worker) {
    return new WorkRequest(
        name,
        worker,
        WorkKind.REFRESH,
        Duration.ZERO,
        null,
        Constraints.NONE,
        Backoff.STANDARD,
        Collections.emptyMap(),
        false);
  }

  /** Short work that is done again and again. */
  public static WorkRequest every(Duration period, String name, String worker) {
    WorkRequest once = once(name, worker);
    return new WorkRequest(
        name,
        worker,
        once.kind,
        once.delay,
        period,
        once.constraints,
        once.backoff,
        once.input,
        false);
  }

  /** Work that is done at each silent push. */
  public static WorkRequest onPush(String name, String worker) {
    return once(name, worker).kind(WorkKind.PUSH);
  }

  public WorkRequest kind(WorkKind other) {
    return new WorkRequest(
        name, worker, other, delay, period, constraints, backoff, input, replace);
  }

  public WorkRequest delay(Duration atLeast) {
    return new WorkRequest(
        name, worker, kind, atLeast, period, constraints, backoff, input, replace);
  }

  public WorkRequest constraints(Constraints needed) {
    return new WorkRequest(name, worker, kind, delay, period, needed, backoff, input, replace);
  }

  public WorkRequest backoff(Backoff other) {
    return new WorkRequest(name, worker, kind, delay, period, constraints, other, input, replace);
  }

  public WorkRequest input(Map<String, String> values) {
    return new WorkRequest(
        name, worker, kind, delay, period, constraints, backoff, values, replace);
  }

  /** Takes the place of work with this name; a run that is under way is ended. */
  public WorkRequest replacing() {
    return new WorkRequest(name, worker, kind, delay, period, constraints, backoff, input, true);
  }
}
