package dev.mob.background;

import dev.mob.extension.Registration;
import dev.mob.process.Pid;

/**
 * What the phone does to the app. The background extension provides it as a service. May be used
 * from any thread and from processes.
 */
public interface Lifecycle {

  /** How the operating system sees the app now. */
  AppState state();

  /** Why the app was started. */
  LaunchReason launchReason();

  /**
   * Sends each {@link LifecycleEvent} to a process from now on: {@link LifecycleEvent.Launching} at
   * once, then the present state, then what comes. Ends with the process.
   *
   * @return ends it sooner
   */
  Registration subscribe(Pid process);
}
