package dev.mob.cli;

import dev.mob.control.ControlProtocol;
import dev.mob.host.jvm.JvmHost;
import dev.mob.host.jvm.LogFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mob logs}: what a kernel has logged. */
@Command(
    name = "logs",
    description = "Shows what a kernel has logged.",
    footer = {
      "",
      "When the kernel no longer runs, CONF or --home still shows the log of its last run.",
      "",
      "Examples:",
      "  mob logs",
      "  mob logs -n 200",
      "  mob logs -f                  and what comes, until Ctrl-C"
    })
final class LogsCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private final HelpOption help = new HelpOption();

  @Mixin private final KernelOptions kernel = new KernelOptions();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what is logged from now on.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "50",
      description = "How many of the last lines. Default: ${DEFAULT-VALUE}.")
  private int lines;

  LogsCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    RunningKernel running;
    try {
      running = kernel.find(environment);
    } catch (CommandFailure notRunning) {
      return showLastRun(notRunning);
    }
    running.stream(
        "logs",
        Map.of("lines", lines, "follow", follow),
        follow ? null : ControlProtocol.PATIENCE,
        line -> terminal.out().println(line));
    return ExitCode.OK;
  }

  private int showLastRun(CommandFailure notRunning) {
    Path home = kernel.home().or(() -> kernel.conf().map(JvmHost::homeFor)).orElse(null);
    if (home == null || follow || !Files.isReadable(LogFile.pathIn(home))) {
      throw notRunning;
    }
    terminal.err().println(terminal.faint("the kernel does not run; from its last run:"));
    LogFile.tail(LogFile.pathIn(home), lines).forEach(terminal.out()::println);
    return ExitCode.OK;
  }
}
