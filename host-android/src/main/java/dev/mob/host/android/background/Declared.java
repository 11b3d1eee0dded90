package dev.mob.host.android.background;

import android.Manifest;
import android.content.ComponentName;
import android.content.Context;
import android.content.pm.PackageManager;
import android.content.pm.ServiceInfo;
import android.os.Build;
import dev.mob.background.KeepAliveRefused;
import dev.mob.background.KeepAliveRefused.Reason;
import dev.mob.background.KeepAliveType;
import dev.mob.background.platform.KeepAlivePlatform.Demand;
import dev.mob.host.android.internal.SinceApi;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What the app's manifest and its user allow. Asked before the service is: what Android throws from
 * within a service that was started would kill the app.
 */
final class Declared {
  private final Context context;
  private final ComponentName service;

  Declared(Context context, ComponentName service) {
    this.context = context;
    this.service = service;
  }

  /** Throws what is in the way of a service of these types. */
  void require(Set<KeepAliveType> types) {
    ServiceInfo info = info();
    if (Build.VERSION.SDK_INT >= 28 && !has(Manifest.permission.FOREGROUND_SERVICE)) {
      throw notDeclared("the permission " + Manifest.permission.FOREGROUND_SERVICE);
    }
    for (KeepAliveType type : types) {
      if (Build.VERSION.SDK_INT >= 29) {
        requireType(info, type);
      }
      if (Build.VERSION.SDK_INT >= 34) {
        if (!has(ForegroundTypes.permission(type))) {
          throw notDeclared("the permission " + ForegroundTypes.permission(type));
        }
        requireGrant(type);
      }
    }
  }

  private ServiceInfo info() {
    try {
      return context.getPackageManager().getServiceInfo(service, 0);
    } catch (PackageManager.NameNotFoundException e) {
      throw notDeclared("the service " + service.getClassName());
    }
  }

  @SinceApi(29)
  private static void requireType(ServiceInfo info, KeepAliveType type) {
    int bits = ForegroundTypes.bits(Collections.singleton(type), Build.VERSION.SDK_INT);
    if ((info.getForegroundServiceType() & bits) != bits) {
      throw notDeclared("the type " + ForegroundTypes.word(type) + " of MobForegroundService");
    }
  }

  private void requireGrant(KeepAliveType type) {
    List<String> oneOf = ForegroundTypes.granted(type);
    if (!oneOf.isEmpty() && oneOf.stream().noneMatch(this::has)) {
      throw new KeepAliveRefused(
          Reason.MISSING_PERMISSION,
          "for " + type.word() + " the user has to have granted one of " + String.join(", ", oneOf),
          "ask the user for it first");
    }
  }

  /** Something that may be shown for a moment, whatever is declared. */
  Demand any(String reason) {
    for (KeepAliveType type : KeepAliveType.values()) {
      try {
        require(Collections.singleton(type));
        return new Demand(Collections.singleton(type), reason);
      } catch (KeepAliveRefused next) {
        continue;
      }
    }
    return new Demand(Collections.singleton(KeepAliveType.DATA_SYNC), reason);
  }

  private boolean has(String permission) {
    return context.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED;
  }

  private static KeepAliveRefused notDeclared(String what) {
    return new KeepAliveRefused(
        Reason.NOT_DECLARED,
        "the app's manifest lacks " + what,
        "take the manifest from 'mob host android'; leases of other types than keep-alive.type are"
            + " named in keep-alive.others of mob.conf");
  }
}
