package dev.mob.host.android;

import android.content.BroadcastReceiver;
import android.content.Context;
import android.content.Intent;
import dev.mob.background.LaunchReason;
import dev.mob.host.android.push.UnifiedPush;

/** What the user's UnifiedPush distributor, another app, sends. */
public final class UnifiedPushReceiver extends BroadcastReceiver {

  @Override
  public void onReceive(Context context, Intent intent) {
    MobHost host = MobHost.from(context);
    if (host.push().tokens() instanceof UnifiedPush) {
      UnifiedPush source = (UnifiedPush) host.push().tokens();
      host.lifecycle().launchedFor(LaunchReason.PUSH);
      PendingResult pending = goAsync();
      // A message is handled when the extension says so; the main thread does not wait for that.
      new Thread(
              () -> {
                try {
                  source.heard(intent, host.push());
                } finally {
                  finish(pending);
                }
              },
              "mob-unified-push")
          .start();
    }
  }

  /** Null when the receiver was called by something else than the system. */
  private static void finish(PendingResult pending) {
    if (pending != null) {
      pending.finish();
    }
  }
}
