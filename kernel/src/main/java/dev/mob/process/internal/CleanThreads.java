package dev.mob.process.internal;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Makes threads that remember nothing of who needed them. A thread keeps the access control context
 * of its maker, which names the code of every caller: made in the middle of an extension's callback
 * it would keep the extension's class loader for as long as it lives, and hand it on to each thread
 * that it makes itself.
 */
final class CleanThreads {
  private CleanThreads() {}

  /** Calls a constructor of a thread. */
  @SuppressWarnings("removal") // Java has nothing else for this as long as threads keep contexts.
  static <T extends Thread> T make(PrivilegedAction<T> constructor) {
    return AccessController.doPrivileged(constructor);
  }
}
