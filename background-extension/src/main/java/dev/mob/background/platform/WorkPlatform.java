package dev.mob.background.platform;

import dev.mob.background.Constraints;
import dev.mob.background.WorkKind;
import dev.mob.background.WorkResult;
import dev.mob.config.Permission;
import dev.mob.host.PlatformService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The platform's way to wake an app for work: Android's JobScheduler, iOS's BGTaskScheduler. The
 * extension keeps the work itself; the platform is told what it is to wake the app for, and gives
 * {@linkplain Opportunity opportunities}.
 */
public interface WorkPlatform extends PlatformService {

  @Override
  default Optional<Permission> permission() {
    return Optional.of(Permission.BACKGROUND);
  }

  /**
   * Tells this listener from now on, and no other. Opportunities that came before, such as the one
   * for which the app was started, are given at once.
   */
  void listen(Listener listener);

  /**
   * All that the app is to be woken for; takes the place of what was told before. A platform that
   * knows fewer slots than these keeps the soonest of each kind. What a reboot makes it forget is
   * told again at the next start.
   */
  void plan(List<Slot> slots);

  /** The time that the phone's clock shows, in milliseconds since 1970; it may jump. */
  long now();

  /**
   * One piece of work to wake the app for.
   *
   * @param delay how long to wait at least
   */
  record Slot(String name, WorkKind kind, Duration delay, Constraints constraints) {}

  /** Hears of opportunities; from any thread, and returns at once. */
  interface Listener {
    void opportunity(Opportunity opportunity);

    /**
     * The platform's time for an opportunity runs out.
     *
     * @param left how long until the app must have called {@link Opportunity#finished}
     */
    void expiring(Opportunity opportunity, Duration left);
  }

  /** The platform lets the app work now. */
  interface Opportunity {
    /** Which work it is for; {@link WorkKind#PUSH} for a silent push. */
    WorkKind kind();

    /** The slot that it is for; empty when the platform does not tell slots of a kind apart. */
    Optional<String> slot();

    /** Whether the phone is so now. */
    boolean meets(Constraints constraints);

    /** The push that it is for; empty for other kinds. */
    Optional<Push> push();

    /** The app has done its work; called exactly once. */
    void finished(WorkResult result);
  }

  /**
   * A silent push.
   *
   * @param id unique; a push that the platform delivers twice has the same one
   */
  record Push(String id, Map<String, String> data) {}
}
