package dev.mob.notify.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.background.BackgroundExtension;
import dev.mob.notify.Filter;
import dev.mob.notify.Notify;
import dev.mob.notify.NotifyExtension;
import dev.mob.notify.NotifyStatus.Counts;
import dev.mob.notify.PushResult;
import dev.mob.notify.sender.testing.KilledOften;
import dev.mob.notify.sender.testing.MockApns;
import dev.mob.testkit.Part;
import dev.mob.testkit.phone.Phone;
import dev.mob.testkit.phone.Push;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of the sender at random moments, seen from the phone: the pushes that its outbox, Pushy
 * and the mock APNs server let through go to the notify extension in the simulator, in the order of
 * their arrival, and its process counts what it is handed.
 */
final class KilledSenderTest {
  @TempDir Path folder;

  @Test
  void a_few_kills_bring_each_message_to_the_process_once() throws Exception {
    kill(3, 1_500);
  }

  @Test
  @Tag("soak")
  void a_hundred_kills_bring_each_of_a_hundred_thousand_to_the_process_once() throws Exception {
    kill(100, 100_000);
  }

  private void kill(int kills, int messages) throws Exception {
    Queue<MockApns.Received> air = new ConcurrentLinkedQueue<>();
    KilledOften story = KilledOften.run(folder, kills, messages, air::add);

    Map<String, Integer> handled = new HashMap<>();
    Phone phone =
        Phone.ios(
            7,
            () ->
                List.of(
                    Part.described(new BackgroundExtension()),
                    Part.described(new NotifyExtension()),
                    Part.of(
                        "app",
                        context ->
                            context
                                .require(Notify.class)
                                .subscribe(
                                    "counter",
                                    Filter.all(),
                                    (notification, self) -> {
                                      handled.merge(notification.id(), 1, Integer::sum);
                                      return PushResult.NEW_DATA;
                                    }))));
    phone.open();
    Map<String, String> tokenById = new HashMap<>();
    int arrived = 0;
    for (MockApns.Received push = air.poll(); push != null; push = air.poll()) {
      arrived++;
      tokenById.put(push.mobId(), push.token());
      phone.receive(Push.shown(push.id(), "Hello", "there", Map.of("mob_id", push.mobId())));
    }
    Counts counts = phone.service(Notify.class).status().counts();
    List<String> reached = new ArrayList<>();
    handled.keySet().forEach(id -> reached.add(tokenById.get(id)));

    assertThat(story.accepted())
        .as("accepted, seed %d", story.seed())
        .hasSizeGreaterThanOrEqualTo(messages);
    assertThat(reached).as("none lost, seed %d", story.seed()).containsAll(story.accepted());
    assertThat(handled.values()).as("none twice, seed %d", story.seed()).containsOnly(1);
    assertThat(counts.received()).isEqualTo(arrived);
    assertThat(counts.duplicates()).isEqualTo(arrived - handled.size());
    System.getLogger(KilledSenderTest.class.getName())
        .log(
            System.Logger.Level.INFO,
            "{0} kills: {1} accepted, {2} arrived, {3} handled, {4} dropped as received before",
            kills,
            story.accepted().size(),
            arrived,
            handled.size(),
            counts.duplicates());
  }
}
