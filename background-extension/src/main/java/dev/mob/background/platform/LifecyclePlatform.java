package dev.mob.background.platform;

import dev.mob.background.LaunchReason;
import dev.mob.config.Permission;
import dev.mob.host.PlatformService;
import java.time.Duration;
import java.util.Optional;

/** What the platform tells an app about its life. */
public interface LifecyclePlatform extends PlatformService {

  @Override
  default Optional<Permission> permission() {
    return Optional.of(Permission.BACKGROUND);
  }

  /** Why the app was started. */
  LaunchReason launchReason();

  /** Tells this listener from now on, and no other; first where the app is now. */
  void listen(Listener listener);

  /** Hears what happens to the app, from one thread at a time that is no process's. */
  interface Listener {
    void active();

    void inactive();

    void background();

    /** Stops all processes before it returns, well within that time. */
    void suspending(Duration left);

    /** Lets processes run again. */
    void resumed(Duration slept);

    void memoryWarning();

    void lowPower(boolean on);

    /** Saves what is to be saved, and stops all processes, before it returns. */
    void terminating(Duration left);

    /**
     * Whoever owns the app is about to stop it in order, as a program on a JVM is stopped. Returns
     * when processes have heard of it, within half of that time; they run on until they are
     * stopped.
     */
    void stopping(Duration left);
  }
}
