package dev.mob.cli;

import dev.mob.config.MobConfFile;
import dev.mob.config.MobConfReader;
import dev.mob.install.InstallRefused;
import dev.mob.install.Installer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** The part of a command line that says for which mob.conf something is installed. */
final class InstallOptions {
  @Option(
      names = {"-c", "--conf"},
      paramLabel = "CONF",
      defaultValue = "mob.conf",
      description = "The mob.conf; it says where to, whom to trust, from where. Default: mob.conf.")
  private Path conf;

  /** Where mob.conf is. */
  Path conf() {
    return conf;
  }

  /**
   * What installs for it.
   *
   * @throws CommandFailure when it is not there, or has mistakes of its own
   */
  Installer installer(Map<String, String> environment) throws InstallRefused {
    return Installer.of(read(environment), conf);
  }

  MobConfFile read(Map<String, String> environment) {
    if (!Files.isRegularFile(conf)) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT, "there is no " + conf + "; say which mob.conf with --conf");
    }
    MobConfFile file = new MobConfReader(environment).read(conf);
    if (file.diagnostics().hasErrors()) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT,
          conf + " has mistakes\n" + file.diagnostics().render().stripTrailing());
    }
    return file;
  }
}
