package dev.mob.testkit.phone;

import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Phones that live a week at random, with all that can go wrong, and what must hold whatever
 * happens. A violation names its seed; {@code -Dmob.walk.seed=N} runs that week alone.
 */
final class PhoneWalkTest {
  private static final Logger MOB = Logger.getLogger("");
  private static final long BUDGET_NANOS = Duration.ofSeconds(20).toNanos();
  private static final int ALL = 10_000;

  /** Enough to meet each kind of fault many times over; a slow machine must live these too. */
  private static final int AT_LEAST = 20;

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
  void whatever_happens_in_a_week_the_invariants_hold() {
    Long only = Long.getLong("mob.walk.seed");
    if (only != null) {
      new Walk(only).live();
      return;
    }
    long deadline = System.nanoTime() + BUDGET_NANOS;
    for (long seed = 1; seed <= ALL; seed++) {
      new Walk(seed).live();
      if (seed >= AT_LEAST && System.nanoTime() > deadline) {
        break;
      }
    }
  }

  /** {@code -Dmob.walk.from} and {@code -Dmob.walk.to} choose a part of them. */
  @Test
  @Tag("soak")
  void ten_thousand_weeks_keep_the_invariants() {
    long from = Long.getLong("mob.walk.from", 1);
    long to = Long.getLong("mob.walk.to", ALL);
    long begun = System.nanoTime();
    Walk.Tally tally = new Walk.Tally();
    for (long seed = from; seed <= to; seed++) {
      Walk walk = new Walk(seed);
      walk.live();
      tally.add(walk);
      if (seed % 500 == 0 || seed == to) {
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        System.out.println("seeds " + from + " to " + seed + ", " + seconds + " s: " + tally);
      }
    }
  }
}
