package dev.mob.cli;

import dev.mob.control.Json;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mob reload}: has a running kernel read its mob.conf again. */
@Command(
    name = "reload",
    description = "Has a running kernel read its mob.conf again and apply what has changed.",
    footer = {
      "",
      "Extensions that are new start, those that are gone stop, those with other settings take them",
      "or start again; all others run on. A file with mistakes changes nothing.",
      "With 'watch = true' in mob.conf this happens whenever the file is saved.",
      "",
      "Examples:",
      "  mob reload                      the one that runs",
      "  mob reload mob.conf             the one that runs this mob.conf",
      "",
      "Exit codes: 0 it was applied, 2 mob.conf has mistakes and nothing has changed."
    })
final class ReloadCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private final HelpOption help = new HelpOption();

  @Mixin private final KernelOptions kernel = new KernelOptions();

  @Option(names = "--json", description = "Print one object.")
  private boolean json;

  ReloadCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Map<?, ?> answer = kernel.find(environment).await("reload", Map.of());
    boolean applied = Boolean.TRUE.equals(answer.get("applied"));
    if (json) {
      terminal.out().println(Json.writePretty(answer));
    } else {
      terminal.err().print(answer.get("diagnostics"));
      if (applied) {
        show(answer);
      } else {
        terminal.error("mob.conf has mistakes: nothing has changed, everything runs on");
      }
    }
    return applied ? ExitCode.OK : ExitCode.BAD_INPUT;
  }

  private void show(Map<?, ?> answer) {
    StringJoiner changes = new StringJoiner("\n");
    for (String what : List.of("started", "stopped", "reconfigured", "restarted")) {
      String ids = ids(answer.get(what));
      if (!ids.isEmpty()) {
        changes.add(what + ": " + ids);
      }
    }
    String later = ids(answer.get("needs-restart"));
    if (!later.isEmpty()) {
      changes.add(terminal.warn("in effect at the next start: " + later));
    }
    if (changes.length() == 0) {
      changes.add("nothing has changed");
    }
    terminal.out().println(changes);
  }

  private static String ids(Object list) {
    StringJoiner ids = new StringJoiner(", ");
    ((List<?>) list).forEach(id -> ids.add(String.valueOf(id)));
    return ids.toString();
  }
}
