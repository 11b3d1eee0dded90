package dev.mob.notify;

import dev.mob.process.Self;

/** Handles notifications as a function, in a process of its own, one at a time. */
@FunctionalInterface
public interface NotificationHandler {

  /**
   * Handles one.
   *
   * @param self the process in which this runs
   * @return what came of it; {@link PushResult#FAILED} to get it again
   * @throws Exception to get it again
   */
  PushResult handle(Notification notification, Self self) throws Exception;
}
