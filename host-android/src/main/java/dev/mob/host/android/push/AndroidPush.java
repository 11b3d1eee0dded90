package dev.mob.host.android.push;

import android.Manifest;
import android.app.Activity;
import android.app.Notification;
import android.app.NotificationChannel;
import android.app.NotificationManager;
import android.content.Context;
import android.content.Intent;
import android.content.SharedPreferences;
import android.content.pm.PackageManager;
import android.os.Build;
import android.os.Looper;
import android.service.notification.StatusBarNotification;
import dev.mob.host.android.background.AndroidLifecycle;
import dev.mob.host.android.internal.SinceApi;
import dev.mob.notify.Category;
import dev.mob.notify.Channel;
import dev.mob.notify.PushPermission;
import dev.mob.notify.PushResult;
import dev.mob.notify.PushToken;
import dev.mob.notify.RegistrationFailure;
import dev.mob.notify.platform.Alert;
import dev.mob.notify.platform.Arrival;
import dev.mob.notify.platform.Planned;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.notify.platform.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Android's notifications, and the messages that the app's push service hands over.
 *
 * <p>Each notification has its id as its tag, so no number is made of a text. What the platform
 * tells before anybody listens waits, in order. Safe for use from any thread.
 */
public final class AndroidPush implements PushPlatform, TokenSource.Answer {
  /** How long FCM lets an app work on one message ({@code onMessageReceived}: 10 s on API 26). */
  static final Duration WINDOW = Duration.ofSeconds(10);

  /** One number for all, since their tags differ. */
  static final int NOTIFICATION = 0x4d6f63;

  private static final String ASKED = "asked-for-notifications";
  private static final String CHANNELS = "channels";
  private static final int REQUEST = 0x4d6f;

  private final Context context;
  private final AndroidLifecycle lifecycle;
  private final TokenSource tokens;
  private final NotificationManager notifications;
  private final SharedPreferences notes;
  private final AlertNotification drawing;
  private final PlannedAlarms alarms;
  private final Taps taps;
  private final LongSupplier clock;
  private final List<Consumer<Listener>> early = new ArrayList<>();
  private Listener listener;
  private boolean isAsking;

  /**
   * @param tokens where push addresses come from; {@code null} for an app without push
   * @param icon the drawable of notifications
   */
  public AndroidPush(
      Context context,
      AndroidLifecycle lifecycle,
      TokenSource tokens,
      int icon,
      LongSupplier clock) {
    this.context = context;
    this.lifecycle = lifecycle;
    this.tokens = tokens;
    this.clock = clock;
    this.notifications = context.getSystemService(NotificationManager.class);
    this.notes = context.getSharedPreferences("dev.mob.notify", Context.MODE_PRIVATE);
    this.drawing = new AlertNotification(context, icon);
    this.alarms = new PlannedAlarms(context, clock);
    this.taps = new Taps(notes);
    lifecycle.follow(
        new AndroidLifecycle.Follower() {
          @Override
          public void created(Activity activity, boolean again) {
            if (!again) {
              opened(activity.getIntent());
            }
          }

          @Override
          public void resumed(Activity activity) {
            answerIfAsked();
          }
        });
  }

  /** Where push addresses come from; null when the app gave none. */
  public TokenSource tokens() {
    return tokens;
  }

  // ---- the listener

  @Override
  public void listen(Listener told) {
    List<Consumer<Listener>> waiting;
    synchronized (this) {
      listener = told;
      waiting = new ArrayList<>(early);
      early.clear();
    }
    waiting.forEach(each -> each.accept(told));
  }

  private void tell(Consumer<Listener> telling) {
    Listener told;
    synchronized (this) {
      told = listener;
      if (told == null) {
        early.add(telling);
      }
    }
    if (told != null) {
      telling.accept(told);
    }
  }

  @Override
  public long now() {
    return clock.getAsLong();
  }

  // ---- permission

  @Override
  public PushPermission alertPermission() {
    if (notifications.areNotificationsEnabled()) {
      return PushPermission.GRANTED;
    }
    boolean canAsk =
        Build.VERSION.SDK_INT >= 33 && !hasPermission() && !notes.getBoolean(ASKED, false);
    return canAsk ? PushPermission.NOT_ASKED : PushPermission.DENIED;
  }

  @SinceApi(33)
  private boolean hasPermission() {
    return context.checkSelfPermission(Manifest.permission.POST_NOTIFICATIONS)
        == PackageManager.PERMISSION_GRANTED;
  }

  /**
   * From API 33 on the user is asked over the activity that is in front. Its answer reaches that
   * activity alone, but the question covers it: when it is resumed, there is an answer.
   */
  @Override
  public void requestPermission() {
    Activity front = lifecycle.front();
    if (front == null || alertPermission() != PushPermission.NOT_ASKED) {
      PushPermission now = alertPermission();
      tell(told -> told.permissionAnswered(now));
      return;
    }
    synchronized (this) {
      isAsking = true;
    }
    front.runOnUiThread(() -> ask(front));
  }

  @SinceApi(33)
  private void ask(Activity front) {
    notes.edit().putBoolean(ASKED, true).apply();
    front.requestPermissions(new String[] {Manifest.permission.POST_NOTIFICATIONS}, REQUEST);
  }

  private void answerIfAsked() {
    synchronized (this) {
      if (!isAsking || !notes.getBoolean(ASKED, false)) {
        return;
      }
      isAsking = false;
    }
    PushPermission now = alertPermission();
    tell(told -> told.permissionAnswered(now));
  }

  // ---- the address

