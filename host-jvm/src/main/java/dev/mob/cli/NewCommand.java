package dev.mob.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mob new}: the beginning of something to build. */
@Command(
    name = "new",
    synopsisSubcommandLabel = "WHAT",
    description = "Begins a project that builds, passes its tests and runs as it is.",
    footer = {
      "",
      "Examples:",
      "  mob new extension hello",
      "  mob new extension hello --packaging pf4j"
    })
final class NewCommand implements Runnable {
  @Mixin private final HelpOption help = new HelpOption();

  @Spec private CommandSpec spec;

  private NewCommand() {}

  /** The command with one for each kind of project below it. */
  static CommandLine of(Terminal terminal) {
    return new CommandLine(new NewCommand()).addSubcommand(new NewExtensionCommand(terminal));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
