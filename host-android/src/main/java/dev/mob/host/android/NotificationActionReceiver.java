package dev.mob.host.android;

import android.content.BroadcastReceiver;
import android.content.Context;
import android.content.Intent;
import dev.mob.background.LaunchReason;

/** The buttons of notifications that do not open the app. */
public final class NotificationActionReceiver extends BroadcastReceiver {

  @Override
  public void onReceive(Context context, Intent intent) {
    MobHost host = MobHost.from(context);
    host.lifecycle().launchedFor(LaunchReason.PUSH);
    host.push().pressed(intent);
    host.holdUntilReady(goAsync());
  }
}
