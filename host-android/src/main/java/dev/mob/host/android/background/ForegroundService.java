package dev.mob.host.android.background;

import dev.mob.background.platform.KeepAlivePlatform.Demand;

/** The running foreground service, as {@link AndroidKeepAlive} uses it; from any thread. */
public interface ForegroundService {

  /** Goes to the foreground, or stays there for something else. Throws what Android throws. */
  void show(Demand demand);

  /** Takes the notification away and ends the service. */
  void leave();
}
