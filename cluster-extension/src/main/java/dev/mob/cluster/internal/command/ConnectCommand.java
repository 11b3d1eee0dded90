package dev.mob.cluster.internal.command;

import dev.mob.cluster.Cluster;
import dev.mob.extension.OperatorCommand;
import dev.mob.process.Atom;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** {@code mob connect NODE}. */
public final class ConnectCommand implements OperatorCommand {
  private static final int SECONDS = 30;

  private final Cluster cluster;

  public ConnectCommand(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return "connect";
  }

  @Override
  public String summary() {
    return "connects to another node: connect NODE";
  }

  @Override
  public void run(Map<String, Object> arguments, Reply reply) throws Exception {
    Atom node = new Words(arguments, "mob connect NODE").expect(1, 1).node(0);
    try {
      cluster.connect(node).get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
    }
    reply.item("connected to " + node.name());
  }
}
