package dev.mob.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mob host}: what an app on a phone has to declare. */
@Command(
    name = "host",
    synopsisSubcommandLabel = "PLATFORM",
    description =
        "Writes what an app on a phone has to declare for a mob.conf, or checks what it does.",
    footer = {
      "",
      "Examples:",
      "  mob host android mob.conf --out app/mob",
      "  mob host android mob.conf --check app/src/main/AndroidManifest.xml",
      "  mob host ios mob.conf --out App/mob"
    })
final class HostCommand implements Runnable {
  @Mixin private final HelpOption help = new HelpOption();

  @Spec private CommandSpec spec;

  private HostCommand() {}

  /** The command with one for each platform below it. */
  static CommandLine of(Terminal terminal) {
    return new CommandLine(new HostCommand())
        .addSubcommand(new HostAndroidCommand(terminal))
        .addSubcommand(new HostIosCommand(terminal));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
