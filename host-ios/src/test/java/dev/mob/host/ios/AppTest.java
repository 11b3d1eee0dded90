package dev.mob.host.ios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An app as docs/ios.md describes it: {@code MobHost startWithConfig:} in the delegate, jars and
 * mob.conf in the bundle, the VM and the kernel for real.
 */
final class AppTest {
  @TempDir Path home;
  private PhoneApp app;

  @BeforeEach
  void build() throws IOException, InterruptedException {
    app = PhoneApp.build("address", "undefined");
    Path jars = app.resources().resolve("java");
    delete(jars);
    Files.createDirectories(jars);
    int next = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path from = Path.of(entry);
      Path to = jars.resolve(String.format("%03d.jar", next++));
      if (Files.isDirectory(from)) {
        jar(from, to);
      } else if (Files.exists(from)) {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void jar(Path folder, Path to) throws IOException {
    try (OutputStream file = Files.newOutputStream(to);
        JarOutputStream jar = new JarOutputStream(file);
        Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new JarEntry(folder.relativize(one).toString()));
        Files.copy(one, jar);
        jar.closeEntry();
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).forEach(AppTest::deleteOne);
      }
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PhoneApp.Outcome open(String conf) throws IOException, InterruptedException {
    Files.writeString(app.resources().resolve("mob.conf"), conf);
    return app.open(home);
  }

  @Test
  void it_boots_from_its_bundle_and_stops_again() throws Exception {
    PhoneApp.Outcome outcome =
        open(
            """
            mob {
              node.name = "phone"
              extensions {
                background { keep-alive.type = audio }
                drawing {}
              }
            }
            """);
    assertThat(outcome.output()).contains("held: true", "ready", "stopped");
    assertThat(outcome.code()).isZero();
    assertThat(Reports.ofSanitizers(outcome.output())).isEmpty();
    assertThat(Reports.leaksOfShim(outcome.output())).isEmpty();
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files).as("what the kernel keeps").isNotEmpty();
    }
  }

  @Test
  void a_mistake_in_mob_conf_reaches_the_app_with_its_place() throws Exception {
    PhoneApp.Outcome outcome = open("mob { extensions { backgroun {} } }");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.output()).contains("mob.conf:1:").contains("backgroun");
  }

  @Test
  void a_bundle_without_the_hosts_jar_says_what_is_missing() throws Exception {
    delete(app.resources().resolve("java"));
    PhoneApp.Outcome outcome = open("mob {}");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.output()).contains("the jar of host-ios is not on the class path");
  }
}
