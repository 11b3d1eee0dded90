package dev.mob.host.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.app.AlarmManager;
import android.app.Notification;
import android.app.NotificationManager;
import android.app.PendingIntent;
import android.app.RemoteInput;
import android.content.Intent;
import android.os.Bundle;
import android.os.Looper;
import android.service.notification.StatusBarNotification;
import dev.mob.host.android.push.TokenSource;
import dev.mob.notify.PushPermission;
import dev.mob.notify.PushToken;
import dev.mob.notify.RegistrationFailure;
import dev.mob.notify.platform.Alert;
import dev.mob.notify.platform.Planned;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.notify.platform.Wording;
import dev.mob.testkit.conformance.HeardPushes;
import dev.mob.testkit.conformance.NotifyConformance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.android.controller.ActivityController;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowAlarmManager;

/** What the notify extension needs, by Android's own notification manager and alarms. */
@RunWith(PhoneRunner.class)
@Config(application = TestApplication.class)
public final class PushTest implements NotifyConformance {
  private final TestApplication application = (TestApplication) RuntimeEnvironment.getApplication();
  private final Firebase firebase = new Firebase();
  private MobHost host;
  private PhoneSystem system;
  private ActivityController<Activity> activity;

  /** What an app with Firebase writes; here the answer is the test's. */
  private static final class Firebase implements TokenSource {
    private RegistrationFailure failure;

    @Override
    public void request(Answer answer) {
      if (failure != null) {
        answer.failed(failure);
      } else {
        answer.registered(PushToken.of("fcm", "token-of-this-device"));
      }
    }

    @Override
    public void drop() {}
  }

  @Before
  public void anOpenApp() {
    host = application.start(app -> app.confText("empty.conf", "mob {}").push(firebase));
    system = new PhoneSystem(application);
    activity = Robolectric.buildActivity(Activity.class).setup();
    system.until(() -> host.ready().isDone());
  }

  @After
  public void stop() {
    host.stop();
  }

  @Override
  public PushPlatform push() {
    return host.push();
  }

  @Override
  public String pushService() {
    return "fcm";
  }

  @Override
  public void receive(String id, Map<String, String> data) {
    host.pushReceived(id, null, null, data);
  }

  @Override
  public boolean hasBackground() {
    return true;
  }

