package dev.mob.testkit.phone;

import dev.mob.background.Constraints;
import dev.mob.background.KeepAliveType;
import java.util.EnumSet;
import java.util.Set;

/** How the phone and the app on it are at this moment. Changed by the phone alone. */
final class Conditions {
  private static final long DOZES_AFTER = 60 * 60_000L;

  Constraints.Network network = Constraints.Network.UNMETERED;
  boolean charging;
  boolean screenOn;
  boolean lowPower;

  /** The user has ended the app for good; only opening it makes it run again. */
  boolean forceQuit;

  /** Whether the app is in front. */
  boolean inFront;

  /** When the screen went off, or the phone was unplugged with its screen off. */
  long stillSince;

  /** When the user opened the app last. */
  long lastUsed;

  /** When the app last had an opportunity for work. */
  long lastWork = Long.MIN_VALUE / 2;

  final Set<KeepAliveType> revoked = EnumSet.noneOf(KeepAliveType.class);

  boolean meets(Constraints needed) {
    return network.compareTo(needed.network()) >= 0
        && (charging || !needed.charging())
        && (!screenOn || !needed.idle());
  }

  /** The screen goes on or off. */
  void screen(boolean on, long now) {
    screenOn = on;
    if (!on) {
      stillSince = now;
    }
  }

  /** The phone is plugged in or unplugged. */
  void charger(boolean plugged, long now) {
    charging = plugged;
    stillSince = now;
  }

  /** Unplugged, its screen off, for an hour. */
  boolean dozes(long now) {
    return !charging && !screenOn && now - stillSince >= DOZES_AFTER;
  }
}
