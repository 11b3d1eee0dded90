package dev.mob.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Goes once through what the {@code mob} command does, so that the JVM can write the classes which
 * that takes into an archive (JDK, "Application Class-Data Sharing"). The launcher script runs it
 * after a build; nothing that it does outlives it.
 */
final class Rehearsal {
  private final Path folder;
  private final Map<String, String> environment;
  private final Terminal quiet;

  private Rehearsal(Path folder) {
    this.folder = folder;
    // A run directory of its own: what it runs is nobody's kernel.
    this.environment = Map.of("XDG_RUNTIME_DIR", folder.toString());
    this.quiet =
        new Terminal(
            new PrintStream(OutputStream.nullOutputStream()),
            new PrintStream(OutputStream.nullOutputStream()),
            false);
  }

  /**
   * @param arguments an empty folder that it may fill
   */
  public static void main(String[] arguments) throws Exception {
    new Rehearsal(Path.of(arguments[0])).play();
    // The archive is written when the JVM exits; a kernel that did not stop must not hold that up.
    System.exit(ExitCode.OK);
  }

  private void play() throws IOException, InterruptedException {
    Path conf = folder.resolve("mob.conf");
    try (InputStream content = Rehearsal.class.getResourceAsStream("rehearsal.conf")) {
      Files.copy(content, conf);
    }
    String home = folder.resolve("home").toString();
    mob("check", conf.toString());
    mob("run", conf.toString(), "--home", home, "--exit-when-ready");

    Thread kernel =
        new Thread(() -> mob("run", conf.toString(), "--home", home), "rehearsal-kernel");
    kernel.setDaemon(true);
    kernel.start();
    for (int tries = 0; tries < 100 && mob("status", "--home", home) != ExitCode.OK; tries++) {
      Thread.sleep(20);
    }
    mob("tree", "--home", home);
    mob("logs", "--home", home, "-n", "5");
    mob("extensions", conf.toString());
    mob("schema", "notify");
    mob("--help");
  }

  private int mob(String... words) {
    return new Mob(quiet, environment).execute(words);
  }
}
