package ${package};

import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;

/**
 * A process that greets whoever it is called with, and counts. How many it has greeted is its
 * state, which is handed in and returned and never kept in a field: so this code can be replaced
 * while the count goes on.
 */
record Greeter(String greeting) implements GenServer<Long> {
  /** The name under which the process is found. */
  static final String NAME = "${artifactId}_greeter";

  @Override
  public Init<Long> init(Object argument, Self self) {
    return Init.ok(0L);
  }

  @Override
  public Next<Long> handleCall(Object name, From from, Long greeted, Self self) {
    if (!(name instanceof String)) {
      throw new IllegalArgumentException("a name is a string, not " + name);
    }
    long count = greeted + 1;
    return Next.reply(greeting + ", " + name + "! You are number " + count + ".", count);
  }

  /** Called when a new version of this code takes over a process; the state may need a change. */
  @Override
  public Long codeChange(String fromVersion, Object state) {
    return ((Number) state).longValue();
  }
}
