package dev.mob.cli;

import picocli.CommandLine.Option;

/** {@code --help}, as every command has it. */
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explain this command, with examples.")
  private boolean asked;
}
