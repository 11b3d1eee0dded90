package dev.mob.testkit.phone;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How long something has run within the last day; Android counts data sync so. */
final class DailyUse {
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** Begin and end of each run, the last one perhaps open. */
  private final Deque<long[]> runs = new ArrayDeque<>();

  void begins(long now) {
    runs.add(new long[] {now, Long.MAX_VALUE});
  }

  void ends(long now) {
    runs.getLast()[1] = now;
  }

  Duration within(long now) {
    long from = now - DAY;
    long used = 0;
    while (!runs.isEmpty() && runs.peek()[1] < from) {
      runs.poll();
    }
    for (long[] run : runs) {
      used += Math.min(run[1], now) - Math.max(run[0], from);
    }
    return Duration.ofMillis(used);
  }
}
