package dev.mob.host.android.background;

import android.Manifest;
import android.content.pm.ServiceInfo;
import android.os.Build;
import dev.mob.background.KeepAliveType;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What a lease's type is to Android (developer.android.com, "Foreground service types are
 * required"): the type of the service, the permission for that type from API 34 on, and the runtime
 * permissions of which the user has to have granted one.
 */
public final class ForegroundTypes {
  /** {@link ServiceInfo#FOREGROUND_SERVICE_TYPE_REMOTE_MESSAGING}, which came with API 34. */
  private static final int REMOTE_MESSAGING_SINCE = 34;

  private ForegroundTypes() {}

  /** The types as bits for this device. */
  public static int bits(Set<KeepAliveType> types) {
    return bits(types, Build.VERSION.SDK_INT);
  }

  /** The types as bits; those that this API level does not know are left out. */
  static int bits(Set<KeepAliveType> types, int apiLevel) {
    int bits = 0;
    for (KeepAliveType type : types) {
      bits |=
          type == KeepAliveType.REMOTE_MESSAGING && apiLevel < REMOTE_MESSAGING_SINCE
              ? 0
              : bit(type);
    }
    return bits;
  }

  private static int bit(KeepAliveType type) {
    switch (type) {
      case LOCATION:
        return ServiceInfo.FOREGROUND_SERVICE_TYPE_LOCATION;
      case BLUETOOTH:
        return ServiceInfo.FOREGROUND_SERVICE_TYPE_CONNECTED_DEVICE;
      case DATA_SYNC:
        return ServiceInfo.FOREGROUND_SERVICE_TYPE_DATA_SYNC;
      case REMOTE_MESSAGING:
        return ServiceInfo.FOREGROUND_SERVICE_TYPE_REMOTE_MESSAGING;
      default:
        return ServiceInfo.FOREGROUND_SERVICE_TYPE_MEDIA_PLAYBACK;
    }
  }

  /** As a manifest writes it. */
  static String word(KeepAliveType type) {
    switch (type) {
      case LOCATION:
        return "location";
      case BLUETOOTH:
        return "connectedDevice";
      case DATA_SYNC:
        return "dataSync";
      case REMOTE_MESSAGING:
        return "remoteMessaging";
      default:
        return "mediaPlayback";
    }
  }

  /** The install-time permission that the type takes from API 34 on. */
  static String permission(KeepAliveType type) {
    switch (type) {
      case LOCATION:
        return "android.permission.FOREGROUND_SERVICE_LOCATION";
      case BLUETOOTH:
        return "android.permission.FOREGROUND_SERVICE_CONNECTED_DEVICE";
      case DATA_SYNC:
        return "android.permission.FOREGROUND_SERVICE_DATA_SYNC";
      case REMOTE_MESSAGING:
        return "android.permission.FOREGROUND_SERVICE_REMOTE_MESSAGING";
      default:
        return "android.permission.FOREGROUND_SERVICE_MEDIA_PLAYBACK";
    }
  }

  /** The runtime permissions of which the user must have granted one; none for most types. */
  static List<String> granted(KeepAliveType type) {
    if (type == KeepAliveType.LOCATION) {
      return List.of(
          Manifest.permission.ACCESS_COARSE_LOCATION, Manifest.permission.ACCESS_FINE_LOCATION);
    }
    if (type == KeepAliveType.BLUETOOTH && Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) {
      return List.of(
          "android.permission.BLUETOOTH_CONNECT",
          "android.permission.BLUETOOTH_SCAN",
          "android.permission.BLUETOOTH_ADVERTISE");
    }
    return Collections.emptyList();
  }
}
