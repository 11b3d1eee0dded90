package dev.mob.host.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.app.Application;
import android.content.ComponentCallbacks2;
import android.content.Intent;
import android.os.Looper;
import android.os.PowerManager;
import dev.mob.background.LaunchReason;
import dev.mob.host.android.background.AndroidLifecycle;
import dev.mob.testkit.conformance.RecordingLifecycle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.android.controller.ActivityController;

@RunWith(PhoneRunner.class)
public final class LifecycleTest {
  private final Application application = RuntimeEnvironment.getApplication();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private AndroidLifecycle lifecycle;

  @Before
  public void listen() {
    lifecycle = new AndroidLifecycle(application);
    lifecycle.listen(new RecordingLifecycle(heard));
    hears("background");
  }

  @After
  public void close() {
    lifecycle.close();
  }

  @Test
  public void an_opened_app_is_active_and_a_left_one_in_the_background() {
    ActivityController<Activity> activity = Robolectric.buildActivity(Activity.class).setup();
    hears("background", "inactive", "active");
    assertThat(lifecycle.isInFront()).isTrue();

    activity.pause();
    hears("background", "inactive", "active", "inactive");
    activity.stop();
    shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(1));
    hears("background", "inactive", "active", "inactive", "background");
  }

  @Test
  public void a_rotation_is_no_visit_to_the_background() {
    ActivityController<Activity> activity = Robolectric.buildActivity(Activity.class).setup();
    activity.pause().stop();
    ActivityController<Activity> next = Robolectric.buildActivity(Activity.class).setup();
    activity.destroy();
    shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(2));

    hears("background", "inactive", "active", "inactive", "active");
    next.pause();
  }

  @Test
  public void a_second_activity_in_front_is_the_same_app_in_front() {
    ActivityController<Activity> below = Robolectric.buildActivity(Activity.class).setup();
    ActivityController<Activity> above = Robolectric.buildActivity(Activity.class).create().start();
    below.pause();
    above.resume();
    below.stop();
    shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(2));

    assertThat(lifecycle.isInFront()).isTrue();
    above.pause().stop();
    shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(2));
    hears("background", "inactive", "active", "inactive", "active", "inactive", "background");
  }

  @Test
  @SuppressWarnings("deprecation") // what the system tells up to API 33
  public void short_memory_and_a_saving_battery_are_told() {
    application.onTrimMemory(ComponentCallbacks2.TRIM_MEMORY_UI_HIDDEN);
    application.onTrimMemory(ComponentCallbacks2.TRIM_MEMORY_RUNNING_CRITICAL);
    hears("background", "memory warning");

    shadowOf(application.getSystemService(PowerManager.class)).setIsPowerSaveMode(true);
    application.sendBroadcast(new Intent(PowerManager.ACTION_POWER_SAVE_MODE_CHANGED));
    shadowOf(Looper.getMainLooper()).idle();
    hears("background", "memory warning", "low power");
  }

  @Test
  public void the_component_that_came_first_says_what_the_app_was_started_for() {
    lifecycle.launchedFor(LaunchReason.PUSH);
    lifecycle.launchedFor(LaunchReason.WORK);

    assertThat(lifecycle.launchReason()).isEqualTo(LaunchReason.PUSH);
  }

  private void hears(String... words) {
    await().untilAsserted(() -> assertThat(heard).containsExactly(words));
  }
}
