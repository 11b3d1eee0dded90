package org.example.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.database.sqlite.SQLiteDatabase;
import android.net.wifi.WifiManager;
import android.os.Looper;
import android.view.ViewGroup;
import android.widget.TextView;
import java.time.Duration;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.Implements;
import org.robolectric.annotation.experimental.LazyApplication;
import org.robolectric.annotation.experimental.LazyApplication.LazyLoad;

/**
 * The app as its user has it: Android makes its {@code Application}, which reads mob.conf among the
 * APK's assets. Names no class of Mob's, so that it runs on the shrunk app too, whose classes have
 * other names. The scripts {@code test} and {@code shrink} run it, once there is an APK.
 */
@RunWith(RobolectricTestRunner.class)
@LazyApplication(LazyLoad.ON)
@Config(sdk = 34, shadows = DrawingTest.Wifi.class)
public final class DrawingTest {

  /** Robolectric's takes a while to load, and whoever asks for it meanwhile finds none. */
  @Before
  public void a_phone_has_its_SQLite_loaded() {
    SQLiteDatabase.create(null).close();
  }

  @Test
  public void the_screen_shows_how_often_it_was_opened() {
    shows(Robolectric.buildActivity(MainActivity.class).setup().get(), "1");
    shows(Robolectric.buildActivity(MainActivity.class).setup().get(), "2");
  }

  /** In place of Robolectric's own, which needs a class of API 36. */
  @Implements(WifiManager.class)
  public static final class Wifi {}

  private static void shows(Activity activity, String text) {
    ViewGroup screen = activity.findViewById(android.R.id.content);
    await()
        .pollInSameThread() // The main thread is this one, and the text is set on it.
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(
            () -> {
              shadowOf(Looper.getMainLooper()).idle();
              assertThat(((TextView) screen.getChildAt(0)).getText()).asString().isEqualTo(text);
            });
  }
}
