package org.example.counters.internal;

import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import java.util.Map;
import org.example.counters.Counters;

/** Asks the process that counts. */
record ProcessCounters(ProcessRuntime runtime) implements Counters {
  private static final ProcessName COUNTING = ProcessName.of(Counting.NAME);

  @Override
  public long add(String name, long by) {
    Object reply = runtime.call(COUNTING, new Counting.Add(name, by));
    if (reply instanceof Long now) {
      return now;
    }
    throw new IllegalStateException(reply.toString());
  }

  @Override
  @SuppressWarnings("unchecked")
  public Map<String, Long> all() {
    return (Map<String, Long>) runtime.call(COUNTING, new Counting.All());
  }
}
