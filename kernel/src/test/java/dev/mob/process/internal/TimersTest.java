package dev.mob.process.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimersTest {
  private static final long MILLI = 1_000_000;

  private long now;
  private final List<Long> fired = new ArrayList<>();
  private final Timers timers = new Timers(() -> now, () -> {});

  private final class Recorded extends Timers.Timer {
    private final long due;

    Recorded(long due) {
      this.due = due;
    }

    @Override
    void fire() {
      assertThat(now).as("a timer never fires early").isGreaterThanOrEqualTo(due);
      fired.add(due);
    }
  }

  private Recorded add(long delay) {
    Recorded timer = new Recorded(now + delay);
    timers.add(timer, delay);
    return timer;
  }

  @Test
  void firesAtTheFirstMillisecondAfterTheDeadline() {
    add(1_500_000);
    now = MILLI;
    timers.fireDue();
    assertThat(fired).isEmpty();
    now = 2 * MILLI;
    timers.fireDue();
    assertThat(fired).containsExactly(1_500_000L);
    assertThat(timers.size()).isZero();
  }

  @Test
  void saysHowLongToSleepUntilTheNextOne() {
    assertThat(timers.fireDue()).isEqualTo(-1);
    add(90_000 * MILLI);
    long slept = 0;
    int looks = 0;
    while (timers.size() > 0) {
      long wait = timers.fireDue();
      if (timers.size() == 0) {
        break;
      }
      assertThat(wait).isPositive();
      now += wait;
      slept += wait;
      looks++;
    }
    assertThat(slept).isEqualTo(90_000 * MILLI);
    assertThat(looks).as("a sleeper wakes for each level at most").isLessThanOrEqualTo(4);
  }

  @Test
  void timersThatAreDueTogetherFireInTheOrderOfTheirDeadlines() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      add(random.nextInt(100_000) * MILLI / 10);
    }
    now = 3_600_000 * MILLI;
    timers.fireDue();
    assertThat(fired).hasSize(500).isSortedAccordingTo(Comparator.naturalOrder());
  }

  @Test
  void aCancelledTimerNeverFiresAndTellsWhatWasLeft() {
    Recorded timer = add(10 * MILLI);
    now = 4 * MILLI;
    assertThat(timers.cancel(timer)).isEqualTo(6 * MILLI);
    assertThat(timers.cancel(timer)).isEqualTo(-1);
    now = 20 * MILLI;
    timers.fireDue();
    assertThat(fired).isEmpty();
  }

  @Test
  void aDelayBeyondTheHorizonIsKept() {
    long year = 365L * 24 * 3600 * 1000 * MILLI;
    add(50 * year);
    for (int i = 0; i < 49; i++) {
      now += year;
      timers.fireDue();
    }
    assertThat(fired).isEmpty();
    now += year;
    timers.fireDue();
    assertThat(fired).hasSize(1);
  }

  @Test
  void agreesWithASortedListWhateverIsAddedCancelledAndHowTimePasses() {
    for (int seed = 0; seed < 300; seed++) {
      agreesWithASortedList(seed);
    }
  }

  private void agreesWithASortedList(int seed) {
    Random random = new Random(seed);
    fired.clear();
    List<Recorded> waiting = new ArrayList<>();
    for (int step = 0; step < 200; step++) {
      int choice = random.nextInt(10);
      if (choice < 5) {
        waiting.add(add((long) (Math.pow(2, random.nextInt(34)) * random.nextDouble() * 1000)));
      } else if (choice < 6 && !waiting.isEmpty()) {
        timers.cancel(waiting.remove(random.nextInt(waiting.size())));
      } else {
        now += (long) (Math.pow(2, random.nextInt(30)) * random.nextDouble() * 1000);
        timers.fireDue();
        long tick = now / MILLI * MILLI;
        waiting.removeIf(timer -> timer.due <= tick);
        assertThat(timers.size()).as("seed %d, step %d", seed, step).isEqualTo(waiting.size());
      }
    }
    for (Recorded timer : waiting) {
      timers.cancel(timer);
    }
  }
}
