package dev.mob.host.jvm.background;

import dev.mob.background.LaunchReason;
import dev.mob.background.platform.LifecyclePlatform;
import dev.mob.kernel.KernelEvent;
import dev.mob.kernel.KernelListener;

/**
 * The life of an app on a JVM: it is started, and active until its kernel is stopped, by Ctrl-C or
 * by the program that it is in. Processes hear of that before the first extension stops.
 *
 * <p>Safe for use from any thread.
 */
public final class JvmLifecycle implements LifecyclePlatform, KernelListener {
  /** The rest of the time is for the extensions to stop in. */
  private static final int PART_FOR_TELLING = 4;

  private volatile Listener told;

  @Override
  public LaunchReason launchReason() {
    return LaunchReason.COLD;
  }

  @Override
  public void listen(Listener listener) {
    told = listener;
    listener.active();
  }

  @Override
  public void on(KernelEvent event) {
    Listener listener = told;
    if (event instanceof KernelEvent.Stopping stopping && listener != null) {
      listener.stopping(stopping.limit().dividedBy(PART_FOR_TELLING));
    }
  }
}
