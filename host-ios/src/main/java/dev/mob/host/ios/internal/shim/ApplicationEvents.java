package dev.mob.host.ios.internal.shim;

/** What UIKit tells of the app. */
public interface ApplicationEvents {
  /**
   * Where the app as a whole is: UIApplication's notifications, in apps with and without scenes.
   *
   * @param state {@link Application#ACTIVE} and so on
   */
  void state(int state);

  /**
   * Where one scene is (UISceneDidActivateNotification and its like).
   *
   * @param scene its {@code persistentIdentifier}
   * @param state {@link Application#ACTIVE} and so on; -1 when it was disconnected
   */
  void scene(String scene, int state);

  /** {@code UIApplicationDidReceiveMemoryWarningNotification}. */
  void memoryWarning();

  /** {@code NSProcessInfoPowerStateDidChangeNotification}. */
  void lowPower(boolean on);

  /**
   * {@code UIApplicationWillTerminateNotification}. The main thread waits for the return of this.
   *
   * @param seconds how long it waits
   */
  void terminating(double seconds);

  /**
   * A background task's expiration handler. The main thread waits for its end, and ends it itself.
   *
   * @param seconds how long it waits
   */
  void backgroundTaskExpiring(long task, double seconds);

  /** {@code application:didRegisterForRemoteNotificationsWithDeviceToken:}. */
  void deviceToken(byte[] token);

  /** {@code application:didFailToRegisterForRemoteNotificationsWithError:}. */
  void registrationFailed(String domain, long code, String message);

  /**
   * {@code application:didReceiveRemoteNotification:fetchCompletionHandler:}.
   *
   * @param push to be completed once
   * @param userInfo its payload in JSON
   */
  void push(long push, String userInfo);
}
