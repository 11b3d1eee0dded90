package dev.mob.host.ios.phone;

import dev.mob.host.ios.internal.audio.SilentLoop;
import dev.mob.host.ios.internal.life.Wakefulness;
import dev.mob.host.ios.internal.shim.Application;
import dev.mob.host.ios.internal.shim.AudioSession;
import java.time.Duration;

/** A keep-alive on a phone that was just started. Whoever makes it closes it. */
final class TestedPhone implements AutoCloseable {
  final Application application = new Application();
  final AudioSession session = new AudioSession();
  final Wakefulness wakefulness = new Wakefulness(application, Duration.ofMillis(100));
  final SilentLoop keepAlive = new SilentLoop(session, application, wakefulness);
  final RecordingKeepAlive heard = new RecordingKeepAlive();

  TestedPhone() {
    Iphone.restart();
    keepAlive.listen(heard);
  }

  @Override
  public void close() {
    keepAlive.release();
    wakefulness.close();
  }
}
