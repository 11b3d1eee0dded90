package dev.mob.notify.sender.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits on conditions for as long as a loaded machine may need. */
public final class Patience {
  private Patience() {}

  public static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(10));
  }
}
