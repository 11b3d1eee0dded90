package dev.mob.host.android;

import android.app.Notification;
import android.app.NotificationChannel;
import android.app.NotificationManager;
import android.app.PendingIntent;
import android.app.Service;
import android.content.Context;
import android.content.Intent;
import android.os.Build;
import android.os.IBinder;
import dev.mob.background.EndCause;
import dev.mob.background.platform.KeepAlivePlatform.Demand;
import dev.mob.host.android.background.AndroidKeepAlive;
import dev.mob.host.android.background.ForegroundService;
import dev.mob.host.android.background.ForegroundTypes;
import dev.mob.host.android.internal.SinceApi;

/**
 * Keeps the app awake while leases are held, under a notification in a channel of its own of low
 * importance, which says why and has a button to stop it. The kernel starts and ends it; an app
 * does not.
 */
public final class MobForegroundService extends Service implements ForegroundService {
  /** Ends all leases, for the user: the action of the notification's button. */
  public static final String ACTION_STOP = "dev.mob.host.android.STOP";

  /** The channel of its notification; its name is a string resource or {@link #CHANNEL_NAME}. */
  public static final String CHANNEL = "mob-keep-alive";

  private static final String CHANNEL_NAME = "Running in the background";

  /** Of all notifications of the app; "Mob" as a number. */
  private static final int NOTIFICATION = 0x4d6f62;

  private MobHost host;
  private AndroidKeepAlive keepAlive;
  private volatile int lastStart;

  @Override
  public void onCreate() {
    super.onCreate();
    host = MobHost.from(this);
    keepAlive = host.keepAlive();
    getSystemService(NotificationManager.class)
        .createNotificationChannel(
            new NotificationChannel(
                CHANNEL,
                host.text("mob_keep_alive_channel", CHANNEL_NAME),
                NotificationManager.IMPORTANCE_LOW));
  }

  @Override
  public int onStartCommand(Intent intent, int flags, int startId) {
    lastStart = startId;
    if (intent != null && ACTION_STOP.equals(intent.getAction())) {
      end(EndCause.STOPPED_BY_USER);
    } else {
      keepAlive.started(this);
    }
    // Leases live in processes: after a kill the app takes them anew, for reasons that it knows.
    return START_NOT_STICKY;
  }

  @Override
  public void show(Demand demand) {
    Notification notification = notification(demand.reason());
    if (Build.VERSION.SDK_INT >= 29) {
      typed(notification, demand);
    } else {
      startForeground(NOTIFICATION, notification);
    }
  }

  @SinceApi(29)
  private void typed(Notification notification, Demand demand) {
    startForeground(NOTIFICATION, notification, ForegroundTypes.bits(demand.types()));
  }

  @Override
  public void leave() {
    stopForeground(STOP_FOREGROUND_REMOVE);
    // Not if it has been started once more meanwhile.
    stopSelf(lastStart);
  }

  private void end(EndCause cause) {
    keepAlive.ended(this, cause);
    leave();
  }

  /** API 34: the three minutes of a short service, which Mob starts none of, are over. */
  @Override
  public void onTimeout(int startId) {
    end(EndCause.TIME_LIMIT);
  }

  /**
   * API 35: the six hours of data sync are used up. The service has a few seconds to stop before
   * the system throws (developer.android.com, "Foreground service timeouts").
   */
  @Override
  public void onTimeout(int startId, int types) {
    end(EndCause.TIME_LIMIT);
  }

  @Override
  public void onDestroy() {
    keepAlive.ended(this, EndCause.STOPPED_BY_SYSTEM);
    super.onDestroy();
  }

  @Override
  public IBinder onBind(Intent intent) {
    return null;
  }

  private Notification notification(String reason) {
    Notification.Builder builder =
        new Notification.Builder(this, CHANNEL)
            .setContentTitle(getApplicationInfo().loadLabel(getPackageManager()))
            .setContentText(reason)
            .setSmallIcon(host.notificationIcon())
            .setCategory(Notification.CATEGORY_SERVICE)
            .setOngoing(true)
            .setOnlyAlertOnce(true)
            .setShowWhen(false)
            .addAction(
                new Notification.Action.Builder(
                        null, host.text("mob_keep_alive_stop", "Stop"), stopIntent())
                    .build());
    Intent open = getPackageManager().getLaunchIntentForPackage(getPackageName());
    if (open != null) {
      builder.setContentIntent(
          PendingIntent.getActivity(this, NOTIFICATION, open, PendingIntent.FLAG_IMMUTABLE));
    }
    if (Build.VERSION.SDK_INT >= 31) {
      atOnce(builder);
    }
    return builder.build();
  }

  /** From API 31 on the system would hold it back for ten seconds. */
  @SinceApi(31)
  private static void atOnce(Notification.Builder builder) {
    builder.setForegroundServiceBehavior(Notification.FOREGROUND_SERVICE_IMMEDIATE);
  }

  private PendingIntent stopIntent() {
    return PendingIntent.getService(this, NOTIFICATION, stop(this), PendingIntent.FLAG_IMMUTABLE);
  }

  static Intent stop(Context context) {
    return new Intent(context, MobForegroundService.class).setAction(ACTION_STOP);
  }
}
