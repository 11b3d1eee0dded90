package dev.mob.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mob extension}: brings extensions in, and takes them away. */
@Command(
    name = "extension",
    synopsisSubcommandLabel = "COMMAND",
    description = "Installs, updates and reviews extensions; signs and publishes your own.",
    footer = {
      "",
      "Extensions come from the repositories of mob.conf, or from a file, and go to the first"
          + " folder",
      "of its extension-path. They are verified before anything of them runs: SHA-512, an Ed25519",
      "signature by a key that mob.conf trusts, the kernel's version, and a look at the archive.",
      "What is installed runs when mob.conf has a block for it.",
      "",
      "Examples:",
      "  mob extension search board",
      "  mob extension install board",
      "  mob extension keygen acme.key",
      "  mob extension sign board-1.0.0.jar --key acme.key"
    })
final class ExtensionCommand implements Runnable {
  @Mixin private final HelpOption help = new HelpOption();

  @Spec private CommandSpec spec;

  private ExtensionCommand() {}

  /** The command with all below it. */
  static CommandLine of(Terminal terminal, Map<String, String> environment) {
    return new CommandLine(new ExtensionCommand())
        .addSubcommand(new ExtensionInstallCommand(terminal, environment))
        .addSubcommand(new ExtensionUpdateCommand(terminal, environment))
        .addSubcommand(new ExtensionRollbackCommand(terminal, environment))
        .addSubcommand(new ExtensionRemoveCommand(terminal, environment))
        .addSubcommand(new ExtensionListCommand(terminal, environment))
        .addSubcommand(new ExtensionSearchCommand(terminal, environment))
        .addSubcommand(new ExtensionAuditCommand(terminal, environment))
        .addSubcommand(new ExtensionVerifyCommand(terminal, environment))
        .addSubcommand(new ExtensionKeygenCommand(terminal))
        .addSubcommand(new ExtensionSignCommand(terminal))
        .addSubcommand(new ExtensionPublishCommand(terminal));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
