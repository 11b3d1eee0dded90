package dev.mob.host.android;

import android.content.BroadcastReceiver;
import android.content.Context;
import android.content.Intent;
import dev.mob.background.LaunchReason;

/**
 * Starts the app after a reboot, so that its kernel boots and plans its work again: jobs that need
 * not survive one do not, and alarms never do.
 */
public final class BootReceiver extends BroadcastReceiver {

  @Override
  public void onReceive(Context context, Intent intent) {
    if (Intent.ACTION_BOOT_COMPLETED.equals(intent.getAction())) {
      MobHost host = MobHost.from(context);
      host.lifecycle().launchedFor(LaunchReason.WORK);
      host.holdUntilReady(goAsync());
    }
  }
}
