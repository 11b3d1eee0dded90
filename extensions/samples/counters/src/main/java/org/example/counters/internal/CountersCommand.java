package org.example.counters.internal;

import dev.mob.extension.OperatorCommand;
import java.io.IOException;
import java.util.Map;
import org.example.counters.Counters;

/** {@code mob counters}. */
record CountersCommand(Counters counters) implements OperatorCommand {
  @Override
  public String name() {
    return "counters";
  }

  @Override
  public String summary() {
    return "Shows all counters";
  }

  @Override
  public void run(Map<String, Object> arguments, Reply reply) throws IOException {
    reply.item(counters.all());
  }
}
