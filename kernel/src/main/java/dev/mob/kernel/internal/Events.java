package dev.mob.kernel.internal;

import dev.mob.kernel.KernelEvent;
import dev.mob.kernel.KernelListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Tells a kernel's listeners what happens, one event after the other. */
final class Events {
  private final List<KernelListener> listeners;

  Events(List<KernelListener> listeners) {
    this.listeners = new CopyOnWriteArrayList<>(listeners);
  }

  void add(KernelListener listener) {
    listeners.add(listener);
  }

  void remove(KernelListener listener) {
    listeners.remove(listener);
  }

  synchronized void tell(KernelEvent event) {
    for (KernelListener listener : listeners) {
      try {
        listener.on(event);
      } catch (RuntimeException e) {
        LoggerFactory.getLogger(Events.class)
            .warn("a listener failed on {}", event.getClass().getSimpleName(), e);
      }
    }
  }
}
