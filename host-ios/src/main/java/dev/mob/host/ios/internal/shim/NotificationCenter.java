package dev.mob.host.ios.internal.shim;

/**
 * UserNotifications' {@code UNUserNotificationCenter}. Request identifiers are passed as they are:
 * those that the app itself uses are beside ours.
 */
public final class NotificationCenter {
  /** {@code UNAuthorizationOptions}. */
  public static final long BADGE = 1;

  public static final long SOUND = 2;
  public static final long ALERT = 4;

  /** {@code UNAuthorizationStatus}. */
  public static final int NOT_DETERMINED = 0;

  public static final int DENIED = 1;
  public static final int AUTHORIZED = 2;
  public static final int PROVISIONAL = 3;
  public static final int EPHEMERAL = 4;

  /** {@code UNNotificationDefaultActionIdentifier}: the notification itself was tapped. */
  public static final String DEFAULT_ACTION = "com.apple.UNNotificationDefaultActionIdentifier";

  /** {@code UNNotificationDismissActionIdentifier}: the user has swiped it away. */
  public static final String DISMISS_ACTION = "com.apple.UNNotificationDismissActionIdentifier";

  /**
   * {@code getNotificationSettingsWithCompletionHandler:}, waited for.
   *
   * @return {@code authorizationStatus}; {@link #NOT_DETERMINED} when no answer came in two seconds
   */
  public native int authorizationStatus();

  /** {@code requestAuthorizationWithOptions:completionHandler:}; the answer is an event. */
  public native void requestAuthorization(long options);

  /**
   * {@code addNotificationRequest:withCompletionHandler:}; an error is an event.
   *
   * @param content keys and values: title, title-key, body, body-key, subtitle, sound, badge,
   *     category, thread, level; what is not there is left as it is
   * @param titleArguments for {@code localizedUserNotificationStringForKey:arguments:}
   * @param bodyArguments likewise
   * @param userInfo keys and values
   * @param seconds until it is shown; 0 or less for now
   * @param calendar weekday (1 is Sunday, 0 none), hour, minute, second, for a repeated one; {@code
   *     null} for one that is shown once
   */
  public native void add(
      String identifier,
      String[] content,
      String[] titleArguments,
      String[] bodyArguments,
      String[] userInfo,
      double seconds,
      int[] calendar);

  /**
   * {@code getPendingNotificationRequestsWithCompletionHandler:}, waited for.
   *
   * @throws ShimFailure when no answer came in two seconds
   */
  public native String[] pending();

  /** {@code removePendingNotificationRequestsWithIdentifiers:}. */
  public native void removePending(String[] identifiers);

  /** {@code removeDeliveredNotificationsWithIdentifiers:}. */
  public native void removeDelivered(String[] identifiers);

  /**
   * {@code setNotificationCategories:}, keeping those that are there and are named in neither.
   *
   * @param obsolete identifiers that go
   * @param rows five for each action: category, action, title, {@code text} when the user types,
   *     {@code open} when it opens the app; an empty action for a category without any
   */
  public native void setCategories(String[] obsolete, String[] rows);

  /** {@code setBadgeCount:withCompletionHandler:}, before iOS 16 the application's badge number. */
  public native void badge(int number);

  /**
   * Calls the completion handler of a notification that came in front; later calls do nothing.
   *
   * @param options {@code UNNotificationPresentationOptions}; 0 shows nothing
   */
  public native void present(long notification, long options);

  /** Calls the completion handler of a tap; later calls do nothing. */
  public native void tapHandled(long response);

  /** Gives the events from now on, first those that have waited. */
  public native void listen(NotificationEvents events);
}
