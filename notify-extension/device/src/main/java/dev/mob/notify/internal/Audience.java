package dev.mob.notify.internal;

import dev.mob.notify.NotifyEvent;
import dev.mob.process.Pid;
import dev.mob.process.Self;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The processes that want to hear of the token, with what each was told last, and those that have
 * asked the user. Outlives the registrar's process. Safe for use from any thread.
 */
final class Audience {
  private final Map<Pid, Optional<NotifyEvent>> listening = new ConcurrentHashMap<>();
  private final Map<Pid, Boolean> asking = new ConcurrentHashMap<>();

  void add(Pid process) {
    listening.put(process, Optional.empty());
  }

  void remove(Pid process) {
    listening.remove(process);
  }

  boolean isEmpty() {
    return listening.isEmpty();
  }

  void addAsking(Pid process) {
    asking.put(process, true);
  }

  /** Tells those who do not know it yet. */
  void tell(Self self, NotifyEvent event) {
    listening.keySet().removeIf(process -> !self.runtime().isAlive(process));
    for (Map.Entry<Pid, Optional<NotifyEvent>> listener : listening.entrySet()) {
      if (!listener.getValue().equals(Optional.of(event))) {
        listening.replace(listener.getKey(), Optional.of(event));
        self.send(listener.getKey(), event);
      }
    }
  }

  /** Each question is answered once. */
  void tellAsking(Self self, NotifyEvent.PermissionAnswered event) {
    for (Pid process : asking.keySet()) {
      asking.remove(process);
      self.send(process, event);
    }
  }
}
