package dev.mob.notify.internal;

import dev.mob.notify.PushResult;
import dev.mob.notify.platform.PushPlatform;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/**
 * The platform's time for a message, answered exactly once whoever comes first: the inbox with what
 * the handlers say, or the watchman when the time runs out. Safe for use from any thread.
 */
final class OpenWindow {
  private static final long LEAST_MARGIN_MILLIS = 1000;

  private final PushPlatform.Window window;
  private final String message;
  private final Logger log;
  private final AtomicBoolean answered = new AtomicBoolean();

  OpenWindow(PushPlatform.Window window, String message, Logger log) {
    this.window = window;
    this.message = message;
    this.log = log;
  }

  /** How long handlers have: a sixth is kept back, 5 s of iOS's 30 and 1.7 s of Android's 10. */
  Duration time() {
    long length = window.length().toMillis();
    return Duration.ofMillis(Math.max(0, length - Math.max(LEAST_MARGIN_MILLIS, length / 6)));
  }

  String message() {
    return message;
  }

  /** Answers the platform; false when that has been done. */
  boolean finish(PushResult result) {
    if (!answered.compareAndSet(false, true)) {
      return false;
    }
    try {
      window.finished(result);
    } catch (RuntimeException e) {
      log.error("the platform did not take the answer for message {}", message, e);
    }
    return true;
  }
}
