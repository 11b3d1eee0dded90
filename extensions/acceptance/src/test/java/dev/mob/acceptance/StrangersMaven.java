package dev.mob.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Maven as somebody outside of this project runs it: in a process of its own, which finds this
 * build's jars in a local repository that holds nothing else, and what Maven has downloaded before
 * behind it. It goes to the network where the build that runs this test does.
 */
final class StrangersMaven {
  private static final Path MVNW = Path.of("../../mvnw").toAbsolutePath().normalize();

  private StrangersMaven() {}

  /**
   * Runs goals in a folder.
   *
   * @return what Maven printed
   * @throws AssertionError with what it printed, when it fails
   */
  static String run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(MVNW.toString(), "-B", "-ntp", "-nsu"));
    if ("offline=true".equals(System.getProperty("mob.maven.network"))) {
      command.add("-o");
    }
    command.add("-Dmaven.repo.local=" + System.getProperty("mob.stranger.repository"));
    command.add("-Dmaven.repo.local.tail=" + System.getProperty("mob.maven.repository"));
    // Which repository something was downloaded from is the shared repository's matter.
    command.add("-Daether.enhancedLocalRepository.trackingFilename=none");
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile("strangers-maven", ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().remove("MAVEN_ARGS");
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      Process maven = builder.start();
      if (!maven.waitFor(10, TimeUnit.MINUTES)) {
        maven.destroyForcibly();
        throw new AssertionError("Maven hangs:\n" + Files.readString(log));
      }
      String printed = Files.readString(log);
      assumeFalse(
          maven.exitValue() != 0 && printed.contains("offline mode"),
          "Maven has not downloaded before what a stranger's build needs, and is offline");
      if (maven.exitValue() != 0) {
        throw new AssertionError(
            String.join(" ", command) + " in " + folder + " failed:\n" + printed);
      }
      return printed;
    } finally {
      Files.deleteIfExists(log);
    }
  }
}
