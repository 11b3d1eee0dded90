package dev.mob.notify.sender;

import static dev.mob.notify.sender.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.notify.sender.testing.KilledSender;
import dev.mob.notify.sender.testing.MockApns;
import dev.mob.notify.sender.testing.TestCertificates;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of a sender's JVM while it accepts and sends. What the sender had said it accepted is the
 * log that the child writes after each acceptance; what arrived is what the mock APNs server saw.
 */
final class KillTest {

  @TempDir Path folder;

  @Test
  void tenKillsLoseNoAcceptedMessageAndWhatComesTwiceHasOneId() throws Exception {
    kill(10, 10_000);
  }

  @Test
  @Tag("soak")
  void aHundredKillsLoseNoAcceptedMessageAndWhatComesTwiceHasOneId() throws Exception {
    kill(100, 100_000);
  }

  private void kill(int kills, int messages) throws Exception {
    TestCertificates certificates = TestCertificates.of("apns");
    Map<String, Set<String>> idsByToken = new ConcurrentHashMap<>();
    Map<String, Set<String>> shownByDevice = new ConcurrentHashMap<>();
    AtomicInteger arrived = new AtomicInteger();
    AtomicInteger shown = new AtomicInteger();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (MockApns apns = MockApns.start(certificates)) {
      apns.onAccepted(
          push -> {
            arrived.incrementAndGet();
            idsByToken
                .computeIfAbsent(push.token(), t -> ConcurrentHashMap.newKeySet())
                .add(push.id());
            // What a device does: show an id once.
            if (shownByDevice
                .computeIfAbsent(push.token(), t -> ConcurrentHashMap.newKeySet())
                .add(push.mobId())) {
              shown.incrementAndGet();
            }
          });
      for (int kill = 0; kill < kills; kill++) {
        Process sender = fork(apns.port(), messages, false);
        awaitLine(sender, "started");
        // Every third while it still accepts, the others after a random number of pushes more.
        int more = kill % 3 == 0 ? 0 : 1 + random.nextInt(messages / kills);
        int target = Math.min(messages - 1, arrived.get() + more);
        await().until(() -> arrived.get() >= target);
        sender.destroyForcibly();
        assertThat(sender.waitFor(30, TimeUnit.SECONDS)).isTrue();
      }
      Process last = fork(apns.port(), messages, true);
      awaitLine(last, "drained");
      assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(last.exitValue()).isZero();
    }
    List<String> accepted = Files.readAllLines(folder.resolve("accepted.log"));
    // The line that a kill cut off was not a promise.
    accepted.removeIf(line -> line.length() != 64);
    assertThat(accepted).as("accepted, seed %d", seed).hasSizeGreaterThanOrEqualTo(messages);
    assertThat(idsByToken.keySet()).as("arrived, seed %d", seed).containsAll(accepted);
    assertThat(idsByToken.values()).as("ids of one message").allMatch(ids -> ids.size() == 1);
    assertThat(shown.get()).as("shown once each").isEqualTo(idsByToken.size());
    System.getLogger(KillTest.class.getName())
        .log(
            System.Logger.Level.INFO,
            "{0} kills: {1} accepted, {2} arrived, {3} of them again under the same id",
            kills,
            accepted.size(),
            arrived.get(),
            arrived.get() - idsByToken.size());
  }

  private Process fork(int port, int messages, boolean drain) throws IOException {
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

  private void awaitLine(Process process, String line) throws IOException {
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
