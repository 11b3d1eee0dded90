package dev.mob.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mob build}: makes the jar of an app that {@code mob init} began. */
@Command(
    name = "build",
    description = "Compiles DIR/src and packs it into DIR/extensions, for an app made by mob init.",
    footer = {"", "Examples:", "  mob build hello"})
final class BuildCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final HelpOption help = new HelpOption();

  @Parameters(paramLabel = "DIR", description = "The app's folder.")
  private Path folder;

  BuildCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.out().println("built  " + new AppFolder(folder).build());
    return ExitCode.OK;
  }
}
