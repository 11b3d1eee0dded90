package dev.mob.notify.sender.internal.store;

import dev.mob.notify.sender.Platform;

/** A lane is an app's traffic on one platform; its number is kept with each delivery. */
public final class Lanes {
  /** {@code lane = app * 16 + platform}. */
  static final int PLATFORMS = 16;

  private Lanes() {}

  public static long of(long app, Platform platform) {
    return app * PLATFORMS + platform.code();
  }

  static Platform platform(long lane) {
    return Platform.ofCode((int) (lane % PLATFORMS));
  }
}
