package dev.mob.host.android;

import android.app.Application;
import android.content.ComponentName;
import android.content.Intent;
import java.util.function.Function;

/** An app as the documentation shows it, with a mob.conf of the test's. */
public final class TestApplication extends Application implements MobApplication {
  private MobHost mob;
  private RuntimeException refusal;

  @Override
  public MobHost mob() {
    return mob;
  }

  /** What an app does in {@code onCreate}; a test does it when it has prepared the rest. */
  MobHost start(Function<MobHost.Builder, MobHost.Builder> settings) {
    mob = settings.apply(MobHost.of(this)).start();
    return mob;
  }

  /** What the system answers to each start of a foreground service from now on. */
  void refuseServices(RuntimeException thrown) {
    refusal = thrown;
  }

  @Override
  public ComponentName startForegroundService(Intent intent) {
    if (refusal != null) {
      throw refusal;
    }
    return super.startForegroundService(intent);
  }
}
