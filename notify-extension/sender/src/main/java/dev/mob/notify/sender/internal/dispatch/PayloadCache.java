package dev.mob.notify.sender.internal.dispatch;

import dev.mob.notify.sender.PushMessage;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The messages that were used last, parsed. One entry serves a fan-out to a million devices; the
 * bound keeps memory flat when each delivery is of another message. Safe for use by several
 * threads.
 */
public final class PayloadCache {
  private final Map<Long, PushMessage> messages;

  public PayloadCache(int capacity) {
    this.messages =
        new LinkedHashMap<>(capacity * 2, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, PushMessage> eldest) {
            return size() > capacity;
          }
        };
  }

  /** The message, or null when it is not here. */
  synchronized PushMessage get(long message) {
    return messages.get(message);
  }

  synchronized void put(long message, PushMessage parsed) {
    messages.put(message, parsed);
  }
}
