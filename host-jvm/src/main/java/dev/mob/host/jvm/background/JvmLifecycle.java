package dev.mob.host.jvm.background;

import dev.mob.background.LaunchReason;
import dev.mob.background.platform.LifecyclePlatform;

/** The life of an app on a JVM: it is started, and active until it ends. */
public final class JvmLifecycle implements LifecyclePlatform {
  @Override
  public LaunchReason launchReason() {
    return LaunchReason.COLD;
  }

  @Override
  public void listen(Listener listener) {
    listener.active();
  }
}
