package dev.mob.host.android.cluster;

import android.net.nsd.NsdManager;

/** The failures of {@code NsdManager}, in words. */
final class NsdError {
  private NsdError() {}

  static String text(int error) {
    switch (error) {
      case NsdManager.FAILURE_INTERNAL_ERROR:
        return "an internal error of Android's";
      case NsdManager.FAILURE_ALREADY_ACTIVE:
        return "it is already under way";
      case NsdManager.FAILURE_MAX_LIMIT:
        return "too many apps look for services";
      default:
        return "error " + error;
    }
  }
}
