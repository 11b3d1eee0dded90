package dev.mob.background.platform;

import dev.mob.background.EndCause;
import dev.mob.background.KeepAliveRefused;
import dev.mob.background.KeepAliveType;
import dev.mob.config.Permission;
import dev.mob.host.PlatformService;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The platform's way to keep an app awake: Android's foreground service, iOS's audio session. One
 * mechanism for all leases; the extension counts those and calls this at the edges.
 */
public interface KeepAlivePlatform extends PlatformService {

  @Override
  default Optional<Permission> permission() {
    return Optional.of(Permission.BACKGROUND);
  }

  /** Tells this listener from now on, and no other. */
  void listen(Listener listener);

  /**
   * Keeps the app awake for this, or goes on with it for something else. Returns when the platform
   * has agreed.
   *
   * @throws KeepAliveRefused when it does not; what was held before stays as it was
   */
  void hold(Demand demand);

  /** Lets the app sleep; does nothing when it is not kept awake. */
  void release();

  /**
   * What the app is to be kept awake for.
   *
   * @param types one or more
   * @param reason what the user is told
   */
  record Demand(Set<KeepAliveType> types, String reason) {
    public Demand {
      types = Collections.unmodifiableSet(EnumSet.copyOf(types));
    }
  }

  /** Hears what the platform does to the mechanism; from any thread, and returns at once. */
  interface Listener {
    /** Stopped for a while. */
    void interrupted(String cause);

    /** Goes on after an interruption. */
    void resumed();

    /** Will be ended. */
    void expiring(Duration in);

    /** Has been ended; {@link #release} is not called for it. */
    void ended(EndCause cause);
  }
}
