package dev.mob.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mob completion}: teaches a shell the command's words. */
@Command(
    name = "completion",
    description = "Writes a script that completes mob's commands and options in a shell.",
    footer = {
      "",
      "Examples:",
      "  source <(mob completion bash)                      in this shell",
      "  mob completion bash > ~/.local/share/bash-completion/completions/mob",
      "  source <(mob completion zsh)                       in ~/.zshrc, after compinit"
    })
final class CompletionCommand implements Callable<Integer> {
  /** The shells whose language is known. */
  enum Shell {
    bash,
    zsh
  }

  private final Terminal terminal;
  private final Mob mob;

  @Mixin private final HelpOption help = new HelpOption();

  @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Shell shell;

  CompletionCommand(Terminal terminal, Mob mob) {
    this.terminal = terminal;
    this.mob = mob;
  }

  @Override
  public Integer call() {
    // picocli's script serves both: under zsh it turns on bashcompinit by itself.
    terminal.out().print(AutoComplete.bash("mob", mob.commandLine()));
    return ExitCode.OK;
  }
}
