package dev.mob.cli;

import dev.mob.config.Version;
import dev.mob.install.InstallRefused;
import dev.mob.install.Installer;
import dev.mob.install.Prepared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mob extension install}. */
@Command(
    name = "install",
    description = "Installs an extension from a repository or from a file.",
    footer = {
      "",
      "A kill at any moment leaves what was there or what is new, never half of it.",
      "",
      "Examples:",
      "  mob extension install board",
      "  mob extension install board --version 1.2.0",
      "  mob extension install ./board-1.2.0.jar      with board-1.2.0.jar.sig beside it"
    })
final class ExtensionInstallCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private final HelpOption help = new HelpOption();

  @Mixin private final InstallOptions options = new InstallOptions();

  @Parameters(paramLabel = "ID|FILE", description = "The extension's id, or an archive.")
  private String what;

  @Option(names = "--version", paramLabel = "VERSION", description = "Not the latest but this one.")
  private String version;

  ExtensionInstallCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InstallRefused {
    PreparedReport report = new PreparedReport(terminal, options.read(environment));
    Installer installer = options.installer(environment);
    try (Prepared prepared = prepare(installer)) {
      report.before(prepared);
      if (prepared.replaces().isPresent()) {
        throw new CommandFailure(
            ExitCode.FAILURE,
            prepared.replaces().get().archive().descriptor()
                + " is installed already; use: mob extension update "
                + what);
      }
      report.after(prepared, prepared.commit());
    }
    return ExitCode.OK;
  }

  private Prepared prepare(Installer installer) throws IOException, InstallRefused {
    if (isFile(what)) {
      return installer.prepare(Path.of(what));
    }
    Offers.Choice choice =
        Offers.of(installer, terminal)
            .choose(what, Optional.ofNullable(version).map(Version::parse));
    return installer.prepare(choice.offer(), choice.release());
  }

  /** An id has neither. */
  static boolean isFile(String word) {
    return word.indexOf('/') >= 0 || word.indexOf('.') >= 0;
  }
}
