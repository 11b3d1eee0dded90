package dev.mob.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher script, in a checkout where building takes no time: its {@code mvnw} lays out a jar
 * whose command says what it was given.
 */
final class LauncherTest {
  private static final String COMMAND =
      """
      package dev.mob.cli;
      public final class Mob {
        public static void main(String[] words) {
          System.out.println(String.join("|", words) + " terminal=" + System.getProperty("mob.terminal")
              + " option=" + System.getProperty("option"));
          System.exit(words.length);
        }
      }
      """;

  @TempDir private Path folder;
  private Path root;

  @BeforeEach
  void layACheckout() throws IOException {
    root = Files.createDirectory(folder.resolve("check out")).toRealPath();
    Files.copy(Path.of("..", "mob"), root.resolve("mob"));
    Path source = Files.createDirectories(folder.resolve("command")).resolve("Mob.java");
    Files.writeString(source, COMMAND);
    tool("javac", "-d", folder.resolve("classes").toString(), source.toString());
    tool(
        "jar",
        "--create",
        "--file=" + folder.resolve("command.jar"),
        "-C",
        folder.resolve("classes").toString(),
        ".");
    Path mvnw = root.resolve("mvnw");
    Files.writeString(
        mvnw,
        """
        #!/bin/sh
        echo built >> "$0.log"
        [ ! -e "$0.broken" ] || exit 1
        mkdir -p host-jvm/target/lib
        cp '%1$s' host-jvm/target/host-jvm-1.0.jar
        cp '%1$s' host-jvm/target/lib/library.jar
        mkdir -p notify-extension/command/target/lib
        cp '%1$s' notify-extension/command/target/notify-command-1.0.jar
        cp '%1$s' notify-extension/command/target/lib/pushy.jar
        """
            .formatted(folder.resolve("command.jar")));
    Files.setPosixFilePermissions(mvnw, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path main = Files.createDirectories(root.resolve("kernel/src/main/java"));
    Files.writeString(main.resolve("Kernel.java"), "class Kernel {}");
  }

  @Test
  void theFirstUseBuildsAndSaysWhyAndTheNextOneDoesNot() throws Exception {
    Run first = mob(Map.of(), "tree", "two words", "");
    assertThat(first.err).contains("building: there is no build yet");
    assertThat(first.out).startsWith("tree|two words| terminal=false");
    assertThat(first.exitCode).isEqualTo(3);

    Run second = mob(Map.of(), "tree");
    assertThat(second.err).isEmpty();
    assertThat(second.exitCode).isEqualTo(1);
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void whatSendsPushesIsInstalledApartFromTheCommandsOwnClassPath() throws Exception {
    mob(Map.of(), "tree");
    Path dist = root.resolve("host-jvm/target/dist");
    Path installed = dist.resolve(Files.readString(dist.resolve("current")).trim());
    assertThat(installed).isDirectoryContaining(file -> file.endsWith("library.jar"));
    assertThat(installed).isDirectoryNotContaining(file -> file.endsWith("pushy.jar"));
    assertThat(installed.resolve("push")).isDirectoryContaining(f -> f.endsWith("pushy.jar"));
  }

  @Test
  void aSourceThatIsNewerIsBuiltAndNamed() throws Exception {
    mob(Map.of(), "tree");
    Path source = root.resolve("kernel/src/main/java/Kernel.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plus(1, ChronoUnit.HOURS)));

    Run run = mob(Map.of(), "tree");

    assertThat(run.err).contains("building: kernel/src/main/java/Kernel.java is newer");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aBuildThatFailsIsNotPassedOverUnlessAsked() throws Exception {
    mob(Map.of(), "tree");
    Files.createFile(root.resolve("mvnw.broken"));
    Path source = root.resolve("kernel/src/main/java/Kernel.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plus(1, ChronoUnit.HOURS)));

    Run failed = mob(Map.of(), "tree");
    assertThat(failed.exitCode).isEqualTo(1);
    assertThat(failed.out).isEmpty();
    assertThat(failed.err).contains("the build failed").contains("MOB_NO_BUILD=1");

    assertThat(mob(Map.of("MOB_NO_BUILD", "1"), "a", "b").out).startsWith("a|b");
  }

  @Test
  void itWorksThroughALinkAndFromAnyFolder() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), root.resolve("mob"));
    Path again = Files.createSymbolicLink(folder.resolve("again"), Path.of("link"));

    assertThat(run(again, Map.of(), "status").out).startsWith("status ");
    assertThat(link).exists();
  }

  @Test
  void optionsForTheJvmAreHandedOn() throws Exception {
    assertThat(mob(Map.of("MOB_JAVA_OPTS", "-Doption=mine -Xmx64m"), "run").out)
        .contains("option=mine");
  }

  @Test
  void aJavaHomeWithoutJavaIsNamedWithTheMend() throws Exception {
    Run run = mob(Map.of("JAVA_HOME", "/nowhere"), "tree");

    assertThat(run.exitCode).isEqualTo(1);
    assertThat(run.err).contains("JAVA_HOME is /nowhere").contains("17 or later");
  }

  private record Run(int exitCode, String out, String err) {}

  private Run mob(Map<String, String> environment, String... words) throws Exception {
    return run(root.resolve("mob"), environment, words);
  }

  private Run run(Path script, Map<String, String> environment, String... words) throws Exception {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeAll(List.of("MOB_JAVA_OPTS", "MOB_NO_BUILD"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private int builds() throws IOException {
    return Files.readAllLines(root.resolve("mvnw.log")).size();
  }

  private static void tool(String name, String... arguments) {
    int code = ToolProvider.findFirst(name).orElseThrow().run(System.out, System.err, arguments);
    assertThat(code).isZero();
  }
}
