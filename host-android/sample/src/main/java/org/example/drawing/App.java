package org.example.drawing;

import android.app.Application;
import dev.mob.host.android.MobApplication;
import dev.mob.host.android.MobHost;

/** Runs the kernel as long as the process lives. */
public final class App extends Application implements MobApplication {
  private MobHost mob;

  @Override
  public void onCreate() {
    super.onCreate();
    mob = MobHost.of(this).start();
  }

  @Override
  public MobHost mob() {
    return mob;
  }
}
