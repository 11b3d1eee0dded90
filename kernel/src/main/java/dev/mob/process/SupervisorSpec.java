package dev.mob.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A supervisor's flags and first children: what OTP's {@code init/1} of a supervisor returns.
 * Immutable; OTP's defaults: one_for_one, one restart in five seconds, no auto-shutdown.
 */
public final class SupervisorSpec {
  private final Strategy strategy;
  private final int intensity;
  private final Duration period;
  private final AutoShutdown autoShutdown;
  private final List<ChildSpec> children;

  private SupervisorSpec(
      Strategy strategy,
      int intensity,
      Duration period,
      AutoShutdown autoShutdown,
      List<ChildSpec> children) {
    this.strategy = strategy;
    this.intensity = intensity;
    this.period = period;
    this.autoShutdown = autoShutdown;
    this.children = children;
  }

  public static SupervisorSpec of(Strategy strategy, ChildSpec... children) {
    return of(strategy, Arrays.asList(children));
  }

  public static SupervisorSpec of(Strategy strategy, List<ChildSpec> children) {
    return new SupervisorSpec(
        strategy,
        1,
        Duration.ofSeconds(5),
        AutoShutdown.NEVER,
        Collections.unmodifiableList(new ArrayList<>(children)));
  }

  /** More restarts than this within the period end the supervisor itself. */
  public SupervisorSpec intensity(int restarts, Duration period) {
    if (restarts < 0 || period.isZero() || period.isNegative()) {
      throw new IllegalArgumentException(
          "intensity is 0 or more restarts in a period above zero, not "
              + restarts
              + " in "
              + period);
    }
    return new SupervisorSpec(strategy, restarts, period, autoShutdown, children);
  }

  public SupervisorSpec autoShutdown(AutoShutdown autoShutdown) {
    return new SupervisorSpec(strategy, intensity, period, autoShutdown, children);
  }

  /** The same supervisor with other children, for updates. */
  public SupervisorSpec children(List<ChildSpec> others) {
    return new SupervisorSpec(
        strategy,
        intensity,
        period,
        autoShutdown,
        Collections.unmodifiableList(new ArrayList<>(others)));
  }

  public Strategy strategy() {
    return strategy;
  }

  public int intensity() {
    return intensity;
  }

  public Duration period() {
    return period;
  }

  public AutoShutdown autoShutdown() {
    return autoShutdown;
  }

  public List<ChildSpec> children() {
    return children;
  }
}
