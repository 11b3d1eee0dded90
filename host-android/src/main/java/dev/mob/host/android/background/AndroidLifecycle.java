package dev.mob.host.android.background;

import android.app.Activity;
import android.app.ActivityManager;
import android.app.Application;
import android.content.BroadcastReceiver;
import android.content.ComponentCallbacks2;
import android.content.Context;
import android.content.Intent;
import android.content.IntentFilter;
import android.content.res.Configuration;
import android.os.Bundle;
import android.os.Handler;
import android.os.HandlerThread;
import android.os.Looper;
import android.os.PowerManager;
import dev.mob.background.LaunchReason;
import dev.mob.background.platform.LifecyclePlatform;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Where the app is, told by its activities: in front while one is resumed, in the background when
 * none is started. A rotation stops one activity and starts the next, so the background is told
 * only after a moment in which none came (androidx waits as long).
 *
 * <p>Android tells an app neither that it is frozen nor that it is killed, so {@code suspending}
 * and {@code terminating} never come here; state is durable when it is committed.
 *
 * <p>Activities are followed on the main thread; the listener hears on a thread of its own, so that
 * it may take its time.
 */
public final class AndroidLifecycle
    implements LifecyclePlatform,
        Application.ActivityLifecycleCallbacks,
        ComponentCallbacks2,
        AutoCloseable {
  private static final long ROTATION_MILLIS = 700;

  /** Follows activities, on the main thread. */
  public interface Follower {
    /**
     * @param again whether the system makes anew what it had destroyed
     */
    void created(Activity activity, boolean again);

    void resumed(Activity activity);
  }

  private enum Place {
    ACTIVE,
    INACTIVE,
    BACKGROUND
  }

  private final Application application;
  private final Handler main = new Handler(Looper.getMainLooper());
  private final HandlerThread thread = new HandlerThread("mob-lifecycle");
  private final Handler teller;
  private final Runnable toBackground = () -> moved(Place.BACKGROUND);
  private final BroadcastReceiver powerSaving =
      new BroadcastReceiver() {
        @Override
        public void onReceive(Context context, Intent intent) {
          boolean on = context.getSystemService(PowerManager.class).isPowerSaveMode();
          tell(listener -> listener.lowPower(on));
        }
      };

  private final List<Follower> followers = new CopyOnWriteArrayList<>();
  private volatile Activity front;
  private int started;
  private int resumed;
  private volatile Place place = Place.BACKGROUND;
  private volatile LaunchReason launchReason;
  private Listener listener; // of the teller's thread

  /** Follows the application from now on; made on the main thread, in its {@code onCreate}. */
  public AndroidLifecycle(Application application) {
    this.application = application;
    thread.start();
    teller = new Handler(thread.getLooper());
    application.registerActivityLifecycleCallbacks(this);
    application.registerComponentCallbacks(this);
    application.registerReceiver(
        powerSaving, new IntentFilter(PowerManager.ACTION_POWER_SAVE_MODE_CHANGED));
  }

  /** What the app was started for, told by the component that it was started for. */
  public void launchedFor(LaunchReason reason) {
    if (launchReason == null && started == 0) {
      launchReason = reason;
    }
  }

  @Override
  public LaunchReason launchReason() {
    LaunchReason told = launchReason;
    if (told != null) {
      return told;
    }
    ActivityManager.RunningAppProcessInfo process = new ActivityManager.RunningAppProcessInfo();
    ActivityManager.getMyMemoryState(process);
    boolean seen =
        place != Place.BACKGROUND
            || process.importance
                <= ActivityManager.RunningAppProcessInfo.IMPORTANCE_FOREGROUND_SERVICE;
    return seen ? LaunchReason.COLD : LaunchReason.WORK;
  }

  @Override
  public void listen(Listener told) {
    teller.post(
        () -> {
          listener = told;
          say(place);
        });
  }

  /** Has a follower hear of activities from now on. */
  public void follow(Follower follower) {
    followers.add(follower);
  }

  /** The activity that the user uses now; null when there is none. */
  public Activity front() {
    return front;
  }

  /** Whether the user uses the app now. */
  public boolean isInFront() {
    return place == Place.ACTIVE;
  }

  /** Whether the app can be seen now. */
  public boolean isVisible() {
    return place != Place.BACKGROUND;
  }

  private interface Telling {
    void to(Listener listener);
  }

  private void tell(Telling telling) {
    teller.post(
        () -> {
          if (listener != null) {
            telling.to(listener);
          }
        });
  }

  private void moved(Place now) {
    if (now != place) {
      place = now;
      teller.post(() -> say(now));
    }
  }

  private void say(Place now) {
    if (listener == null) {
      return;
    }
    if (now == Place.ACTIVE) {
      listener.active();
    } else if (now == Place.INACTIVE) {
      listener.inactive();
    } else {
      listener.background();
    }
  }

  @Override
  public void onActivityStarted(Activity activity) {
    main.removeCallbacks(toBackground);
    started++;
    if (place == Place.BACKGROUND) {
      moved(Place.INACTIVE);
    }
  }

  @Override
  public void onActivityResumed(Activity activity) {
    resumed++;
    front = activity;
    moved(Place.ACTIVE);
    followers.forEach(each -> each.resumed(activity));
  }

  @Override
  public void onActivityPaused(Activity activity) {
    resumed--;
    if (front == activity) {
      front = null;
    }
    if (resumed == 0) {
      moved(Place.INACTIVE);
    }
  }

  @Override
  public void onActivityStopped(Activity activity) {
    started--;
    if (started == 0) {
      main.postDelayed(toBackground, ROTATION_MILLIS);
    }
  }

  /** All that is told from API 34 on when memory is low; deprecated all the same. */
  @Override
  @SuppressWarnings("deprecation")
  public void onLowMemory() {
    tell(Listener::memoryWarning);
  }

  /**
   * The levels at which Android is about to kill processes; others are only advice. From API 34 on
   * they are not told any more, and deprecated for that.
   */
  @Override
  @SuppressWarnings("deprecation")
  public void onTrimMemory(int level) {
    if (level == TRIM_MEMORY_RUNNING_CRITICAL || level == TRIM_MEMORY_COMPLETE) {
      tell(Listener::memoryWarning);
    }
  }

  /** Follows nothing any more. */
  @Override
  public void close() {
    application.unregisterActivityLifecycleCallbacks(this);
    application.unregisterComponentCallbacks(this);
    application.unregisterReceiver(powerSaving);
    main.removeCallbacks(toBackground);
    thread.quitSafely();
  }

  @Override
  public void onActivityCreated(Activity activity, Bundle saved) {
    followers.forEach(each -> each.created(activity, saved != null));
  }

  @Override
  public void onActivitySaveInstanceState(Activity activity, Bundle saved) {}

  @Override
  public void onActivityDestroyed(Activity activity) {}

  @Override
  public void onConfigurationChanged(Configuration configuration) {}
}
