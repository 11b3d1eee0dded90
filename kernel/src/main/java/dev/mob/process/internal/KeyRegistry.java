package dev.mob.process.internal;

import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Ref;
import dev.mob.process.Registry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The entries of a registry, by key and by process. Writing takes one lock; reading takes none: the
 * list under a key is replaced, never changed. Each registered process is monitored once.
 */
public final class KeyRegistry implements Registry {
  private final ProcessRuntime runtime;
  private final Keys kind;
  private final Map<Object, List<Entry>> entries = new ConcurrentHashMap<>();
  private final Map<Pid, Owner> owners = new HashMap<>();
  private int count;

  private static final class Owner {
    Ref monitor;
    final List<Object> keys = new ArrayList<>(1);
  }

  public KeyRegistry(ProcessRuntime runtime, Keys kind) {
    this.runtime = runtime;
    this.kind = kind;
  }

  @Override
  public boolean register(Pid process, Object key, Object value) {
    Owner mine = null;
    synchronized (this) {
      List<Entry> present = entries.getOrDefault(key, Collections.emptyList());
      if (kind == Keys.UNIQUE && !present.isEmpty()) {
        if (runtime.isAlive(present.get(0).pid())) {
          return false;
        }
        // Its down is on the way; the dead hold no keys.
        forget(present.get(0).pid());
        present = Collections.emptyList();
      }
      List<Entry> more = new ArrayList<>(present.size() + 1);
      more.addAll(present);
      more.add(new Entry(process, value));
      entries.put(key, more);
      count++;
      Owner owner = owners.get(process);
      if (owner == null) {
        mine = new Owner();
        owners.put(process, mine);
        owner = mine;
      }
      owner.keys.add(key);
    }
    if (mine != null) {
      // Outside of the lock, which the down of a process that is dead already takes at once.
      Ref monitor = runtime.monitor(process, down -> forget(process));
      boolean kept;
      synchronized (this) {
        mine.monitor = monitor;
        kept = owners.get(process) == mine;
      }
      if (!kept) {
        runtime.demonitor(monitor);
      }
    }
    return runtime.isAlive(process);
  }

  @Override
  public synchronized void unregister(Pid process, Object key) {
    Owner owner = owners.get(process);
    if (owner == null || !owner.keys.removeIf(key::equals)) {
      return;
    }
    drop(process, key);
    if (owner.keys.isEmpty()) {
      owners.remove(process);
      if (owner.monitor != null) {
        runtime.demonitor(owner.monitor);
      }
    }
  }

  private synchronized void forget(Pid process) {
    Owner owner = owners.remove(process);
    if (owner != null) {
      for (Object key : owner.keys) {
        drop(process, key);
      }
    }
  }

  private void drop(Pid process, Object key) {
    List<Entry> present = entries.getOrDefault(key, Collections.emptyList());
    List<Entry> left = new ArrayList<>(present.size());
    for (Entry entry : present) {
      if (!entry.pid().equals(process)) {
        left.add(entry);
      }
    }
    count -= present.size() - left.size();
    if (left.isEmpty()) {
      entries.remove(key);
    } else {
      entries.put(key, left);
    }
  }

  @Override
  public List<Entry> lookup(Object key) {
    return Collections.unmodifiableList(entries.getOrDefault(key, Collections.emptyList()));
  }

  @Override
  public Pid whereis(Object key) {
    List<Entry> found = entries.get(key);
    return found == null ? null : found.get(0).pid();
  }

  @Override
  public synchronized List<Object> keys(Pid process) {
    Owner owner = owners.get(process);
    return owner == null ? Collections.emptyList() : new ArrayList<>(owner.keys);
  }

  @Override
  public synchronized int count() {
    return count;
  }

  @Override
  public void dispatch(Object key, Object message) {
    for (Entry entry : lookup(key)) {
      runtime.send(entry.pid(), message);
    }
  }
}
