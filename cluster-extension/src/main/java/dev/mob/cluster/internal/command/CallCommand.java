package dev.mob.cluster.internal.command;

import dev.mob.cluster.term.TermPrinter;
import dev.mob.extension.OperatorCommand;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** {@code mob call NODE NAME TERM}: a {@code gen_server:call}. */
public final class CallCommand implements OperatorCommand {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final ProcessRuntime runtime;

  public CallCommand(ProcessRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public String name() {
    return "call";
  }

  @Override
  public String summary() {
    return "calls a server on a node: call NODE NAME TERM";
  }

  @Override
  public void run(Map<String, Object> arguments, Reply reply) throws IOException {
    Words words = new Words(arguments, "mob call NODE NAME TERM").expect(3, 3);
    ProcessName server = new ProcessName(dev.mob.process.Atom.of(words.word(1)), words.node(0));
    reply.item(TermPrinter.print(runtime.call(server, words.term(2), TIMEOUT)));
  }
}
