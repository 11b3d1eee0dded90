package dev.mob.process.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PatienceTest {
  private static final long LOOKING = 20_000;

  private final Patience patience = new Patience(LOOKING);
  private long now = 1_000_000;

  /** An idle time, ended by somebody who wakes the worker. */
  private void idleFor(long nanos) {
    patience.begin(now);
    now += nanos;
    patience.workCame(now);
    patience.woken();
  }

  private boolean looksAround() {
    return patience.begin(now) > now;
  }

  @Test
  void aWorkerLooksAroundAtFirst() {
    assertThat(patience.begin(now)).isEqualTo(now + LOOKING);
  }

  @Test
  void itStopsWhenWorkKeepsComingLaterThanItWouldLook() {
    for (int i = 0; i < 20; i++) {
      idleFor(60_000);
    }
    assertThat(looksAround()).isFalse();
  }

  @Test
  void itBeginsAgainWhenItIsWokenSoonOrFindsWorkAtTheFirstLook() {
    for (int i = 0; i < 20; i++) {
      idleFor(60_000);
    }
    for (int i = 0; i < 2; i++) {
      idleFor(5_000);
      patience.found();
    }
    assertThat(looksAround()).isTrue();
  }

  @Test
  void oneLongIdleTimeChangesNothing() {
    idleFor(1_000_000_000);
    assertThat(looksAround()).isTrue();
  }
}
