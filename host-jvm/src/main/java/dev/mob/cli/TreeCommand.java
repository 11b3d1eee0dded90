package dev.mob.cli;

import dev.mob.control.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mob tree}: the processes of a running kernel, under their supervisors. */
@Command(
    name = "tree",
    description = "Draws the supervision tree of a running kernel as it is at this moment.",
    footer = {
      "",
      "HANDLED counts messages and signals since the process started, WAITING those in its mailbox,",
      "RESTARTS how often its supervisor has started it again.",
      "",
      "Examples:",
      "  mob tree",
      "  mob tree mob.conf",
      "  mob tree --json | jq '.. | .pid? // empty'",
      "  watch -n1 mob tree                 see it live"
    })
final class TreeCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private final HelpOption help = new HelpOption();

  @Mixin private final KernelOptions kernel = new KernelOptions();

  @Option(names = "--json", description = "Print the tree as nested objects.")
  private boolean json;

  TreeCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Map<?, ?> root = kernel.find(environment).ask("tree");
    if (json) {
      terminal.out().println(Json.writePretty(root));
    } else {
      Table table =
          new Table("PROCESS", "PID", "BEHAVIOUR", ">HANDLED", ">WAITING", ">RESTARTS", "");
      draw(root, "", "", table);
      table.lines(terminal::faint).forEach(terminal.out()::println);
    }
    return ExitCode.OK;
  }

  /**
   * @param stem what stands before this process
   * @param below what stands before those under it
   */
  private void draw(Map<?, ?> node, String stem, String below, Table table) {
    boolean running = node.get("pid") != null;
    table.row(
        running ? text -> text : terminal::bad,
        stem + label(node),
        running ? node.get("pid") : "-",
        behaviour(node),
        node.get("handled"),
        node.get("mailbox"),
        node.get("restarts"),
        note(node));
    List<?> children = (List<?>) node.get("children");
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      draw(
          (Map<?, ?>) children.get(i),
          below + (last ? "└─ " : "├─ "),
          below + (last ? "   " : "│  "),
          table);
    }
  }

  /** The child's id, and the name it is registered under where that says more. */
  private static String label(Map<?, ?> node) {
    String id = String.valueOf(node.get("id"));
    List<?> names = (List<?>) node.get("names");
    return names.isEmpty() || names.contains(id) ? id : id + " (" + names.get(0) + ")";
  }

  private static String behaviour(Map<?, ?> node) {
    if (Boolean.TRUE.equals(node.get("supervisor"))) {
      return "supervisor";
    }
    String name = node.get("behaviour") == null ? "" : (String) node.get("behaviour");
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String note(Map<?, ?> node) {
    boolean running = "running".equals(node.get("status"));
    String status = running ? "" : (String) node.get("status");
    return node.get("last-exit") == null
        ? status
        : (status + " last exit: " + node.get("last-exit")).trim();
  }
}
