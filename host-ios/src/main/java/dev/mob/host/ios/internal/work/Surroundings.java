package dev.mob.host.ios.internal.work;

import dev.mob.background.Constraints;
import dev.mob.background.Constraints.Network;

/** How the phone is now, as far as constraints ask. */
public interface Surroundings {

  /** The best network there is. */
  Network network();

  boolean charging();

  /**
   * Whether these are met.
   *
   * @param idle whether the phone is known to be unused
   */
  default boolean meet(Constraints constraints, boolean idle) {
    return network().compareTo(constraints.network()) >= 0
        && (!constraints.charging() || charging())
        && (!constraints.idle() || idle);
  }
}
