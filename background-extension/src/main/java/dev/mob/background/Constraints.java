package dev.mob.background;

import java.util.Objects;

/**
 * What must be so before work runs. Immutable.
 *
 * @param charging only while the phone is plugged in
 * @param idle only while the phone is not used
 */
public record Constraints(Network network, boolean charging, boolean idle) {
  /** Runs whatever the phone does. */
  public static final Constraints NONE = new Constraints(Network.NONE, false, false);

  /** Which network is needed, from none to one that costs nothing. */
  public enum Network {
    NONE,
    ANY,
    UNMETERED
  }

  public Constraints {
    Objects.requireNonNull(network, "network");
  }

  public Constraints network(Network needed) {
    return new Constraints(needed, charging, idle);
  }

  public Constraints whileCharging() {
    return new Constraints(network, true, idle);
  }

  public Constraints whileIdle() {
    return new Constraints(network, charging, true);
  }
}
