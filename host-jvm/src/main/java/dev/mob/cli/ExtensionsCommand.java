package dev.mob.cli;

import dev.mob.config.Checked;
import dev.mob.config.Requirement;
import dev.mob.control.Json;
import dev.mob.host.jvm.JvmHost;
import dev.mob.kernel.BootPlan;
import dev.mob.kernel.packaging.PackagedExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mob extensions}: what a mob.conf turns on, and what else it could. */
@Command(
    name = "extensions",
    description = "Lists the extensions that a mob.conf can find: what is active, and how it came.",
    footer = {
      "",
      "STATE is the running kernel's when one runs this mob.conf; else 'planned' for those that",
      "mob.conf would activate and '-' for those that are there but not in it.",
      "",
      "Examples:",
      "  mob extensions mob.conf",
      "  mob extensions mob.conf --json"
    })
final class ExtensionsCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private final HelpOption help = new HelpOption();

  @Parameters(paramLabel = "CONF", description = "The mob.conf file.")
  private Path conf;

  @Option(names = "--json", description = "Print an array of objects.")
  private boolean json;

  ExtensionsCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Checked<BootPlan> checked = JvmHost.of(conf).environment(environment).build().check();
    if (checked.value().isEmpty()) {
      terminal.err().print(checked.diagnostics().render());
      return ExitCode.BAD_INPUT;
    }
    BootPlan plan = checked.value().get();
    Map<String, String> running = running();
    List<Object> rows = new ArrayList<>();
    for (PackagedExtension extension : inOrder(plan)) {
      String id = extension.descriptor().id();
      boolean planned = plan.find(id).isPresent();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("id", id);
      row.put("version", extension.descriptor().version().toString());
      row.put("packaging", extension.packaging());
      row.put("state", planned ? running.getOrDefault(id, "planned") : null);
      row.put(
          "requires",
          extension.descriptor().requires().stream().map(Requirement::toString).toList());
      row.put("origin", extension.origin());
      rows.add(row);
    }
    terminal.out().println(json ? Json.writePretty(rows) : table(rows));
    return ExitCode.OK;
  }

  /** Those that are activated first, in that order; then the others. */
  private static List<PackagedExtension> inOrder(BootPlan plan) {
    List<PackagedExtension> all = new ArrayList<>();
    plan.order().forEach(planned -> all.add(planned.packaged()));
    plan.available().stream()
        .filter(extension -> plan.find(extension.descriptor().id()).isEmpty())
        .forEach(all::add);
    return all;
  }

  /** The states by id; none when no kernel runs this mob.conf. */
  private Map<String, String> running() {
    Map<String, String> states = new LinkedHashMap<>();
    try {
      Map<?, ?> status =
          RunningKernel.find(environment, Optional.empty(), Optional.of(conf)).ask("status");
      for (Object extension : (List<?>) status.get("extensions")) {
        Map<?, ?> fields = (Map<?, ?>) extension;
        states.put((String) fields.get("id"), (String) fields.get("state"));
      }
    } catch (CommandFailure notRunning) {
      return Map.of();
    }
    return states;
  }

  private String table(List<Object> rows) {
    Table table = new Table("EXTENSION", "VERSION", "PACKAGING", "STATE", "REQUIRES", "FROM");
    for (Object each : rows) {
      Map<?, ?> row = (Map<?, ?>) each;
      String requires =
          ((List<?>) row.get("requires"))
              .stream().map(Object::toString).collect(Collectors.joining(", "));
      Object state = row.get("state");
      table.row(
          "active".equals(state) ? terminal::good : "failed".equals(state) ? terminal::bad : s -> s,
          row.get("id"),
          row.get("version"),
          row.get("packaging"),
          state == null ? "-" : state,
          requires.isEmpty() ? "-" : requires,
          row.get("origin"));
    }
    return String.join(System.lineSeparator(), table.lines(terminal::faint));
  }
}
