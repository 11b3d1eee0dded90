package dev.mob.host.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.robolectric.Shadows.shadowOf;

import android.app.ForegroundServiceStartNotAllowedException;
import android.app.Notification;
import android.app.NotificationChannel;
import android.app.NotificationManager;
import android.content.ComponentName;
import android.content.Intent;
import android.content.pm.ServiceInfo;
import dev.mob.background.EndCause;
import dev.mob.background.KeepAliveRefused;
import dev.mob.background.KeepAliveRefused.Reason;
import dev.mob.background.KeepAliveType;
import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.background.platform.KeepAlivePlatform.Demand;
import dev.mob.background.platform.LifecyclePlatform;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.testkit.conformance.BackgroundConformance;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowSystemClock;

/** What the background extension needs, by Android's own foreground service and jobs. */
@RunWith(PhoneRunner.class)
@Config(application = TestApplication.class)
public final class KeepAliveTest implements BackgroundConformance {
  private TestApplication application;
  private PhoneSystem system;
  private MobHost host;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  @Before
  public void anAppThatDeclaresWhatItNeeds() {
    application = (TestApplication) RuntimeEnvironment.getApplication();
    TestManifest.declare(application, EnumSet.allOf(KeepAliveType.class));
    host = application.start(app -> app.confText("empty.conf", "mob {}"));
    system = new PhoneSystem(application);
    host.keepAlive().listen(new Heard());
    system.until(() -> host.ready().isDone());
  }

  @After
  public void stop() {
    host.stop();
  }

