package dev.mob.notify.platform;

import dev.mob.config.Permission;
import dev.mob.host.PlatformService;
import dev.mob.notify.Category;
import dev.mob.notify.Channel;
import dev.mob.notify.PushPermission;
import dev.mob.notify.PushResult;
import dev.mob.notify.PushToken;
import dev.mob.notify.RegistrationFailure;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The platform's notifications: APNs and the notification centre, FCM or UnifiedPush and the
 * notification manager. The extension decides, queues, and forgets nothing; the platform carries
 * and shows. {@code NotifyConformance} of the test kit is what an implementation has to pass.
 *
 * <p>No method blocks on the network or on the user: answers come to the {@link Listener}.
 */
public interface PushPlatform extends PlatformService {

  @Override
  default Optional<Permission> permission() {
    return Optional.of(Permission.PUSH);
  }

  /**
   * Tells this listener from now on, and no other. What came before anybody listened is told at
   * once, in order: the push for which the app was woken, the tap that started it.
   */
  void listen(Listener listener);

  /** Whether the user lets the app show notifications, as it is now. */
  PushPermission alertPermission();

  /**
   * Asks the user, unless that was done before. {@link Listener#permissionAnswered} is called in
   * each case.
   */
  void requestPermission();

  /**
   * Asks the push service for a token. {@link Listener#registered} or {@link
   * Listener#registrationFailed} is called in each case, and {@code registered} again whenever the
   * token changes later.
   */
  void register();

  /** Gives the token back: nothing is received until {@link #register}. */
  void unregister();

  /**
   * All local notifications that are to be shown, the soonest first; takes the place of what was
   * planned before. They are shown whether the app runs or not, also after a reboot. A platform
   * that holds fewer (iOS: 64) keeps the soonest and is told again as they are shown.
   *
   * <p>One that falls due while the app is in front is not shown but given to {@link
   * Listener#arrived}.
   */
  void plan(List<Planned> soonestFirst);

  /** The ids of what the platform will still show, of the latest plan. */
  List<String> planned();

  /** Shows something now. */
  void show(Alert alert);

  /** Takes what is shown away, by id; what is not shown is left out. */
  void dismiss(Collection<String> ids);

  /** The number at the app's icon; 0 for none. Does nothing where there is no such thing. */
  void badge(int number);

  /** All channels and categories that there are; takes the place of what was declared before. */
  void declare(List<Channel> channels, List<Category> categories);

  /** The time that the phone's clock shows, in milliseconds since 1970; it may jump. */
  long now();

  /**
   * Where the phone is, for the times of day and days of the week of local notifications; it may
   * change while the app runs. That of the JVM unless a host says another.
   */
  default ZoneId zone() {
    return ZoneId.systemDefault();
  }

  /** Hears what the platform has to tell; from any thread, and returns at once. */
  interface Listener {
    /** The answer to {@link #requestPermission}, or a change in the settings that was seen. */
    void permissionAnswered(PushPermission permission);

    /** There is a token: after {@link #register}, and each time it has changed. */
    void registered(PushToken token);

    /** There is no token. */
    void registrationFailed(RegistrationFailure failure);

    /**
     * A message has come to the running app: in front, or woken for it.
     *
     * @param shown true when the platform shows it by itself, so that a tap may follow: an APNs
     *     alert in the background, an FCM notification message
     * @param inFront whether the user uses the app now
     * @param window to be finished
     */
    void arrived(Arrival arrival, boolean shown, boolean inFront, Window window);

    /**
     * The user has tapped a notification, also one that started the app. Not called again for the
     * same tap when the platform re-creates the app's window or starts it from the history.
     *
     * @param action the id of the {@link dev.mob.notify.Action}; {@code null} for the notification
     *     itself
     * @param text what the user typed; {@code null} when the action does not ask for it
     */
    void tapped(Arrival arrival, String action, String text);
  }

  /** The time that the platform gives the app for one message. */
  interface Window {
    /**
     * How long the app may work from the moment of the arrival: 30 s on iOS ({@code
     * application:didReceiveRemoteNotification:fetchCompletionHandler:}), 10 s on Android ({@code
     * FirebaseMessagingService.onMessageReceived}).
     */
    Duration length();

    /** The app is done; called exactly once, from any thread, before the time is over. */
    void finished(PushResult result);
  }
}
