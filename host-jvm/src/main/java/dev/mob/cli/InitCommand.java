package dev.mob.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mob init}: something to begin with. */
@Command(
    name = "init",
    description = "Writes a mob.conf with comments and a small app that runs, and builds the app.",
    footer = {
      "",
      "Examples:",
      "  mob init hello",
      "  mob run hello/mob.conf",
      "  mob build hello            after you have changed hello/src"
    })
final class InitCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final HelpOption help = new HelpOption();

  @Parameters(paramLabel = "DIR", description = "The folder to write to; made when not there.")
  private Path folder;

  InitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    AppFolder app = new AppFolder(folder);
    app.create().forEach(file -> terminal.out().println("wrote  " + file));
    terminal.out().println("built  " + app.build());
    terminal.out().println();
    terminal.out().println("Run it:   mob run " + app.conf());
    terminal.out().println("Watch it: mob tree          (from another terminal)");
    return ExitCode.OK;
  }
}
