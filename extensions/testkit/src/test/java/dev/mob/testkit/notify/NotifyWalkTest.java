package dev.mob.testkit.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.notify.Notification;
import dev.mob.notify.PushResult;
import dev.mob.testkit.phone.Phone;
import dev.mob.testkit.phone.Push;
import dev.mob.testkit.phone.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random lives of a phone on which messages come, come twice, and the app is killed at any commit:
 * whatever the app was handed is handled in the end, and what it has acknowledged and been seen to
 * acknowledge does not come again.
 */
final class NotifyWalkTest {
  private static final Logger MOB = Logger.getLogger("");

  private static Level before;

  /** Crashes are what a walk is made of: each one's report would drown everything else. */
  @BeforeAll
  static void quiet() {
    before = MOB.getLevel();
    MOB.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    MOB.setLevel(before);
  }

  @Test
  void whatever_happens_no_message_is_lost_and_none_that_is_done_comes_again() {
    walk(20);
  }

  @Test
  @Tag("soak")
  void so_it_goes_for_many_lives() {
    walk(5_000);
  }

  /** {@code -Dmob.walk.seed=N} runs one life alone. */
  private static void walk(int lives) {
    Integer only = Integer.getInteger("mob.walk.seed");
    if (only != null) {
      new Life(only).run();
      return;
    }
    int heldBack = 0;
    for (int seed = 0; seed < lives; seed++) {
      heldBack += new Life(seed).run();
    }
    assertThat(heldBack).as("pushes held back and handed over later").isPositive();
  }

  private static final class Life {
    /**
     * The app has told the system that it is done with a message, held back before or not: it is on
     * disk. One that a kill met amid that is sent again by the sender.
     */
    private static final Pattern TAKEN = Pattern.compile("push p-(m\\d+) is done: .*");

    private static final Pattern HELD_BACK = Pattern.compile("push p-(m\\d+) is held back");

    private final long seed;
    private final Random random;
    private final NotifiedApp app = new NotifiedApp();
    private final Phone phone;
    private final List<String> sent = new ArrayList<>();
    private final Map<String, Integer> handled = new HashMap<>();
    private int next;

    Life(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      // Not by the first of the random numbers, which neighbouring seeds have in common.
      this.phone =
          seed % 2 == 0 ? Phone.android(34, seed, app::parts) : Phone.ios(seed, app::parts);
      app.answer = this::answer;
    }

    private Object answer(Notification notification) {
      if (random.nextInt(6) == 0) {
        return PushResult.FAILED;
      }
      handled.merge(notification.id(), 1, Integer::sum);
      return PushResult.NEW_DATA;
    }

    /**
     * @return how many pushes iOS had held back and the app got all the same
     */
    int run() {
      phone.open();
      for (int step = 0; step < 60; step++) {
        step();
      }
      // At last it is let live until everything has been tried again.
      phone.open();
      phone.passes(Duration.ofMinutes(30));
      phone.open();
      phone.passes(Duration.ofMinutes(30));
      Set<String> taken = said(Timeline.Track.WORK, TAKEN);
      assertThat(handled.keySet()).as("handled, %s", replay()).containsAll(taken);
      Map<String, Integer> before = new HashMap<>(handled);
      taken.forEach(id -> phone.receive(silent(id)));
      phone.passes(Duration.ofHours(2));
      assertThat(handled).as("nothing comes again, %s", replay()).isEqualTo(before);
      assertThat(phone.overstays()).as("overstays, %s", replay()).isZero();
      Set<String> heldBack = said(Timeline.Track.MESSAGE, HELD_BACK);
      heldBack.retainAll(taken);
      return heldBack.size();
    }

    private String replay() {
      return "seed " + seed + ": -Dmob.walk.seed=" + seed;
    }

    /** The messages of which the timeline says so. */
    private Set<String> said(Timeline.Track track, Pattern what) {
      Set<String> ids = new HashSet<>();
      for (Timeline.Entry entry : phone.timeline().entries()) {
        Matcher matcher = what.matcher(entry.what());
        if (entry.track() == track && matcher.matches()) {
          ids.add(matcher.group(1));
        }
      }
      return ids;
    }

    private void step() {
      switch (random.nextInt(9)) {
        case 0 -> phone.open();
        case 1 -> phone.pressHome();
        case 2 -> phone.kill();
        case 3 -> phone.killAtCommit(random.nextInt(6), random.nextBoolean());
        case 4 -> phone.passes(Duration.ofMillis(random.nextInt(20_000)));
        case 5 -> phone.passes(Duration.ofMinutes(random.nextInt(40)));
        default -> receive();
      }
    }

    /** Mostly a new one, at times one that was sent before. */
    private void receive() {
      if (sent.isEmpty() || random.nextInt(3) > 0) {
        sent.add("m" + next++);
        phone.receive(silent(sent.get(sent.size() - 1)));
      } else {
        phone.receive(silent(sent.get(random.nextInt(sent.size()))));
      }
    }

    private static Push silent(String id) {
      return Push.waking("p-" + id, Map.of("mob_id", id, "mob_silent", "1"));
    }
  }
}
