package dev.mob.testkit.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.notify.Notification;
import dev.mob.notify.PushResult;
import dev.mob.testkit.phone.Phone;
import dev.mob.testkit.phone.Push;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random lives of a phone on which messages come, come twice, and the app is killed at any commit:
 * whatever the app was handed is handled in the end, and what it has acknowledged and been seen to
 * acknowledge does not come again.
 */
final class NotifyWalkTest {

  @Test
  void whatever_happens_no_message_is_lost_and_none_that_is_done_comes_again() {
    walk(20);
  }

  @Test
  @Tag("soak")
  void so_it_goes_for_many_lives() {
    walk(5_000);
  }

  private static void walk(int lives) {
    for (int seed = 0; seed < lives; seed++) {
      new Life(seed).run();
    }
  }

  private static final class Life {
    private final long seed;
    private final Random random;
    private final NotifiedApp app = new NotifiedApp();
    private final Phone phone;
    private final List<String> received = new ArrayList<>();
    private final Map<String, Integer> handled = new HashMap<>();
    private int next;

    Life(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.phone =
          random.nextBoolean() ? Phone.android(34, seed, app::parts) : Phone.ios(seed, app::parts);
      app.answer = this::answer;
    }

    private Object answer(Notification notification) {
      if (random.nextInt(6) == 0) {
        return PushResult.FAILED;
      }
      handled.merge(notification.id(), 1, Integer::sum);
      return PushResult.NEW_DATA;
    }

    void run() {
      phone.open();
      for (int step = 0; step < 60; step++) {
        step();
      }
      // At last it is let live until everything has been tried again.
      phone.open();
      phone.passes(Duration.ofMinutes(30));
      phone.open();
      phone.passes(Duration.ofMinutes(30));
      assertThat(handled.keySet()).as("handled, seed %d", seed).containsAll(received);
      Map<String, Integer> before = new HashMap<>(handled);
      received.forEach(id -> phone.receive(silent(id)));
      phone.passes(Duration.ofHours(2));
      assertThat(handled).as("nothing comes again, seed %d", seed).isEqualTo(before);
      assertThat(phone.overstays()).as("overstays, seed %d", seed).isZero();
    }

    private void step() {
      switch (random.nextInt(8)) {
        case 0 -> phone.open();
        case 1 -> phone.pressHome();
        case 2 -> phone.kill();
        case 3 -> phone.killAtCommit(random.nextInt(6), random.nextBoolean());
        case 4 -> phone.passes(Duration.ofMillis(random.nextInt(20_000)));
        default -> receive();
      }
    }

    /**
     * A message that its window took is on disk; one that a kill met is sent again by the sender.
     */
    private void receive() {
      String id =
          received.isEmpty() || random.nextInt(3) > 0
              ? "m" + next++
              : received.get(random.nextInt(received.size()));
      int starts = phone.starts();
      boolean was = phone.isRunning();
      if (phone.receive(silent(id))
          && phone.isRunning()
          && (was ? phone.starts() == starts : true)) {
        received.add(id);
      }
    }

    private static Push silent(String id) {
      return Push.waking("p-" + id, Map.of("mob_id", id, "mob_silent", "1"));
    }
  }
}
