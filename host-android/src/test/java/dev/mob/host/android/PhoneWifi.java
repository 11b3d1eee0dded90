package dev.mob.host.android;

import android.net.wifi.WifiManager;
import java.util.concurrent.atomic.AtomicInteger;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Implementation;
import org.robolectric.annotation.Implements;
import org.robolectric.shadow.api.Shadow;

/**
 * A Wi-Fi chip that filters multicast packets unless somebody holds a lock. In place of
 * Robolectric's own, which needs a class of API 36.
 */
@Implements(WifiManager.class)
public final class PhoneWifi {
  private final AtomicInteger locks = new AtomicInteger();

  /** This phone's. */
  static PhoneWifi of() {
    return Shadow.extract(RuntimeEnvironment.getApplication().getSystemService(WifiManager.class));
  }

  /** How many multicast locks are held. */
  int multicastLocks() {
    return locks.get();
  }

  /** One of its locks, each of which is for one acquisition here. */
  @Implements(WifiManager.MulticastLock.class)
  public static final class Lock {
    private boolean held;

    @Implementation
    protected synchronized void acquire() {
      if (!held) {
        held = true;
        of().locks.incrementAndGet();
      }
    }

    @Implementation
    protected synchronized void release() {
      if (!held) {
        throw new RuntimeException("MulticastLock under-locked dev.mob.cluster");
      }
      held = false;
      of().locks.decrementAndGet();
    }

    @Implementation
    protected synchronized boolean isHeld() {
      return held;
    }

    @Implementation
    @Override
    @SuppressWarnings("deprecation") // Android's class has it
    protected void finalize() {
      // The real one gives back what is still held.
    }
  }
}