  /** A caller as the extension is one: not on the main thread, on which the service starts. */
  private void hold(Demand demand) {
    AtomicReference<RuntimeException> thrown = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                host.keepAlive().hold(demand);
              } catch (RuntimeException e) {
                thrown.set(e);
              }
            });
    caller.start();
    system.until(() -> !caller.isAlive());
    if (thrown.get() != null) {
      throw thrown.get();
    }
  }

  @Override
  public KeepAlivePlatform keepAlive() {
    return new KeepAlivePlatform() {
      @Override
      public void listen(Listener listener) {
        host.keepAlive().listen(listener);
      }

      @Override
      public void hold(Demand demand) {
        KeepAliveTest.this.hold(demand);
      }

      @Override
      public void release() {
        host.keepAlive().release();
        system.attend();
      }
    };
  }

  @Override
  public boolean isKeptAwake() {
    return system.hasService()
        && shadowOf(system.service()).getLastForegroundNotification() != null
        && !shadowOf(system.service()).isForegroundStopped();
  }

  @Override
  public KeepAliveType allowedType() {
    return KeepAliveType.DATA_SYNC;
  }

  @Override
  public WorkPlatform work() {
    return host.work();
  }

  @Override
  public LifecyclePlatform lifecycle() {
    return host.lifecycle();
  }

  @Override
  public void until(BooleanSupplier condition) {
    system.until(condition);
  }

  @Override
  public void forAWhile() {
    ShadowSystemClock.advanceBy(Duration.ofSeconds(2));
    system.attend();
    system.runDueJobs(System.currentTimeMillis() + 2_000);
  }

  @Test
  public void the_notification_says_why_in_a_channel_of_low_importance() {
    hold(demand(KeepAliveType.AUDIO, "The whiteboard is open"));

    Notification shown = shadowOf(system.service()).getLastForegroundNotification();
    NotificationChannel channel =
        application
            .getSystemService(NotificationManager.class)
            .getNotificationChannel(shown.getChannelId());
    assertThat(shown.extras.getCharSequence(Notification.EXTRA_TEXT).toString())
        .isEqualTo("The whiteboard is open");
    assertThat(shown.flags & Notification.FLAG_ONGOING_EVENT).isNotZero();
    assertThat(channel.getImportance()).isEqualTo(NotificationManager.IMPORTANCE_LOW);
    assertThat(shown.actions).hasSize(1);
  }

  @Test
  @Config(sdk = {30, 34, 35})
  public void the_service_has_the_types_of_all_leases() {
    hold(new Demand(Set.of(KeepAliveType.AUDIO, KeepAliveType.DATA_SYNC), "both"));

    assertThat(system.service().getForegroundServiceType())
        .isEqualTo(
            ServiceInfo.FOREGROUND_SERVICE_TYPE_MEDIA_PLAYBACK
                | ServiceInfo.FOREGROUND_SERVICE_TYPE_DATA_SYNC);
  }

  @Test
  public void the_button_of_the_notification_ends_the_leases_for_the_user() {
    hold(demand(KeepAliveType.DATA_SYNC, "sync"));

    application.startService(MobForegroundService.stop(application));
    system.attend();

    assertThat(heard).containsExactly("ended " + EndCause.STOPPED_BY_USER);
    assertThat(isKeptAwake()).isFalse();
  }

  @Test
  public void an_end_by_the_system_is_told_and_the_app_can_hold_again() {
    hold(demand(KeepAliveType.DATA_SYNC, "sync"));
    system.endService();

    assertThat(heard).containsExactly("ended " + EndCause.STOPPED_BY_SYSTEM);
    hold(demand(KeepAliveType.DATA_SYNC, "sync again"));
    assertThat(isKeptAwake()).isTrue();
  }

  @Test
  @Config(sdk = 35)
  public void the_end_of_the_six_hours_is_told_as_such_and_the_service_stops_in_time() {
    hold(demand(KeepAliveType.DATA_SYNC, "sync"));
    MobForegroundService service = system.service();

    service.onTimeout(1, ServiceInfo.FOREGROUND_SERVICE_TYPE_DATA_SYNC);

    assertThat(heard).containsExactly("ended " + EndCause.TIME_LIMIT);
    assertThat(shadowOf(service).isStoppedBySelf()).isTrue();
  }

  @Test
  public void a_release_is_no_end_that_is_told() {
    hold(demand(KeepAliveType.DATA_SYNC, "sync"));
    host.keepAlive().release();
    system.attend();

    assertThat(heard).isEmpty();
  }

  @Test
  public void a_service_that_is_released_before_it_starts_shows_itself_once_and_ends() {
    // On the main thread nobody waits, so the release comes before the start.
    host.keepAlive().hold(demand(KeepAliveType.DATA_SYNC, "sync"));
    host.keepAlive().release();
    Intent asked = shadowOf(application).peekNextStartedService();
    assertThat(asked.getComponent())
        .isEqualTo(new ComponentName(application, MobForegroundService.class));

    system.attend();

    assertThat(system.hasService()).isFalse();
    assertThat(host.keepAlive().isHeld()).isFalse();
  }

  @Test
  @Config(sdk = {30, 34, 35})
  public void a_type_that_the_manifest_lacks_is_refused_before_the_service_starts() {
    TestManifest.declare(application, EnumSet.of(KeepAliveType.DATA_SYNC));

    assertThatThrownBy(() -> hold(demand(KeepAliveType.LOCATION, "where")))
        .isInstanceOfSatisfying(
            KeepAliveRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_DECLARED))
        .hasMessageContaining("the type location of MobForegroundService")
        .hasMessageContaining("mob host android");
    assertThat(shadowOf(application).peekNextStartedService()).isNull();
  }

  @Test
  @Config(sdk = {34, 35})
  public void a_type_without_its_permission_is_refused_from_api_34_on() {
    shadowOf(application).denyPermissions("android.permission.FOREGROUND_SERVICE_DATA_SYNC");

    assertThatThrownBy(() -> hold(demand(KeepAliveType.DATA_SYNC, "sync")))
        .isInstanceOfSatisfying(
            KeepAliveRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_DECLARED));
  }

  @Test
  @Config(sdk = {34, 35})
  public void a_permission_that_the_user_has_not_granted_is_refused_as_such() {
    assertThatThrownBy(() -> hold(demand(KeepAliveType.LOCATION, "where")))
        .isInstanceOfSatisfying(
            KeepAliveRefused.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.MISSING_PERMISSION))
        .hasMessageContaining("ACCESS_COARSE_LOCATION");
  }

  @Test
  @Config(sdk = {34, 35})
  public void a_start_from_the_background_is_refused_and_what_is_held_stays() {
    application.refuseServices(
        new ForegroundServiceStartNotAllowedException("startForegroundService() not allowed"));

    assertThatThrownBy(() -> hold(demand(KeepAliveType.DATA_SYNC, "sync")))
        .isInstanceOfSatisfying(
            KeepAliveRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.BACKGROUND_START));
    assertThat(isKeptAwake()).isFalse();
    assertThat(heard).isEmpty();
  }

  @Test
  @Config(sdk = 35)
  public void hours_that_are_used_up_are_refused_as_such() {
    application.refuseServices(
        new ForegroundServiceStartNotAllowedException(
            "Time limit already exhausted for foreground service type dataSync"));

    assertThatThrownBy(() -> hold(demand(KeepAliveType.DATA_SYNC, "sync")))
        .isInstanceOfSatisfying(
            KeepAliveRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.QUOTA_USED_UP));
  }

  private static Demand demand(KeepAliveType type, String reason) {
    return new Demand(Set.of(type), reason);
  }

  private final class Heard implements KeepAlivePlatform.Listener {
    @Override
    public void interrupted(String cause) {
      heard.add("interrupted");
    }

    @Override
    public void resumed() {
      heard.add("resumed");
    }

    @Override
    public void expiring(Duration in) {
      heard.add("expiring");
    }

    @Override
    public void ended(EndCause cause) {
      heard.add("ended " + cause);
    }
  }
}