  @Override
  public void register() {
    if (tokens == null) {
      failed(
          new RegistrationFailure(
              RegistrationFailure.Reason.NOT_CONFIGURED,
              "the app gave MobHost.push(...) no source of tokens"));
    } else {
      tokens.request(this);
    }
  }

  @Override
  public void unregister() {
    if (tokens != null) {
      tokens.drop();
    }
  }

  @Override
  public void registered(PushToken token) {
    tell(told -> told.registered(token));
  }

  @Override
  public void failed(RegistrationFailure failure) {
    tell(told -> told.registrationFailed(failure));
  }

  // ---- what comes

  /**
   * A message of the push service. Returns when it is handled or its time is over, since the
   * process may sleep after that; on the main thread at once.
   *
   * @param id the service's; {@code null} if it has none
   * @param shown whether the service shows it by itself
   */
  public void received(
      String id, String title, String body, Map<String, String> data, boolean shown) {
    CountDownLatch done = new CountDownLatch(1);
    Arrival arrival = Arrival.push(id, title == null ? "" : title, body == null ? "" : body, data);
    Window window = new OneWindow(done);
    tell(told -> told.arrived(arrival, shown, lifecycle.isInFront(), window));
    if (Looper.myLooper() == Looper.getMainLooper()) {
      return;
    }
    try {
      done.await(WINDOW.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record OneWindow(CountDownLatch done) implements Window {
    @Override
    public Duration length() {
      return WINDOW;
    }

    @Override
    public void finished(PushResult result) {
      done.countDown();
    }
  }

  /** An activity was opened with this; a tap is told once, whoever opens with it again. */
  public void opened(Intent intent) {
    taps.of(intent).ifPresent(this::tapped);
  }

  /** A button that does not open the app was pressed. */
  public void pressed(Intent intent) {
    taps.of(intent)
        .ifPresent(
            tap -> {
              // Android shows a reply as being sent until the notification is taken away.
              notifications.cancel(tap.arrival().id(), NOTIFICATION);
              tapped(tap);
            });
  }

  private void tapped(Taps.Tap tap) {
    tell(told -> told.tapped(tap.arrival(), tap.action(), tap.text()));
  }

  // ---- what is shown

  @Override
  public void show(Alert alert) {
    show(alert, Arrival.push(alert.id(), text(alert.title()), text(alert.body()), alert.data()));
  }

  private String text(Wording wording) {
    return drawing.text(wording);
  }

  private void show(Alert alert, Arrival arrival) {
    channelOf(alert);
    Notification drawn = drawing.of(alert, arrival);
    notifications.notify(alert.id(), NOTIFICATION, drawn);
  }

  @Override
  public void dismiss(Collection<String> ids) {
    ids.forEach(id -> notifications.cancel(id, NOTIFICATION));
  }

  /** The ids of what is shown. */
  public List<String> shown() {
    List<String> ids = new ArrayList<>();
    for (StatusBarNotification each : notifications.getActiveNotifications()) {
      if (each.getId() == NOTIFICATION && each.getTag() != null) {
        ids.add(each.getTag());
      }
    }
    return ids;
  }

  /** Android counts what is shown by itself. */
  @Override
  public void badge(int number) {}

  @Override
  public void declare(List<Channel> channels, List<Category> categories) {
    Set<String> names = new HashSet<>();
    for (Channel channel : channels) {
      create(channel);
      names.add(channel.id());
    }
    for (String before : notes.getStringSet(CHANNELS, new HashSet<>())) {
      if (!names.contains(before)) {
        notifications.deleteNotificationChannel(before);
      }
    }
    notes.edit().putStringSet(CHANNELS, names).apply();
    Map<String, Category> byId = new LinkedHashMap<>();
    categories.forEach(each -> byId.put(each.id(), each));
    drawing.categories(byId);
  }

  private void create(Channel channel) {
    notifications.createNotificationChannel(
        new NotificationChannel(channel.id(), channel.name(), importance(channel.importance())));
  }

  private static int importance(Channel.Importance importance) {
    switch (importance) {
      case LOW:
        return NotificationManager.IMPORTANCE_LOW;
      case HIGH:
        return NotificationManager.IMPORTANCE_HIGH;
      default:
        return NotificationManager.IMPORTANCE_DEFAULT;
    }
  }

  /** What names no channel, or one that is not declared, goes to the standard one. */
  private void channelOf(Alert alert) {
    String wanted = alert.look().channel();
    if (wanted == null || notifications.getNotificationChannel(wanted) == null) {
      create(
          new Channel(
              Channel.STANDARD,
              context.getApplicationInfo().loadLabel(context.getPackageManager()).toString(),
              Channel.Importance.NORMAL));
    }
  }

  // ---- what is planned

  @Override
  public void plan(List<Planned> soonestFirst) {
    long asked = now();
    alarms.plan(drawing.withActionsOfCategories(soonestFirst));
    due(asked); // what has passed; the rest comes by its alarm
  }

  @Override
  public List<String> planned() {
    return alarms.planned();
  }

  /** The alarm is here, or the phone has started: shows what is due and sets the next alarm. */
  public void due() {
    due(now());
  }

  private void due(long now) {
    for (PlannedAlarms.Due due : alarms.takeDue(now)) {
      Arrival arrival = Arrival.local(due.alert(), due.at());
      if (lifecycle.isInFront()) {
        tell(told -> told.arrived(arrival, false, true, new OneWindow(new CountDownLatch(1))));
      } else {
        show(due.alert(), arrival);
      }
    }
  }
}
