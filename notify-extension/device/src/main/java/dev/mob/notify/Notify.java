package dev.mob.notify;

import dev.mob.extension.Registration;
import dev.mob.process.Pid;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Push messages and local notifications. The notify extension provides it as a service. May be used
 * from any thread and from processes.
 *
 * <pre>{@code
 * notify.subscribe("inbox", self.pid(), Filter.data("kind", "chat"));
 *
 * public Next<State> handleCall(Object request, From from, State state, Self self) {
 *   Notification notification = (Notification) request;
 *   return Next.reply(PushResult.NEW_DATA, state.with(notification.data()));
 * }
 * }</pre>
 */
public interface Notify {

  // ---- the user's leave, and the address

  /** Whether the user lets the app show notifications. */
  PushPermission permission();

  /**
   * Asks the user, unless that was done before; asks at a moment when the user sees why. The
   * process gets {@link NotifyEvent.PermissionAnswered}.
   */
  void requestPermission(Pid process);

  /**
   * Asks the platform for a token, as an app does at each start. The process gets {@link
   * NotifyEvent.Registered}, now and whenever the token changes, or {@link
   * NotifyEvent.RegistrationFailed} with the reason. What may pass by itself, such as a missing
   * network, is tried again.
   *
   * @return ends the telling; the token stays. Ends with the process, too
   */
  Registration register(Pid process);

  /** Gives the token back: no push is received until {@link #register}. */
  void unregister();

  /** The token that the platform gave last, also before this start. */
  Optional<PushToken> token();

  // ---- what comes

  /**
   * Delivers notifications to a process, each as a call whose reply is the acknowledgement ({@link
   * Notification}), one at a time and in the order of their arrival, save those that failed before.
   * Those that came before anybody wanted them are delivered now.
   *
   * <p>Each message is delivered once, also when a push and its tap bring it, or when the sender
   * sends it twice: to all subscribers that want it. One that has not acknowledged it when the app
   * ends gets it again after the next start, by its name.
   *
   * @param name durable: the same after each restart; a second subscription with this name takes
   *     the place of the first
   * @return ends it. Ends with the process, too
   */
  Registration subscribe(String name, Pid process, Filter filter);

  /** {@link #subscribe(String, Pid, Filter)} with a function instead of a process. */
  Registration subscribe(String name, Filter filter, NotificationHandler handler);

  /**
   * Has receipts brought to the server: which messages were shown, which were tapped. From the
   * first call on receipts are kept on disk until they were brought, also over restarts, the newest
   * 500 of them; before it none are kept. With {@code gateway = local} the gateway is told without
   * this.
   *
   * @return ends it; what is kept then waits for the next carrier
   */
  Registration carryReceipts(ReceiptCarrier carrier);

  // ---- what the app shows by itself

  /**
   * Shows a notification, now or later, whether the app runs then or not. When this has returned it
   * is durable: it survives a kill and a reboot. One that is due while the app is in front is not
   * shown but delivered to the subscribers.
   */
  void schedule(LocalNotification notification);

  /** What is scheduled, the soonest first. */
  List<LocalNotification> list();

  /**
   * Forgets what is scheduled under that id, and takes it away if it is shown; false when nothing
   * was scheduled.
   */
  boolean cancel(String id);

  /** {@link #cancel} for all that is scheduled. */
  void cancelAll();

  /** Takes a shown notification away; a push by its id. */
  void dismiss(String id);

  /** The number at the app's icon; 0 for none. */
  void badge(int number);

  /**
   * All channels and categories that there are; declared at each start, before anything is shown.
   */
  void declare(Collection<Channel> channels, Collection<Category> categories);

  /** What is held and what has happened. */
  NotifyStatus status();
}
