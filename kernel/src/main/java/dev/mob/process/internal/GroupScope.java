package dev.mob.process.internal;

import dev.mob.process.Atom;
import dev.mob.process.Pid;
import dev.mob.process.ProcessGroups;
import dev.mob.process.Ref;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The members of one scope's groups. Changes take one lock; readers see lists that are replaced,
 * never changed. Each local member is monitored once, whatever the number of its groups.
 */
final class GroupScope implements ProcessGroups {
  private final ProcessSystem system;
  private final Atom scope;
  private final Map<Object, List<Pid>> members = new ConcurrentHashMap<>();

  /** The groups of each local member, once for each join. */
  private final Map<Pid, List<Object>> joined = new HashMap<>();

  private final Map<Pid, Ref> monitors = new HashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  GroupScope(ProcessSystem system, Atom scope) {
    this.system = system;
    this.scope = scope;
  }

  @Override
  public Atom scope() {
    return scope;
  }

  @Override
  public void join(Object group, Pid process) {
    if (!process.isLocal()) {
      throw new IllegalArgumentException(
          process + " is not of this node and cannot join " + group + " here");
    }
    boolean first;
    synchronized (this) {
      List<Object> groups = joined.get(process);
      first = groups == null;
      if (first) {
        groups = new ArrayList<>(1);
        joined.put(process, groups);
      }
      groups.add(group);
      add(group, Collections.singletonList(process));
    }
    tell(true, group, Collections.singletonList(process));
    if (first) {
      Ref monitor = system.monitor(process, down -> ended(process));
      synchronized (this) {
        if (joined.containsKey(process)) {
          monitors.put(process, monitor);
        }
      }
    }
  }

  @Override
  public boolean leave(Object group, Pid process) {
    Ref monitor = null;
    synchronized (this) {
      List<Object> groups = joined.get(process);
      if (groups == null || !groups.remove(group)) {
        return false;
      }
      remove(group, Collections.singletonList(process));
      if (groups.isEmpty()) {
        joined.remove(process);
        monitor = monitors.remove(process);
      }
    }
    if (monitor != null) {
      system.demonitor(monitor);
    }
    tell(false, group, Collections.singletonList(process));
    return true;
  }

  private void ended(Pid process) {
    List<Object> groups;
    synchronized (this) {
      groups = joined.remove(process);
      monitors.remove(process);
      if (groups == null) {
        return;
      }
      for (Object group : groups) {
        remove(group, Collections.singletonList(process));
      }
    }
    for (Object group : groups) {
      tell(false, group, Collections.singletonList(process));
    }
  }

  private void add(Object group, List<Pid> processes) {
    List<Pid> more = new ArrayList<>(members.getOrDefault(group, Collections.emptyList()));
    more.addAll(processes);
    members.put(group, Collections.unmodifiableList(more));
  }

  private void remove(Object group, List<Pid> processes) {
    List<Pid> left = new ArrayList<>(members.getOrDefault(group, Collections.emptyList()));
    for (Pid process : processes) {
      left.remove(process);
    }
    if (left.isEmpty()) {
      members.remove(group);
    } else {
      members.put(group, Collections.unmodifiableList(left));
    }
  }

  private void tell(boolean join, Object group, List<Pid> processes) {
    for (Listener listener : listeners) {
      if (join) {
        listener.joined(group, processes);
      } else {
        listener.left(group, processes);
      }
    }
  }

  @Override
  public List<Pid> members(Object group) {
    return members.getOrDefault(group, Collections.emptyList());
  }

  @Override
  public List<Pid> localMembers(Object group) {
    List<Pid> local = new ArrayList<>(members(group));
    local.removeIf(each -> !each.isLocal());
    return local;
  }

  @Override
  public Set<Object> groups() {
    return new HashSet<>(members.keySet());
  }

  @Override
  public void broadcast(Object group, Object message) {
    for (Pid member : members(group)) {
      system.send(member, message);
    }
  }

  @Override
  public AutoCloseable subscribe(Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void joinRemote(Object group, List<Pid> processes) {
    synchronized (this) {
      add(group, processes);
    }
    tell(true, group, processes);
  }

  @Override
  public void leaveRemote(Object group, List<Pid> processes) {
    synchronized (this) {
      remove(group, processes);
    }
    tell(false, group, processes);
  }
}
