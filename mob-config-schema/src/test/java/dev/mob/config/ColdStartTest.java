package dev.mob.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Configuration is on the way of every start, so it must stay light. Time says little on a busy
 * machine; what a cold JVM has to load for it says the same everywhere.
 */
class ColdStartTest {
  @TempDir Path folder;

  @Test
  void readingConfigurationLoadsFewClassesAndSpinsNone() throws Exception {
    Path log = folder.resolve("classes.log");
    Path output = folder.resolve("output.txt");
    List<String> command =
        new ArrayList<>(
            Arrays.asList(
                Paths.get(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.mob.config.ColdStart"));
    command.add(
        write(
            "mob.conf",
            "mob.extensions { notify { topic = a }, cluster { cookie = abcd"
                + "\n listen.port = 9100, tick = 5s, peers = [{ node = b }] } }"));
    command.add(write("cluster.conf", withoutPatterns(MarkedConf.CLUSTER_DESCRIPTOR)));
    command.add(
        write("notify.conf", "id = notify\nversion = 1.0.0\nsettings.topic { type = string }"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor()).as(read(output)).isZero();
    assertThat(read(output)).contains("2 extensions");
    List<String> loaded = loadedForConfiguration(log);
    assertThat(loaded).filteredOn(name -> name.contains("Lambda")).isEmpty();
    assertThat(loaded).filteredOn(name -> name.startsWith("java.util.stream.")).isEmpty();
    assertThat(loaded).doesNotContain("java.util.regex.Matcher");
    assertThat(loaded)
        .filteredOn(name -> name.startsWith("dev.mob.") || name.startsWith("com.typesafe."))
        .hasSizeBetween(100, 260);
    // In target/surefire-reports, for whoever wonders what it took.
    System.out.println(read(output) + loaded.size() + " classes");
  }

  /** Regular expressions are loaded by those who use them, and by nobody else. */
  private static String withoutPatterns(String descriptor) {
    return descriptor.replaceAll("(pattern|keys) = \"[^\"]*\"", "");
  }

  /** The names of what was loaded from the first class of ours to the last. */
  private static List<String> loadedForConfiguration(Path log) throws IOException {
    List<String> names =
        Files.readAllLines(log).stream()
            .map(line -> line.replaceFirst("^(\\[[^]]*])+ ", "").split(" ")[0])
            .collect(Collectors.toList());
    int first = names.indexOf("dev.mob.config.MobConfReader");
    int last = names.lastIndexOf("dev.mob.config.MobConf");
    assertThat(first).isNotNegative();
    assertThat(last).isGreaterThan(first);
    return names.subList(first, last + 1);
  }

  private String write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    return file.toString();
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
