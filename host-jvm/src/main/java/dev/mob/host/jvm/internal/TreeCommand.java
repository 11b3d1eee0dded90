package dev.mob.host.jvm.internal;

import dev.mob.extension.OperatorCommand;
import dev.mob.kernel.Kernel;
import dev.mob.process.Atom;
import dev.mob.process.ProcessInfo;
import dev.mob.process.SupervisionTree;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code tree}: one item, the root supervisor with all that is below it. */
final class TreeCommand implements OperatorCommand {
  /** For one supervisor; one that is busy for longer appears without its children. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Kernel kernel;

  TreeCommand(Kernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public String name() {
    return "tree";
  }

  @Override
  public String summary() {
    return "the supervision tree as it is now";
  }

  @Override
  public void run(Map<String, Object> arguments, Reply reply) throws IOException {
    Optional<SupervisionTree> tree = kernel.tree(PATIENCE);
    if (tree.isPresent()) {
      reply.item(node(tree.get()));
    }
  }

  private static Map<String, Object> node(SupervisionTree tree) {
    ProcessInfo info = tree.info();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", String.valueOf(tree.id()));
    map.put("pid", tree.pid() == null ? null : tree.pid().toString());
    map.put("names", info == null ? List.of() : info.names().stream().map(Atom::name).toList());
    map.put("supervisor", tree.supervisor());
    map.put("status", tree.status().name().toLowerCase(Locale.ROOT));
    map.put("behaviour", info == null ? null : info.behaviour());
    map.put("handled", info == null ? null : info.reductions());
    map.put("mailbox", info == null ? null : info.mailboxLength());
    map.put("dropped", info == null ? null : info.droppedMessages());
    map.put("restarts", tree.restarts());
    map.put("last-exit", tree.lastExit() == null ? null : tree.lastExit().toString());
    List<Object> children = new ArrayList<>();
    tree.children().forEach(child -> children.add(node(child)));
    map.put("children", children);
    return map;
  }
}
