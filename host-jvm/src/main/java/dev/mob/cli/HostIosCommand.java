package dev.mob.cli;

import dev.mob.declarations.Target;
import dev.mob.declarations.ios.IosFiles;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mob host ios}. */
@Command(
    name = "ios",
    description = {
      "Writes what an iOS app needs for a mob.conf, or checks its property lists.",
      "",
      "Keys for Info.plist, entitlements, the classes reached by name and the index of linked",
      "extensions: only for what is active, with the settings that it has."
    },
    footer = {
      "",
      "Examples:",
      "  mob host ios mob.conf                      show the files",
      "  mob host ios mob.conf --out App/mob        write them",
      "  mob host ios mob.conf --check App/Info.plist --check App/App.entitlements",
      "",
      HostOptions.EXIT_CODES
    })
final class HostIosCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final HelpOption help = new HelpOption();

  @Mixin private final HostOptions options = new HostOptions();

  HostIosCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return new HostFiles(terminal, Target.IOS, new IosFiles()).run(options);
  }
}
