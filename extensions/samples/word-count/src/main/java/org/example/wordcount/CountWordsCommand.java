package org.example.wordcount;

import dev.mob.extension.OperatorCommand;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import java.util.List;
import java.util.Map;

/** {@code mob count-words '{"text": "to be or not to be"}'}. */
record CountWordsCommand(ProcessRuntime runtime) implements OperatorCommand {
  @Override
  public String name() {
    return "count-words";
  }

  @Override
  public String summary() {
    return "Counts the words of a JSON message";
  }

  @Override
  public void run(Map<String, Object> arguments, Reply reply) throws Exception {
    if (!(arguments.get("words") instanceof List<?> messages) || messages.isEmpty()) {
      throw new IllegalArgumentException("count what? Give a JSON message");
    }
    for (Object message : messages) {
      reply.item(runtime.call(ProcessName.of(WordCount.NAME), message));
    }
  }
}
