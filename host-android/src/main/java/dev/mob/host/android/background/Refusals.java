package dev.mob.host.android.background;

import android.app.ForegroundServiceStartNotAllowedException;
import android.app.InvalidForegroundServiceTypeException;
import android.app.MissingForegroundServiceTypeException;
import android.os.Build;
import dev.mob.background.KeepAliveRefused;
import dev.mob.background.KeepAliveRefused.Reason;
import dev.mob.host.android.internal.SinceApi;

/** What Android throws at the start of a foreground service, in the words of the contract. */
final class Refusals {
  private Refusals() {}

  static KeepAliveRefused of(RuntimeException e) {
    KeepAliveRefused refused = reason(e);
    refused.initCause(e);
    return refused;
  }

  private static KeepAliveRefused reason(RuntimeException e) {
    if (Build.VERSION.SDK_INT >= 31 && isBackgroundStart(e)) {
      return backgroundStart(e);
    }
    if (Build.VERSION.SDK_INT >= 34 && isWrongType(e) || e instanceof IllegalArgumentException) {
      return new KeepAliveRefused(
          Reason.NOT_DECLARED,
          "the manifest does not declare this type of MobForegroundService: " + e.getMessage(),
          "take the manifest from 'mob host android', with keep-alive.others in mob.conf");
    }
    if (e instanceof SecurityException) {
      return new KeepAliveRefused(
          Reason.MISSING_PERMISSION,
          "a permission for this type is not granted: " + e.getMessage(),
          "ask the user for it first");
    }
    return new KeepAliveRefused(
        Reason.BACKGROUND_START,
        "Android refuses the service: " + e.getMessage(),
        "start it while the app is in front");
  }

  @SinceApi(31)
  private static boolean isBackgroundStart(RuntimeException e) {
    return e instanceof ForegroundServiceStartNotAllowedException;
  }

  @SinceApi(34)
  private static boolean isWrongType(RuntimeException e) {
    return e instanceof MissingForegroundServiceTypeException
        || e instanceof InvalidForegroundServiceTypeException;
  }

  /**
   * From API 35 on the same exception tells that the type's hours of this day are used up
   * (developer.android.com, "Data sync foreground service timeout").
   */
  private static KeepAliveRefused backgroundStart(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("Time limit")) {
      return new KeepAliveRefused(
          Reason.QUOTA_USED_UP,
          "Android's hours for this type are used up: " + message,
          "wait until the user opens the app, or use deferred work");
    }
    return new KeepAliveRefused(
        Reason.BACKGROUND_START,
        "from Android 12 on this is started only while the app is in front: " + message,
        "take the lease before the app leaves the front, or use deferred work");
  }
}
