package dev.mob.cli;

import dev.mob.control.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mob status}: how a running kernel is. */
@Command(
    name = "status",
    description = "Says how a running kernel and its extensions are.",
    footer = {
      "",
      "Examples:",
      "  mob status                      the one that runs",
      "  mob status mob.conf             the one that runs this mob.conf",
      "  mob status --home DIR --json    for scripts",
      "",
      "Exit codes: 0 all is well, 1 an extension does not run or no kernel answers."
    })
final class StatusCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private final HelpOption help = new HelpOption();

  @Mixin private final KernelOptions kernel = new KernelOptions();

  @Option(names = "--json", description = "Print one object.")
  private boolean json;

  StatusCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Map<?, ?> status = kernel.find(environment).ask("status");
    if (json) {
      terminal.out().println(Json.writePretty(status));
    } else {
      show(status);
    }
    return Boolean.TRUE.equals(status.get("healthy")) ? ExitCode.OK : ExitCode.FAILURE;
  }

  private void show(Map<?, ?> status) {
    terminal
        .out()
        .println(
            terminal.strong(String.valueOf(status.get("node")))
                + "  "
                + status.get("state")
                + since(status.get("booted-at"))
                + "  (process "
                + status.get("pid")
                + ")");
    terminal.out().println("  conf  " + status.get("conf"));
    terminal.out().println("  home  " + status.get("home"));
    if (status.get("processes") instanceof Map<?, ?> processes) {
      terminal
          .out()
          .println(
              "  processes  "
                  + processes.get("alive")
                  + " alive, "
                  + processes.get("spawned")
                  + " spawned, "
                  + processes.get("crashed")
                  + " crashed, "
                  + processes.get("reductions")
                  + " messages handled");
    }
    Table table = new Table("EXTENSION", "VERSION", "PACKAGING", "STATE", ">STARTED IN", "NOTE");
    for (Object each : (List<?>) status.get("extensions")) {
      Map<?, ?> extension = (Map<?, ?>) each;
      boolean active = "active".equals(extension.get("state"));
      table.row(
          active ? terminal::good : terminal::bad,
          extension.get("id"),
          extension.get("version"),
          extension.get("packaging"),
          extension.get("state"),
          active ? extension.get("activation-ms") + " ms" : "",
          active ? extension.get("note") : extension.get("failure"));
    }
    terminal.out().println();
    table.lines(terminal::faint).forEach(terminal.out()::println);
  }

  private static String since(Object bootedAt) {
    if (bootedAt == null) {
      return "";
    }
    Duration up = Duration.between(Instant.parse((String) bootedAt), Instant.now());
    StringBuilder text = new StringBuilder(" for ");
    if (up.toDays() > 0) {
      text.append(up.toDays()).append(" d ");
    }
    if (up.toHours() > 0) {
      text.append(up.toHoursPart()).append(" h ");
    }
    if (up.toMinutes() > 0) {
      text.append(up.toMinutesPart()).append(" min ");
    }
    return text.append(up.toSecondsPart()).append(" s").toString();
  }
}
