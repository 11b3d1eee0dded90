package dev.mob.notify.sender.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The system's wall clock, as an operator may set it. */
public final class SettableClock implements InstantSource {
  private volatile Duration offset = Duration.ZERO;

  @Override
  public Instant instant() {
    return Instant.now().plus(offset);
  }

  public void set(Duration offset) {
    this.offset = offset;
  }
}
