package dev.mob.background;

import java.time.Duration;

/** What the phone does to the app; comes as a message to those who {@link Lifecycle#subscribe}. */
public sealed interface LifecycleEvent {

  /** The app has been started. The first event of a run. */
  record Launching(LaunchReason reason) implements LifecycleEvent {}

  /** The app is in front and used. */
  record Active() implements LifecycleEvent {}

  /** The app is not used for the moment. */
  record Inactive() implements LifecycleEvent {}

  /** The app is not in front any more. */
  record Background() implements LifecycleEvent {}

  /**
   * All processes are about to stop until {@link Resumed}, which may never come. Handled before
   * they do, as far as time allows: save here what {@code Persistence} does not.
   *
   * @param left how long until the operating system stops the app
   */
  record AboutToSuspend(Duration left) implements LifecycleEvent {}

  /**
   * Processes run again.
   *
   * @param slept how long they did not
   */
  record Resumed(Duration slept) implements LifecycleEvent {}

  /** The operating system asks for memory: drop what can be made again. */
  record MemoryWarning() implements LifecycleEvent {}

  /**
   * The phone saves power, or does so no longer.
   *
   * @param on true when it begins to
   */
  record LowPower(boolean on) implements LifecycleEvent {}

  /**
   * The app is about to be ended: a kernel on a JVM is stopped, iOS ends an app that runs. Phones
   * mostly end an app without this, Android always.
   *
   * @param left how long until then
   */
  record Terminating(Duration left) implements LifecycleEvent {}
}
