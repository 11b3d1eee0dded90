package dev.mob.notify.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.notify.sender.testing.KilledOften;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  void aFewKillsLoseNoAcceptedMessageAndWhatComesTwiceHasOneId() throws Exception {
    kill(3, 3_000);
  }

  @Test
  @Tag("soak")
  void aHundredKillsLoseNoAcceptedMessageAndWhatComesTwiceHasOneId() throws Exception {
    kill(100, 100_000);
  }

  private void kill(int kills, int messages) throws Exception {
    Map<String, Set<String>> shownByDevice = new ConcurrentHashMap<>();
    AtomicInteger shown = new AtomicInteger();
    KilledOften story =
        KilledOften.run(
            folder,
            kills,
            messages,
            push -> {
              // What a device does: show an id once.
              if (shownByDevice
                  .computeIfAbsent(push.token(), t -> ConcurrentHashMap.newKeySet())
                  .add(push.mobId())) {
                shown.incrementAndGet();
              }
            });
    assertThat(story.accepted())
        .as("accepted, seed %d", story.seed())
        .hasSizeGreaterThanOrEqualTo(messages);
    assertThat(story.idsByToken().keySet())
        .as("arrived, seed %d", story.seed())
        .containsAll(story.accepted());
    assertThat(story.idsByToken().values()).as("ids of one message").allMatch(i -> i.size() == 1);
    assertThat(shown.get()).as("shown once each").isEqualTo(story.idsByToken().size());
    System.getLogger(KillTest.class.getName())
        .log(
            System.Logger.Level.INFO,
            "{0} kills: {1} accepted, {2} arrived, {3} of them again under the same id",
            kills,
            story.accepted().size(),
            story.arrived(),
            story.arrived() - story.idsByToken().size());
  }
}
