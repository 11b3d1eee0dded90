package dev.mob.host.ios.phone;

import dev.mob.host.ios.internal.push.SilentPushes;
import dev.mob.host.ios.internal.shim.ApplicationEvents;

/** Gives silent pushes on and nothing else. */
record PushesAlone(SilentPushes pushes) implements ApplicationEvents {
  @Override
  public void push(long push, String userInfo) {
    pushes.came(push, userInfo);
  }

  @Override
  public void state(int state) {}

  @Override
  public void scene(String scene, int state) {}

  @Override
  public void memoryWarning() {}

  @Override
  public void lowPower(boolean on) {}

  @Override
  public void terminating(double seconds) {}

  @Override
  public void backgroundTaskExpiring(long task, double seconds) {}

  @Override
  public void deviceToken(byte[] token) {}

  @Override
  public void registrationFailed(String domain, long code, String message) {}
}
