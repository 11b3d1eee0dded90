package ${package};

import dev.mob.extension.OperatorCommand;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import java.util.List;
import java.util.Map;

/** {@code mob greet NAME}. */
record GreetCommand(ProcessRuntime runtime) implements OperatorCommand {
  @Override
  public String name() {
    return "greet";
  }

  @Override
  public String summary() {
    return "Greets people by their names";
  }

  @Override
  public void run(Map<String, Object> arguments, Reply reply) throws Exception {
    if (!(arguments.get("words") instanceof List<?> names) || names.isEmpty()) {
      throw new IllegalArgumentException("whom? Give a name: mob greet Ada");
    }
    for (Object name : names) {
      reply.item(runtime.call(ProcessName.of(Greeter.NAME), name));
    }
  }
}