  @Override
  public void toBackground() {
    activity.pause().stop();
    shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(1));
  }

  @Override
  public List<String> shown() {
    return host.push().shown();
  }

  @Override
  public void tap(String id, String action, String text) {
    Notification shown = notification(id);
    if (action == null) {
      open(shown.contentIntent);
      return;
    }
    for (Notification.Action button : shown.actions) {
      Intent intent = shadowOf(button.actionIntent).getSavedIntent();
      if (button.getRemoteInputs() != null && text != null) {
        Bundle typed = new Bundle();
        typed.putCharSequence(button.getRemoteInputs()[0].getResultKey(), text);
        RemoteInput.addResultsToIntent(button.getRemoteInputs(), intent, typed);
        new NotificationActionReceiver().onReceive(application, intent);
      }
    }
  }

  private static void open(PendingIntent tapped) {
    Robolectric.buildActivity(Activity.class, shadowOf(tapped).getSavedIntent()).setup();
  }

  private Notification notification(String id) {
    for (StatusBarNotification each :
        application.getSystemService(NotificationManager.class).getActiveNotifications()) {
      if (id.equals(each.getTag())) {
        return each.getNotification();
      }
    }
    throw new AssertionError(id + " is not shown");
  }

  @Override
  public Set<RegistrationFailure.Reason> failures() {
    return Set.of(
        RegistrationFailure.Reason.NO_NETWORK, RegistrationFailure.Reason.PLAY_SERVICES_MISSING);
  }

  @Override
  public void failRegistration(RegistrationFailure.Reason reason) {
    firebase.failure = new RegistrationFailure(reason, "Firebase says so");
  }

  @Override
  public void until(BooleanSupplier condition) {
    system.until(condition);
  }

  @Override
  public void forAWhile() {
    long end = System.currentTimeMillis() + 500;
    system.until(() -> System.currentTimeMillis() > end);
  }

  @Test
  public void a_tap_is_told_once_however_often_its_intent_comes() {
    HeardPushes heard = HeardPushes.by(push());
    push().show(alert("a"));
    PendingIntent tapped = notification("a").contentIntent;
    Intent intent = shadowOf(tapped).getSavedIntent();

    open(tapped);
    open(tapped);
    host.opened(intent);
    host.opened(new Intent(intent).addFlags(Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY));

    assertThat(heard.taps()).hasSize(1);
  }

  @Test
  public void a_tap_that_started_the_app_waits_for_whoever_listens() {
    push().show(alert("a"));
    open(notification("a").contentIntent);

    HeardPushes heard = HeardPushes.by(push());

    assertThat(heard.taps()).hasSize(1);
    assertThat(heard.taps().get(0).arrival().data()).containsEntry("k", "v");
  }

  @Test
  public void a_tap_on_what_fcm_has_shown_brings_its_data_without_fcms_own() {
    HeardPushes heard = HeardPushes.by(push());
    Intent launched =
        new Intent(Intent.ACTION_MAIN)
            .putExtra("google.message_id", "0:1")
            .putExtra("google.sent_time", "1")
            .putExtra("from", "123")
            .putExtra("mob_id", "m1");

    Robolectric.buildActivity(Activity.class, launched).setup();

    assertThat(heard.taps()).hasSize(1);
    assertThat(heard.taps().get(0).arrival().id()).isEqualTo("0:1");
    assertThat(heard.taps().get(0).arrival().data()).containsOnly(Map.entry("mob_id", "m1"));
  }

  @Test
  @Config(sdk = {34, 35})
  public void the_user_is_asked_once_over_the_app_and_the_answer_is_told() {
    NotificationManager manager = application.getSystemService(NotificationManager.class);
    shadowOf(manager).setNotificationsEnabled(false);
    HeardPushes heard = HeardPushes.by(push());
    assertThat(push().alertPermission()).isEqualTo(PushPermission.NOT_ASKED);

    push().requestPermission();
    shadowOf(Looper.getMainLooper()).idle();
    assertThat(shadowOf(activity.get()).getLastRequestedPermission().requestedPermissions)
        .containsExactly("android.permission.POST_NOTIFICATIONS");
    assertThat(heard.permissions()).isEmpty();
    activity.pause().resume(); // the question covers the app, and goes

    assertThat(heard.permissions()).containsExactly(PushPermission.DENIED);
    push().requestPermission();
    assertThat(heard.permissions()).containsExactly(PushPermission.DENIED, PushPermission.DENIED);
  }

  @Test
  public void what_is_planned_is_shown_after_the_app_was_killed() {
    toBackground();
    push().plan(List.of(new Planned(alert("tea"), new Planned.At(push().now() + 50))));
    host.stop();

    application.start(
        app -> app.confText("empty.conf", "mob {}").push(firebase)); // the alarm starts the process
    host = application.mob();
    system.until(() -> shown().contains("tea"));

    assertThat(shown()).containsExactly("tea");
  }

  @Test
  public void after_a_reboot_there_is_an_alarm_again() {
    push().plan(List.of(new Planned(alert("tea"), new Planned.At(push().now() + 3_600_000))));
    AlarmManager alarms = application.getSystemService(AlarmManager.class);
    system.forgetAlarms();
    assertThat(shadowOf(alarms).getScheduledAlarms()).isEmpty();

    new NotificationAlarmReceiver()
        .onReceive(application, new Intent(Intent.ACTION_BOOT_COMPLETED));

    assertThat(shadowOf(alarms).getScheduledAlarms()).hasSize(1);
  }

  @Test
  @Config(sdk = {26, 30})
  public void an_alarm_is_exact_where_no_permission_is_needed() {
    assertThat(windowOfTheAlarm()).isZero();
  }

  @Test
  @Config(sdk = {34, 35})
  public void an_alarm_is_exact_only_where_the_user_allows_it() {
    ShadowAlarmManager.setCanScheduleExactAlarms(true);
    assertThat(windowOfTheAlarm()).isZero();

    ShadowAlarmManager.setCanScheduleExactAlarms(false);
    assertThat(windowOfTheAlarm()).isNotZero();
  }

  /** How late the alarm of a notification may come, as it was asked for. */
  private long windowOfTheAlarm() {
    push().plan(List.of(new Planned(alert("tea"), new Planned.At(push().now() + 3_600_000))));
    AlarmManager alarms = application.getSystemService(AlarmManager.class);
    return shadowOf(alarms).getScheduledAlarms().get(0).getWindowLengthMs();
  }

  private static Alert alert(String id) {
    return new Alert(
        id,
        Wording.plain("Title"),
        Wording.plain("Body"),
        Map.of("k", "v"),
        List.of(),
        Alert.Look.PLAIN);
  }
}
