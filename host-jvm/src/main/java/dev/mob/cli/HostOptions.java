package dev.mob.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code mob host} takes on every platform. */
final class HostOptions {
  static final String EXIT_CODES =
      "Exit codes: 0 written, or the checked files agree; 1 a checked file lacks or contradicts"
          + " something; 2 mob.conf or the command line is wrong, or a file cannot be read.";

  @Parameters(paramLabel = "CONF", description = "The mob.conf file.")
  private Path conf;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write the files into this folder; by default they are shown.")
  private Path out;

  @Option(
      names = "--check",
      paramLabel = "EXISTING",
      description = "Compare this file of the app's instead; may be repeated.")
  private List<Path> check = new ArrayList<>();

  @Option(names = "--strict", description = "With --check: what is too much is a difference too.")
  private boolean strict;

  @Option(names = "--json", description = "With --check: print what was found as a JSON array.")
  private boolean json;

  @Mixin private LinkedOptions linked = new LinkedOptions();

  Path conf() {
    return conf;
  }

  Optional<Path> out() {
    return Optional.ofNullable(out);
  }

  List<Path> check() {
    return check;
  }

  boolean strict() {
    return strict;
  }

  boolean json() {
    return json;
  }

  LinkedOptions linked() {
    return linked;
  }
}
