package dev.mob.cli;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code mob push}: hands its words to a JVM of their own. What sends pushes needs Apple's and
 * Google's libraries, which neither a kernel nor the other commands are to load.
 */
@Command(
    name = "push",
    description = "Sends push messages: serve, send, status, tokens, tail.",
    footer = {
      "",
      "Examples:",
      "  mob push serve                           the outbox and the local gateway",
      "  mob push send --title Hello              to each program with notify.gateway = local",
      "  mob push --help                          all of it"
    })
final class PushCommand implements Callable<Integer> {
  private static final String MAIN = "dev.mob.notify.command.MobPush";

  /** Beside the jars of the mob command. */
  private static final String FOLDER = "push";

  private final Terminal terminal;

  @Unmatched private List<String> words = new ArrayList<>();

  PushCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-cp");
    command.add(classPath(folder()));
    command.add(MAIN);
    command.addAll(words);
    terminal.out().flush();
    Process process = new ProcessBuilder(command).inheritIO().start();
    // Ctrl-C reaches both; whoever ends this one alone ends the other with it.
    Thread ending = new Thread(() -> end(process));
    Runtime.getRuntime().addShutdownHook(ending);
    return process.waitFor();
  }

  private static void end(Process process) {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path folder() {
    try {
      Path jar =
          Path.of(PushCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path folder = jar.resolveSibling(FOLDER);
      if (Files.isDirectory(folder)) {
        return folder;
      }
      throw new CommandFailure(
          ExitCode.FAILURE,
          "what sends pushes is not installed in "
              + folder
              + "; use the script 'mob', which builds it");
    } catch (URISyntaxException e) {
      throw new CommandFailure(
          ExitCode.FAILURE, "where the mob command is installed is unknown", e);
    }
  }

  private static String classPath(Path folder) throws IOException {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
      files.forEach(jars::add);
    }
    return jars.stream()
        .map(Path::toString)
        .sorted()
        .collect(Collectors.joining(File.pathSeparator));
  }
}
