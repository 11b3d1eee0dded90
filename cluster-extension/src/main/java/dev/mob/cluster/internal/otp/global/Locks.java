package dev.mob.cluster.internal.otp.global;

import dev.mob.process.Pid;
import dev.mob.process.Ref;
import dev.mob.process.Self;
import dev.mob.process.Tuple;
import java.util.HashMap;
import java.util.Map;

/**
 * The locks that are set on this node, {@code global:set_lock/1}: an id is {@code {Resource,
 * Requester}}; a resource is locked for one requester, by any number of processes, until the last
 * of them lets go or ends. Of the name server's process alone.
 */
final class Locks {
  private final Map<Object, Lock> locks = new HashMap<>();
  private final Watches watches;

  Locks(Watches watches) {
    this.watches = watches;
  }

  private record Lock(Object requester, Map<Pid, Ref> holders) {}

  /** False when the resource is locked for somebody else, or the id is none. */
  boolean set(Object id, Pid holder, Self self) {
    if (!(id instanceof Tuple) || ((Tuple) id).size() != 2) {
      return false;
    }
    Object resource = ((Tuple) id).get(0);
    Object requester = ((Tuple) id).get(1);
    Lock lock = locks.computeIfAbsent(resource, none -> new Lock(requester, new HashMap<>()));
    if (!lock.requester.equals(requester)) {
      return false;
    }
    if (!lock.holders.containsKey(holder)) {
      lock.holders.put(holder, watch(resource, lock, holder, self));
    }
    return true;
  }

  private Ref watch(Object resource, Lock lock, Pid holder, Self self) {
    return holder.equals(self.pid())
        ? self.runtime().makeRef() // It need not watch itself.
        : watches.begin(holder, () -> remove(resource, lock, holder), self);
  }

  void delete(Object id, Pid holder, Self self) {
    if (!(id instanceof Tuple) || ((Tuple) id).size() != 2) {
      return;
    }
    Object resource = ((Tuple) id).get(0);
    Lock lock = locks.get(resource);
    if (lock != null && lock.requester.equals(((Tuple) id).get(1))) {
      watches.end(lock.holders.get(holder), self);
      remove(resource, lock, holder);
    }
  }

  private void remove(Object resource, Lock lock, Pid holder) {
    lock.holders.remove(holder);
    if (lock.holders.isEmpty()) {
      locks.remove(resource, lock);
    }
  }
}
