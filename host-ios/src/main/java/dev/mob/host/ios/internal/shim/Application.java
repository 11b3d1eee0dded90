package dev.mob.host.ios.internal.shim;

/** UIKit's {@code UIApplication}, and what Foundation knows of the app and its process. */
public final class Application {
  /** {@code UIApplicationState}. */
  public static final int ACTIVE = 0;

  public static final int INACTIVE = 1;
  public static final int BACKGROUND = 2;

  /** {@code UIBackgroundTaskInvalid}. */
  public static final long NO_TASK = 0;

  /** {@code -[UIApplication applicationState]}, as last seen on the main thread. */
  public native int state();

  /**
   * Why the app was launched, as far as its launch options say: 0 by a person or unknown, 1 by a
   * push message, 2 by the system in the background.
   */
  public native int launchReason();

  /** The strings of an array in Info.plist; none when the key is not there. */
  public native String[] declared(String infoPlistKey);

  /**
   * {@code beginBackgroundTaskWithName:expirationHandler:}.
   *
   * @return the task; {@link #NO_TASK} when the system gives no time
   */
  public native long beginBackgroundTask(String name);

  /** {@code endBackgroundTask:}. Does nothing for a task that was ended. */
  public native void endBackgroundTask(long task);

  /** {@code backgroundTimeRemaining}, in seconds; very large while the app is in front. */
  public native double backgroundTimeRemaining();

  /** {@code -[NSProcessInfo isLowPowerModeEnabled]}. */
  public native boolean lowPower();

  /** Whether {@code UIDevice}'s {@code batteryState} is charging or full. */
  public native boolean charging();

  /** The main bundle's folder. */
  public native String bundlePath();

  /** {@code registerForRemoteNotifications}; the answer is an event. */
  public native void registerForRemoteNotifications();

  /** {@code unregisterForRemoteNotifications}. */
  public native void unregisterForRemoteNotifications();

  /**
   * Calls the completion handler of a silent push; later calls for the same one do nothing.
   *
   * @param result {@code UIBackgroundFetchResult}: 0 new data, 1 no data, 2 failed
   * @return whether it was still open
   */
  public native boolean completePush(long push, int result);

  /** Gives the events from now on, first those that have waited. */
  public native void listen(ApplicationEvents events);
}
