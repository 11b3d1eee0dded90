package dev.mob.host.ios.phone;

import dev.mob.background.EndCause;
import dev.mob.background.platform.KeepAlivePlatform;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what happens to a lease, a word for each event. */
final class RecordingKeepAlive implements KeepAlivePlatform.Listener {
  final List<String> events = new CopyOnWriteArrayList<>();

  @Override
  public void interrupted(String cause) {
    events.add("interrupted");
  }

  @Override
  public void resumed() {
    events.add("resumed");
  }

  @Override
  public void expiring(Duration in) {
    events.add("expiring");
  }

  @Override
  public void ended(EndCause cause) {
    events.add("ended " + cause);
  }
}
