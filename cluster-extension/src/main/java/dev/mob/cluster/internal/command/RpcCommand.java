package dev.mob.cluster.internal.command;

import dev.mob.cluster.Cluster;
import dev.mob.cluster.term.TermPrinter;
import dev.mob.extension.OperatorCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** {@code mob rpc NODE MODULE FUNCTION ARGUMENTS}: an {@code erpc:call}. */
public final class RpcCommand implements OperatorCommand {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Cluster cluster;

  public RpcCommand(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return "rpc";
  }

  @Override
  public String summary() {
    return "calls a function on a node: rpc NODE MODULE FUNCTION '[ARGUMENT, ...]'";
  }

  @Override
  public void run(Map<String, Object> arguments, Reply reply) throws Exception {
    Words words =
        new Words(arguments, "mob rpc NODE MODULE FUNCTION '[ARGUMENT, ...]'").expect(3, 4);
    Object passed = words.count() == 4 ? words.term(3) : List.of();
    if (!(passed instanceof List)) {
      throw new IllegalArgumentException(
          "the arguments are a list in Erlang's syntax, such as '[1, left]', not "
              + TermPrinter.print(passed));
    }
    try {
      Object value =
          cluster.rpc(words.node(0), words.word(1), words.word(2), (List<?>) passed, TIMEOUT).get();
      reply.item(TermPrinter.print(value));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
    }
  }
}
