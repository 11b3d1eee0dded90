package dev.mob.host.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.background.Background;
import dev.mob.background.WorkRequest;
import dev.mob.kernel.Kernel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole JVM host, killed with SIGKILL while it writes: kernel, home folder, database, work. */
final class HostKillTest {
  /** How many pieces of work there are at a time; each new one takes the place of the oldest. */
  private static final int WINDOW = 20;

  @TempDir private Path folder;

  @Test
  void afterThreeKillsTheHostBootsAndHasAllWorkThatWasTaken() throws Exception {
    kill(3);
  }

  @Test
  @Tag("soak")
  void afterTwoHundredKillsTheHostBootsAndHasAllWorkThatWasTaken() throws Exception {
    kill(200);
  }

  private void kill(int times) throws Exception {
    Path conf = folder.resolve("mob.conf");
    Files.writeString(conf, "mob.extensions.background {}");
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long told = 0;
    for (int kill = 1; kill <= times; kill++) {
      told = runAndKill(conf, told, random.nextInt(60), "at kill " + kill + ", seed " + seed);
      try (Stream<Path> files =
          Files.list(JvmHost.homeFor(conf).resolve("data").resolve("background"))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .noneMatch(name -> name.contains("corrupt"));
      }
    }
    assertThat(told).as("the hosts got somewhere").isGreaterThan(times);
  }

  /**
   * Boots a host, holds what it has found against what the one before has said, lets it write some
   * times and kills it.
   *
   * @return the last write that it has said is done
   */
  private long runAndKill(Path conf, long told, int writes, String where)
      throws IOException, InterruptedException {
    Path log = folder.resolve("host.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                conf.toString())
            .redirectError(log.toFile())
            .start();
    long last = told;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String found = out.readLine();
      assertThat(found).as("the host boots, %s; it said: %s", where, log).isNotNull();
      held(found, told, where);
      for (int i = 0; i <= writes; i++) {
        String line = out.readLine();
        assertThat(line).as("the host writes until it is killed, %s", where).isNotNull();
        last = Long.parseLong(line);
      }
      // By its handle: the process's own destroyForcibly would close the pipe that is read below.
      process.toHandle().destroyForcibly();
      // What it had said before the kill reached it counts as well; the last line may be cut.
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.length() >= Long.toString(last).length()) {
          last = Math.max(last, Long.parseLong(line));
        }
      }
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
    return last;
  }

  /**
   * All of the window, up to the last that was said; at most one write more, or one old too many.
   */
  private static void held(String found, long told, String where) {
    TreeSet<Long> there = new TreeSet<>();
    for (String number : found.substring("found".length()).trim().split(" +")) {
      if (!number.isEmpty()) {
        there.add(Long.parseLong(number));
      }
    }
    if (told == 0 && there.isEmpty()) {
      return;
    }
    assertThat(there.last()).as("the last work, %s", where).isBetween(told, told + 1);
    for (long number = Math.max(1, there.last() - WINDOW + 1); number < there.last(); number++) {
      assertThat(there).as("work %d of %s, %s", number, there, where).contains(number);
    }
    assertThat(there).as("what was cancelled is gone, %s", where).hasSizeBetween(1, WINDOW + 1);
  }

  /** Says what it finds, then has more and more work scheduled, and the oldest cancelled. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) {
      Kernel kernel = JvmHost.of(Path.of(arguments[0])).build();
      kernel.boot();
      Background background = kernel.find(Background.class).orElseThrow();
      List<Long> found =
          background.status().work().stream()
              .map(work -> Long.parseLong(work.name().substring("work-".length())))
              .sorted()
              .toList();
      StringBuilder line = new StringBuilder("found");
      found.forEach(number -> line.append(' ').append(number));
      System.out.println(line);
      long last = found.isEmpty() ? 0 : found.get(found.size() - 1);
      found.stream().filter(old -> old <= last - WINDOW).forEach(old -> cancel(background, old));
      for (long next = last + 1; ; next++) {
        background.schedule(WorkRequest.once("work-" + next, "nobody").delay(Duration.ofDays(1)));
        System.out.println(next);
        cancel(background, next - WINDOW);
      }
    }

    private static void cancel(Background background, long number) {
      if (number > 0) {
        background.cancel("work-" + number);
      }
    }
  }
}
