package dev.mob.notify.sender.testing;

import static dev.mob.notify.sender.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A {@link KilledSender} that is killed at random moments until it has been let live once. What it
 * said it accepted is the log that it writes after each acceptance; what arrived is what the mock
 * APNs server saw.
 *
 * @param accepted the token of each message that was accepted
 * @param idsByToken the {@code apns-id}s that arrived for each token
 * @param arrived how many pushes arrived
 * @param seed of the random moments, for a report
 */
public record KilledOften(
    List<String> accepted, Map<String, Set<String>> idsByToken, int arrived, long seed) {

  /**
   * Runs the story.
   *
   * @param folder for the outbox and the log
   * @param device gets each push that the server took, from the server's thread
   */
  public static KilledOften run(
      Path folder, int kills, int messages, Consumer<MockApns.Received> device) throws Exception {
    TestCertificates certificates = TestCertificates.of("apns");
    Map<String, Set<String>> idsByToken = new ConcurrentHashMap<>();
    AtomicInteger arrived = new AtomicInteger();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (MockApns apns = MockApns.start(certificates)) {
      apns.onAccepted(
          push -> {
            arrived.incrementAndGet();
            idsByToken
                .computeIfAbsent(push.token(), t -> ConcurrentHashMap.newKeySet())
                .add(push.id());
            device.accept(push);
          });
      for (int kill = 0; kill < kills; kill++) {
        Process sender = fork(folder, apns.port(), messages, false);
        awaitLine(folder, sender, "started");
        // Every third while it still accepts, the others after a random number of pushes more.
        int more = kill % 3 == 0 ? 0 : 1 + random.nextInt(messages / kills);
        int target = Math.min(messages - 1, arrived.get() + more);
        await().until(() -> arrived.get() >= target);
        sender.destroyForcibly();
        assertThat(sender.waitFor(30, TimeUnit.SECONDS)).isTrue();
      }
      Process last = fork(folder, apns.port(), messages, true);
      awaitLine(folder, last, "drained");
      assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(last.exitValue()).isZero();
    }
    List<String> accepted = Files.readAllLines(folder.resolve("accepted.log"));
    // The line that a kill cut off was not a promise.
    accepted.removeIf(line -> line.length() != 64);
    return new KilledOften(accepted, idsByToken, arrived.get(), seed);
  }

  private static Process fork(Path folder, int port, int messages, boolean drain)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            KilledSender.class.getName(),
            folder.toString(),
            Integer.toString(port),
            Integer.toString(messages),
            Boolean.toString(drain))
        .redirectError(folder.resolve("stderr.log").toFile())
        .start();
  }

  private static void awaitLine(Path folder, Process process, String line) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String read;
    while ((read = reader.readLine()) != null) {
      if (read.equals(line)) {
        return;
      }
    }
    throw new AssertionError(
        "the sender ended before it said '"
            + line
            + "':\n"
            + Files.readString(folder.resolve("stderr.log")));
  }
}
