package dev.mob.host.android;

import android.content.BroadcastReceiver;
import android.content.Context;
import android.content.Intent;

/**
 * The alarm of local notifications, and the reboot after which there is none: shows what is due and
 * sets the next. It needs no kernel.
 */
public final class NotificationAlarmReceiver extends BroadcastReceiver {

  @Override
  public void onReceive(Context context, Intent intent) {
    MobHost.from(context).push().due();
  }
}
