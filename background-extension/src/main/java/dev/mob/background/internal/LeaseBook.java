package dev.mob.background.internal;

import dev.mob.background.BackgroundStatus;
import dev.mob.background.KeepAlive;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The leases that are held. The {@link LeaseKeeper} alone writes it; it outlives a crash of the
 * keeper, and a lease looks here whether it is still held. Readable from any thread.
 */
final class LeaseBook {
  private final Map<Long, KeepAlive> held = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();
  private volatile boolean interrupted;

  long newId() {
    return lastId.incrementAndGet();
  }

  boolean holds(long id) {
    return held.containsKey(id);
  }

  void add(long id, KeepAlive lease) {
    held.put(id, lease);
  }

  KeepAlive remove(long id) {
    return held.remove(id);
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  Collection<KeepAlive> leases() {
    return held.values();
  }

  /** The ids, the oldest lease first. */
  List<Long> ids() {
    List<Long> ids = new ArrayList<>(held.keySet());
    ids.sort(null);
    return ids;
  }

  KeepAlive get(long id) {
    return held.get(id);
  }

  void interrupted(boolean now) {
    interrupted = now;
  }

  List<BackgroundStatus.HeldLease> status() {
    List<BackgroundStatus.HeldLease> status = new ArrayList<>();
    for (long id : ids()) {
      KeepAlive lease = held.get(id);
      if (lease != null) {
        String owner = lease.owner() == null ? "" : lease.owner().toString();
        status.add(
            new BackgroundStatus.HeldLease(id, lease.reason(), lease.type(), owner, interrupted));
      }
    }
    return status;
  }
}
