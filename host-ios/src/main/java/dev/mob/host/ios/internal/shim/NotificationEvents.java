package dev.mob.host.ios.internal.shim;

/** What {@code UNUserNotificationCenter} tells its delegate. */
public interface NotificationEvents {
  /** The answer to {@link NotificationCenter#requestAuthorization}. */
  void authorizationAnswered(boolean granted);

  /** A request was not added. */
  void addFailed(String identifier, String domain, long code, String message);

  /**
   * {@code userNotificationCenter:willPresentNotification:withCompletionHandler:}.
   *
   * @param notification to be presented, once
   * @param remote whether it is a push
   * @param millis when it was delivered, since 1970
   * @param userInfo in JSON
   */
  void willPresent(
      long notification,
      String identifier,
      boolean remote,
      long millis,
      String title,
      String body,
      String userInfo);

  /**
   * {@code userNotificationCenter:didReceiveNotificationResponse:withCompletionHandler:}.
   *
   * @param response to be handled, once
   * @param text what the user typed; {@code null} when the action does not ask for it
   */
  void tapped(
      long response,
      String identifier,
      boolean remote,
      long millis,
      String title,
      String body,
      String userInfo,
      String action,
      String text);
}
