package dev.mob.host.jvm.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.state.Codec;
import dev.mob.state.Key;
import dev.mob.state.Namespace;
import dev.mob.state.StateOptions;
import dev.mob.state.StateStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a JVM that writes, as kill -9 does, and looks at what it left. */
final class KillTest {
  private static final Key<Long> LEFT = Key.of("left", Codec.LONG);
  private static final Key<Long> RIGHT = Key.of("right", Codec.LONG);
  private static final Key<byte[]> BULK = Key.of("bulk", Codec.BYTES);

  @TempDir Path folder;

  @Test
  void after_a_dozen_kills_committed_state_is_there_and_whole() throws Exception {
    kill(12);
  }

  @Test
  @Tag("soak")
  void after_two_hundred_kills_committed_state_is_there_and_whole() throws Exception {
    kill(200);
  }

  private void kill(int times) throws Exception {
    Path file = folder.resolve("state.db");
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long told = 0;
    for (int kill = 1; kill <= times; kill++) {
      told = Math.max(told, runAndKill(file, random.nextInt(60)));
      try (StateStore store = StateStore.open(new SqliteStorage(), file, StateOptions.STANDARD)) {
        String where = "after kill " + kill + " with seed " + seed;
        assertThat(store.setAside()).as(where).isEmpty();
        Namespace state = store.namespace("pair");
        long left = state.get(LEFT).orElse(0L);
        assertThat(state.get(RIGHT).orElse(0L))
            .as("both of one transaction, " + where)
            .isEqualTo(left);
        assertThat(left)
            .as("what was reported as committed is there, " + where)
            .isGreaterThanOrEqualTo(told);
        assertThat(state.get(BULK).map(bytes -> bytes.length).orElse(0))
            .as("bulk of the same transaction, " + where)
            .isEqualTo(Writer.bulk(left));
        told = left;
      }
    }
    assertThat(told).as("the writers got somewhere").isPositive();
  }

  /** Lets a writer commit some times, kills it, and returns what it reported last. */
  private long runAndKill(Path file, int commits) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                file.toString())
            .redirectError(folder.resolve("writer.log").toFile())
            .start();
    long last = 0;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i <= commits; i++) {
        String line = out.readLine();
        assertThat(line).as("the writer writes until it is killed").isNotNull();
        last = Long.parseLong(line);
      }
      // By its handle: the process's own destroyForcibly would close the pipe that is read below.
      process.toHandle().destroyForcibly();
      // What it had reported before the kill reached it counts as well; the last line may be cut.
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

  /** Counts up, two keys and some bulk in one transaction, and says how far it is. */
  static final class Writer {
    private Writer() {}

    static int bulk(long count) {
      return count == 0 ? 0 : (int) (count * 7919 % 20_000);
    }

    public static void main(String[] arguments) {
      StateStore store =
          StateStore.open(new SqliteStorage(), Path.of(arguments[0]), StateOptions.STANDARD);
      Namespace state = store.namespace("pair");
      for (long count = state.get(LEFT).orElse(0L) + 1; ; count++) {
        long next = count;
        state.update(
            transaction -> {
              transaction.put(LEFT, next);
              transaction.put(BULK, new byte[bulk(next)]);
              transaction.put(RIGHT, next);
            });
        System.out.println(next);
      }
    }
  }
}
