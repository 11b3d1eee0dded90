package dev.mob.cluster.internal.command;

import dev.mob.cluster.Cluster;
import dev.mob.extension.OperatorCommand;
import dev.mob.process.Atom;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** {@code mob nodes}: this node and those that are connected. */
public final class NodesCommand implements OperatorCommand {
  private final Cluster cluster;

  public NodesCommand(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return "nodes";
  }

  @Override
  public String summary() {
    return "shows this node and the nodes it is connected to";
  }

  @Override
  public void run(Map<String, Object> arguments, Reply reply) throws IOException {
    new Words(arguments, "mob nodes").expect(0, 0);
    reply.item(
        row(
            cluster.name(),
            isReachable() ? "this node" : "this node, not listening",
            cluster.isHidden(),
            0));
    Set<Atom> visible = cluster.nodes();
    for (Atom node : cluster.nodes(true)) {
      reply.item(row(node, "connected", !visible.contains(node), cluster.waitingBytes(node)));
    }
  }

  private boolean isReachable() {
    return cluster.opened().isDone() && !cluster.opened().isCompletedExceptionally();
  }

  private static Map<String, Object> row(Atom node, String state, boolean hidden, long waiting) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("node", node.name());
    row.put("state", state);
    row.put("kind", hidden ? "hidden" : "visible");
    row.put("waiting bytes", waiting);
    return row;
  }
}
