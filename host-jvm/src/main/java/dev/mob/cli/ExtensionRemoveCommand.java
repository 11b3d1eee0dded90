package dev.mob.cli;

import dev.mob.config.MobConfFile;
import dev.mob.install.InstallRefused;
import dev.mob.install.Installed;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mob extension remove}. */
@Command(
    name = "remove",
    description = "Takes an installed extension away. Its data in the home folder stays.",
    footer = {"", "Examples:", "  mob extension remove board"})
final class ExtensionRemoveCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private final HelpOption help = new HelpOption();

  @Mixin private final InstallOptions options = new InstallOptions();

  @Parameters(paramLabel = "ID", description = "The extension.")
  private String id;

  ExtensionRemoveCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InstallRefused {
    MobConfFile conf = options.read(environment);
    Installed gone = options.installer(environment).remove(id);
    terminal.out().println("removed " + gone.archive().descriptor());
    if (conf.extensions().contains(id)) {
      terminal
          .err()
          .println(
              terminal.warn(
                  conf.position("extensions." + id)
                      + ": mob.conf still turns it on; the next start will say so"));
    }
    return ExitCode.OK;
  }
}
