package dev.mob.notify.sender.testing;

import dev.mob.notify.sender.DeviceToken;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.PushListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that remembers. */
public final class Heard implements PushListener {
  private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
  private final List<DeviceToken> invalidated = new CopyOnWriteArrayList<>();
  private final List<String> alarms = new CopyOnWriteArrayList<>();

  @Override
  public void attempted(List<Attempt> batch) {
    attempts.addAll(batch);
  }

  @Override
  public void tokenInvalidated(String app, DeviceToken token, String reason) {
    invalidated.add(token);
  }

  @Override
  public void alarm(String app, Platform platform, String reason) {
    alarms.add(app + " " + platform.id() + " " + reason);
  }

  public List<Attempt> attempts() {
    return attempts;
  }

  public List<DeviceToken> invalidated() {
    return invalidated;
  }

  public List<String> alarms() {
    return alarms;
  }
}
