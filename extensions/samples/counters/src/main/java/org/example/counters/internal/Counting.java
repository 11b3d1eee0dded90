package org.example.counters.internal;

import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The process that counts. Its state is a map of the JDK's, which outlives this code. */
record Counting(int limit) implements GenServer<Map<String, Long>> {
  static final String NAME = "counters";

  /** Adds to a counter; the reply is what it is then, or a text that says why not. */
  record Add(String name, long by) {}

  /** The reply is a copy of the counters. */
  record All() {}

  @Override
  public Init<Map<String, Long>> init(Object argument, Self self) {
    return Init.ok(Collections.emptyMap());
  }

  @Override
  public Next<Map<String, Long>> handleCall(
      Object request, From from, Map<String, Long> counters, Self self) {
    if (!(request instanceof Add add)) {
      return Next.reply(counters, counters);
    }
    if (!counters.containsKey(add.name()) && counters.size() >= limit) {
      return Next.reply("there are " + limit + " counters already; raise counters.limit", counters);
    }
    Map<String, Long> changed = new TreeMap<>(counters);
    long now = changed.merge(add.name(), add.by(), Long::sum);
    return Next.reply(now, Collections.unmodifiableMap(changed));
  }
}
