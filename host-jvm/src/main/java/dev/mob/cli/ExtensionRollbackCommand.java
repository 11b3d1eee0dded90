package dev.mob.cli;

import dev.mob.install.InstallRefused;
import dev.mob.install.Installed;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mob extension rollback}. */
@Command(
    name = "rollback",
    description = "Brings back what the last update of an extension replaced.",
    footer = {"", "Examples:", "  mob extension rollback board"})
final class ExtensionRollbackCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private final HelpOption help = new HelpOption();

  @Mixin private final InstallOptions options = new InstallOptions();

  @Parameters(paramLabel = "ID", description = "The extension.")
  private String id;

  ExtensionRollbackCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InstallRefused {
    Optional<Installed> now = options.installer(environment).rollback(id);
    terminal
        .out()
        .println(
            now.map(back -> "back to " + back.archive().descriptor())
                .orElse("removed " + id + ": there was none before it"));
    return ExitCode.OK;
  }
}
