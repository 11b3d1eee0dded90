package dev.mob.host.android;

import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.content.ComponentName;
import android.content.pm.ServiceInfo;
import android.os.Build;
import dev.mob.background.KeepAliveType;
import dev.mob.host.android.background.ForegroundTypes;
import java.util.Set;
import org.robolectric.shadows.ShadowPackageManager;
import org.robolectric.util.ReflectionHelpers;

/** What an app's manifest declares, told to Robolectric's package manager. */
final class TestManifest {
  private TestManifest() {}

  /** The foreground service with these types, and the install-time permissions. */
  static void declare(Application application, Set<KeepAliveType> types) {
    ShadowPackageManager packages = shadowOf(application.getPackageManager());
    ServiceInfo service =
        packages.addServiceIfNotPresent(new ComponentName(application, MobForegroundService.class));
    if (Build.VERSION.SDK_INT >= 29) {
      ReflectionHelpers.setField(service, "mForegroundServiceType", ForegroundTypes.bits(types));
      packages.addOrUpdateService(service);
    }
    packages.addServiceIfNotPresent(new ComponentName(application, MobJobService.class));
    shadowOf(application)
        .grantPermissions(
            "android.permission.FOREGROUND_SERVICE",
            "android.permission.RECEIVE_BOOT_COMPLETED",
            "android.permission.FOREGROUND_SERVICE_DATA_SYNC",
            "android.permission.FOREGROUND_SERVICE_LOCATION",
            "android.permission.FOREGROUND_SERVICE_MEDIA_PLAYBACK");
  }
}
