package dev.mob.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that works up to a step, says {@code at STEP}, and waits there to be killed. */
final class VictimProcess {
  private VictimProcess() {}

  /** Starts one, and returns when it has come to the step. Its errors are in the folder. */
  static Process startUntil(Enum<?> step, Path folder, Class<?> main, List<String> arguments)
      throws IOException {
    Path log = folder.resolve("victim.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(arguments);
    Process victim = new ProcessBuilder(command).redirectError(log.toFile()).start();
    String line =
        new BufferedReader(new InputStreamReader(victim.getInputStream(), UTF_8)).readLine();
    if (!("at " + step).equals(line)) {
      victim.destroyForcibly();
    }
    assertThat(line).as(() -> read(log)).isEqualTo("at " + step);
    return victim;
  }

  /** Kills it with SIGKILL. */
  static void kill(Process victim) throws InterruptedException {
    victim.destroyForcibly();
    assertThat(victim.waitFor()).isEqualTo(128 + 9);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
