package dev.mob.host.jvm.background;

import dev.mob.background.platform.KeepAlivePlatform;
import java.util.concurrent.CountDownLatch;

/**
 * Keeps a JVM from ending while a lease is held, even when the program's own threads have ended: by
 * a thread that is no daemon. No type is refused, and nothing ends it.
 *
 * <p>Safe for use from any thread.
 */
public final class JvmKeepAlive implements KeepAlivePlatform {
  private CountDownLatch released;

  @Override
  public void listen(Listener listener) {
    // A JVM interrupts nothing: there is never anything to tell.
  }

  @Override
  public synchronized void hold(Demand demand) {
    if (released != null) {
      return;
    }
    CountDownLatch until = new CountDownLatch(1);
    Thread thread = new Thread(() -> await(until), "mob-keep-alive");
    thread.setDaemon(false);
    thread.start();
    released = until;
  }

  private static void await(CountDownLatch until) {
    try {
      until.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void release() {
    if (released != null) {
      released.countDown();
      released = null;
    }
  }

  /** Whether a thread keeps the JVM from ending now. */
  public synchronized boolean isHeld() {
    return released != null;
  }
}
