package dev.mob.host.ios.internal.push;

import dev.mob.host.ios.internal.life.AppLife;
import dev.mob.host.ios.internal.life.Wakefulness;
import dev.mob.host.ios.internal.shim.Application;
import dev.mob.host.ios.internal.shim.NotificationCenter;
import dev.mob.host.ios.internal.shim.NotificationEvents;
import dev.mob.notify.Category;
import dev.mob.notify.Channel;
import dev.mob.notify.PushPermission;
import dev.mob.notify.PushResult;
import dev.mob.notify.PushToken;
import dev.mob.notify.platform.Alert;
import dev.mob.notify.platform.Arrival;
import dev.mob.notify.platform.Planned;
import dev.mob.notify.platform.PushPlatform;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifications by APNs and {@code UNUserNotificationCenter}. Requests of ours have identifiers
 * that begin with {@link #OURS}; those of the app are let alone.
 *
 * <p>Safe for use from any thread.
 */
public final class ApplePush implements PushPlatform, NotificationEvents, SilentPushes.Receiver {
  /** How identifiers of our requests and categories begin. */
  static final String OURS = "mob:";

  /** Our own keys in a request's userInfo, which no app sees: when it is due, since 1970. */
  private static final String DUE = OURS + "due";

  /** That it is shown in front, too: the app has asked for it now. */
  private static final String SHOW = OURS + "show";

  /** Banner, list, sound and badge ({@code UNNotificationPresentationOptions}, iOS 14). */
  private static final long VISIBLY = 1 << 4 | 1 << 3 | 1 << 1 | 1;

  /** "The system keeps the soonest-firing 64 notifications" (UNUserNotificationCenter). */
  static final int PENDING_LIMIT = 64;

  private static final Duration FRONT_WINDOW = SilentPushes.WINDOW;

  private static final Logger LOG = LoggerFactory.getLogger(ApplePush.class);

  private final NotificationCenter center;
  private final Application application;
  private final AppLife life;
  private final Wakefulness wakefulness;
  private final SilentPushes pushes;
  private final Categories categories;
  private final Environment environment;
  private final Clock clock;

  private volatile Listener listener;

  /**
   * @param environment which of APNs' two environments the app is signed for
   */
  public ApplePush(
      NotificationCenter center,
      Application application,
      AppLife life,
      Wakefulness wakefulness,
      SilentPushes pushes,
      Environment environment,
      Clock clock) {
    this.center = center;
    this.application = application;
    this.life = life;
    this.wakefulness = wakefulness;
    this.pushes = pushes;
    this.environment = environment;
    this.clock = clock;
    this.categories = new Categories(center);
  }

  @Override
  public void listen(Listener told) {
    listener = told;
    center.listen(this);
    pushes.attach(this);
  }

  /** Hears nothing any more. */
  public void close() {
    center.listen(null);
  }

  @Override
  public PushPermission alertPermission() {
    return switch (center.authorizationStatus()) {
      case NotificationCenter.DENIED -> PushPermission.DENIED;
      case NotificationCenter.AUTHORIZED -> PushPermission.GRANTED;
      case NotificationCenter.PROVISIONAL, NotificationCenter.EPHEMERAL ->
          PushPermission.PROVISIONAL;
      default -> PushPermission.NOT_ASKED;
    };
  }

  @Override
  public void requestPermission() {
    center.requestAuthorization(
        NotificationCenter.ALERT | NotificationCenter.SOUND | NotificationCenter.BADGE);
  }

  @Override
  public void authorizationAnswered(boolean granted) {
    listener.permissionAnswered(alertPermission());
  }

  @Override
  public void register() {
    application.registerForRemoteNotifications();
  }

  @Override
  public void unregister() {
    application.unregisterForRemoteNotifications();
  }

  /** {@code didRegisterForRemoteNotificationsWithDeviceToken}; also when nobody has asked. */
  public void deviceToken(byte[] token) {
    Listener told = listener;
    if (told != null) {
      told.registered(new PushToken("apns", hex(token), Map.of("environment", environment.word())));
    }
  }

  private static String hex(byte[] bytes) {
    StringBuilder digits = new StringBuilder();
    for (byte one : bytes) {
      digits.append(Character.forDigit((one >> 4) & 0xf, 16));
      digits.append(Character.forDigit(one & 0xf, 16));
    }
    return digits.toString();
  }

  /** {@code didFailToRegisterForRemoteNotificationsWithError}. */
  public void registrationFailed(String domain, long code, String message) {
    Listener told = listener;
    if (told != null) {
      told.registrationFailed(Registrations.failure(domain, code, message));
    }
  }

  @Override
  public void plan(List<Planned> soonestFirst) {
    List<Planned> wanted = soonestFirst.subList(0, Math.min(PENDING_LIMIT, soonestFirst.size()));
    Set<String> identifiers = new HashSet<>();
    for (Planned one : wanted) {
      identifiers.add(OURS + one.alert().id());
    }
    List<String> obsolete = new ArrayList<>();
    for (String there : center.pending()) {
      if (there.startsWith(OURS) && !identifiers.contains(there)) {
        obsolete.add(there);
      }
    }
    center.removePending(obsolete.toArray(new String[0]));
    List<Alert> alerts = new ArrayList<>();
    for (Planned one : wanted) {
      alerts.add(one.alert());
    }
    categories.need(alerts);
    for (Planned one : wanted) {
      Map<String, String> notes =
          one.when() instanceof Planned.At at ? Map.of(DUE, "" + at.millis()) : Map.of();
      double seconds = Triggers.seconds(one.when(), clock.millis());
      add(one.alert(), notes, seconds, Triggers.calendar(one.when()));
    }
  }

  @Override
  public List<String> planned() {
    List<String> ids = new ArrayList<>();
    for (String there : center.pending()) {
      if (there.startsWith(OURS)) {
        ids.add(there.substring(OURS.length()));
      }
    }
    return ids;
  }

  @Override
  public void show(Alert alert) {
    categories.need(List.of(alert));
    add(alert, Map.of(SHOW, "1"), 0, null);
  }

  private void add(Alert alert, Map<String, String> notes, double seconds, int[] calendar) {
    Map<String, String> userInfo = new TreeMap<>(alert.data());
    userInfo.putAll(notes);
    center.add(
        OURS + alert.id(),
        Contents.fields(alert, categories.of(alert)),
        alert.title().arguments().toArray(new String[0]),
        alert.body().arguments().toArray(new String[0]),
        Contents.pairs(userInfo),
        seconds,
        calendar);
  }

  @Override
  public void addFailed(String identifier, String domain, long code, String message) {
    LOG.error(
        "iOS does not take notification {}: {} ({} {}); ask for permission by"
            + " Notify.requestPermission",
        identifier,
        message,
        domain,
        code);
  }

  @Override
  public void dismiss(Collection<String> ids) {
    String[] identifiers = new String[ids.size()];
    int next = 0;
    for (String id : ids) {
      identifiers[next++] = OURS + id;
    }
    center.removeDelivered(identifiers);
  }

  @Override
  public void badge(int number) {
    center.badge(number);
  }

  @Override
  public void declare(List<Channel> channels, List<Category> declared) {
    categories.declare(declared);
  }

  @Override
  public long now() {
    return clock.millis();
  }

  @Override
  public void willPresent(
      long notification,
      String identifier,
      boolean remote,
      long millis,
      String title,
      String body,
      String userInfo) {
    if (!remote && Payload.of(userInfo).data().containsKey(SHOW)) {
      center.present(notification, VISIBLY);
      return;
    }
    // Shows nothing: what comes in front is the app's to show.
    center.present(notification, 0);
    Arrival arrival = arrival(identifier, remote, millis, title, body, userInfo);
    wakefulness.stayFor(stay -> listener.arrived(arrival, false, true, new FrontWindow(stay)));
  }

  @Override
  public void tapped(
      long response,
      String identifier,
      boolean remote,
      long millis,
      String title,
      String body,
      String userInfo,
      String action,
      String text) {
    if (action.equals(NotificationCenter.DISMISS_ACTION)) {
      center.tapHandled(response);
      return;
    }
    Arrival arrival = arrival(identifier, remote, millis, title, body, userInfo);
    String chosen = action.equals(NotificationCenter.DEFAULT_ACTION) ? null : action;
    wakefulness.stayFor(
        stay -> {
          listener.tapped(arrival, chosen, text);
          // Handled by the extension's queue, which survives; the app's own time covers the rest.
          stay.end(() -> center.tapHandled(response));
        });
  }

  private static Arrival arrival(
      String identifier, boolean remote, long millis, String title, String body, String userInfo) {
    Payload payload = Payload.of(userInfo);
    if (remote) {
      return Arrival.push(identifier, title, body, payload.data());
    }
    String id = identifier.startsWith(OURS) ? identifier.substring(OURS.length()) : identifier;
    Map<String, String> data = new TreeMap<>(payload.data());
    data.remove(SHOW);
    String due = data.remove(DUE);
    // The system may show it late; the same moment in front and at the tap is the planned one.
    long shownAt = due == null ? millis : Long.parseLong(due);
    return new Arrival(Arrival.Origin.LOCAL, id, shownAt, title, body, data);
  }

  @Override
  public void push(SilentPushes.Arrived push) {
    SilentPushes.Message message = push.message();
    Arrival arrival =
        Arrival.push(
            message.fromSender() ? message.id() : null,
            message.title(),
            message.body(),
            message.data());
    boolean inFront = life.inFront();
    listener.arrived(arrival, message.shown() && !inFront, inFront, new PushWindow(push));
  }

  private final class PushWindow implements Window {
    private final SilentPushes.Arrived push;

    PushWindow(SilentPushes.Arrived push) {
      this.push = push;
    }

    @Override
    public Duration length() {
      return SilentPushes.WINDOW;
    }

    @Override
    public void finished(PushResult result) {
      push.answer(ApplePush.this, result);
    }
  }

  /** The system waits for nothing while the app is in front; the app only stays awake. */
  private record FrontWindow(Wakefulness.Stay stay) implements Window {
    @Override
    public Duration length() {
      return FRONT_WINDOW;
    }

    @Override
    public void finished(PushResult result) {
      stay.end();
    }
  }
}
