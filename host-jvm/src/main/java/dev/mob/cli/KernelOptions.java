package dev.mob.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The part of a command line that says which running kernel is meant. */
final class KernelOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "CONF",
      description = "The mob.conf that the kernel runs; not needed when only one runs.")
  private Path conf;

  @Option(names = "--home", paramLabel = "DIR", description = "The kernel's home folder instead.")
  private Path home;

  RunningKernel find(Map<String, String> environment) {
    return RunningKernel.find(environment, home(), conf());
  }

  Optional<Path> home() {
    return Optional.ofNullable(home);
  }

  Optional<Path> conf() {
    return Optional.ofNullable(conf);
  }
}
