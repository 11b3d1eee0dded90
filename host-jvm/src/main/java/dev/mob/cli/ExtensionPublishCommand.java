package dev.mob.cli;

import dev.mob.install.InstallRefused;
import dev.mob.install.Publisher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mob extension publish}. */
@Command(
    name = "publish",
    description = "Puts signed archives into a folder that is a repository.",
    footer = {
      "",
      "Writes plugins.json in pf4j-update's format. Any web server can serve the folder; a version",
      "that was published never changes.",
      "",
      "Examples:",
      "  mob extension publish board-1.0.0.jar --to /srv/www/extensions --provider Acme"
    })
final class ExtensionPublishCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final HelpOption help = new HelpOption();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Archives with their signatures.")
  private List<Path> files;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "The repository.")
  private Path folder;

  @Option(names = "--provider", paramLabel = "NAME", description = "Who publishes, for people.")
  private String provider = "";

  ExtensionPublishCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InstallRefused {
    Publisher publisher = new Publisher(folder);
    for (Path file : files) {
      terminal.out().println("published " + publisher.publish(file, provider) + " in " + folder);
    }
    return ExitCode.OK;
  }
}
