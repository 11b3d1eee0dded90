package dev.mob.acceptance;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The {@code mob} command as it is installed, from its jars, in a process of its own. */
final class MobCommand implements AutoCloseable {
  private static final Path HOST = Path.of("../../host-jvm/target");
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

  private final Process process;
  private final Path printed;

  private MobCommand(Process process, Path printed) {
    this.process = process;
    this.printed = printed;
  }

  /**
   * Starts a command.
   *
   * @param run where kernels are found by commands: the run directory
   */
  static MobCommand start(Path folder, Path run, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath()));
    command.add("dev.mob.cli.Mob");
    command.addAll(List.of(words));
    Path printed = Files.createTempFile("mob", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    builder.environment().put("XDG_RUNTIME_DIR", run.toString());
    return new MobCommand(builder.start(), printed);
  }

  /** Runs a command to its end; what it printed. */
  static String run(Path folder, Path run, String... words)
      throws IOException, InterruptedException {
    try (MobCommand command = start(folder, run, words)) {
      if (!command.process.waitFor(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("mob " + String.join(" ", words) + " hangs:\n" + command.out());
      }
      if (command.process.exitValue() != 0) {
        throw new AssertionError("mob " + String.join(" ", words) + " failed:\n" + command.out());
      }
      return command.out();
    }
  }

  private static String classPath() throws IOException {
    List<String> jars = new ArrayList<>();
    for (Path folder : List.of(HOST, HOST.resolve("lib"))) {
      try (Stream<Path> all = Files.list(folder)) {
        all.filter(each -> each.toString().endsWith(".jar"))
            .forEach(each -> jars.add(each.toAbsolutePath().normalize().toString()));
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  /** Waits until it has printed this. */
  MobCommand says(String text) {
    await()
        .atMost(LONG_ENOUGH)
        .until(
            () -> {
              if (!process.isAlive() && !out().contains(text)) {
                throw new AssertionError("it ended without '" + text + "':\n" + out());
              }
              return out().contains(text);
            });
    return this;
  }

  String out() throws IOException {
    return Files.readString(printed);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().orTimeout(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS).join();
    Files.deleteIfExists(printed);
  }
}
