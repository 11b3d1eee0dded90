package dev.mob.cluster.internal.otp;

import dev.mob.cluster.ProcessGroups;
import dev.mob.process.Atom;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is in which group of a scope, as this node knows it. Written by the scope's process alone,
 * read by any thread: each group's members are replaced as a whole.
 */
public final class PgView implements ProcessGroups {
  private final String scope;
  private final ProcessRuntime runtime;

  /** The groups of each process of this scope, here and on other nodes. Of the scope's process. */
  private final Map<Pid, Map<Object, List<Pid>>> byPeer = new HashMap<>();

  private final Map<Object, List<Pid>> groups = new ConcurrentHashMap<>();

  public PgView(String scope, ProcessRuntime runtime) {
    this.scope = scope;
    this.runtime = runtime;
  }

  // For everyone.

  @Override
  public String scope() {
    return scope;
  }

  @Override
  public void join(Object group, Pid process) {
    Object joined = runtime.call(ProcessName.of(scope), new Pg.JoinRequest(group, process));
    if (!Boolean.TRUE.equals(joined)) {
      throw new IllegalArgumentException(process + " is no living process of this node");
    }
  }

  @Override
  public boolean leave(Object group, Pid process) {
    return (Boolean) runtime.call(ProcessName.of(scope), new Pg.LeaveRequest(group, process));
  }

  @Override
  public List<Pid> members(Object group) {
    return groups.getOrDefault(group, Collections.emptyList());
  }

  @Override
  public List<Pid> localMembers(Object group) {
    Atom own = runtime.node();
    List<Pid> local = new ArrayList<>();
    for (Pid member : members(group)) {
      if (member.node().equals(own)) {
        local.add(member);
      }
    }
    return local;
  }

  @Override
  public Set<Object> groups() {
    return Collections.unmodifiableSet(groups.keySet());
  }

  // For the scope's process.

  void clear() {
    byPeer.clear();
    groups.clear();
  }

  Map<Object, List<Pid>> of(Pid peer) {
    return byPeer.getOrDefault(peer, Collections.emptyMap());
  }

  void join(Pid peer, Object group, List<Pid> processes) {
    byPeer
        .computeIfAbsent(peer, p -> new HashMap<>())
        .computeIfAbsent(group, g -> new ArrayList<>())
        .addAll(processes);
    publish(group);
  }

  boolean leave(Pid peer, Object group, Pid process) {
    List<Pid> members = of(peer).get(group);
    if (members == null || !members.remove(process)) {
      return false;
    }
    if (members.isEmpty()) {
      byPeer.get(peer).remove(group);
    }
    publish(group);
    return true;
  }

  boolean isMember(Pid peer, Pid process) {
    return of(peer).values().stream().anyMatch(members -> members.contains(process));
  }

  /** Takes a process out of all groups; the groups that it was in, one for each time. */
  List<Object> leaveAll(Pid peer, Pid process) {
    List<Object> left = new ArrayList<>();
    for (Object group : new ArrayList<>(of(peer).keySet())) {
      while (leave(peer, group, process)) {
        left.add(group);
      }
    }
    return left;
  }

  /** Replaces all that is known of a peer. */
  void sync(Pid peer, Map<Object, List<Pid>> now) {
    Map<Object, List<Pid>> before = byPeer.put(peer, now);
    Set<Object> changed = new java.util.HashSet<>(now.keySet());
    if (before != null) {
      changed.addAll(before.keySet());
    }
    changed.forEach(this::publish);
  }

  /** The peer is gone, and all its members with it. */
  void forget(Pid peer) {
    Map<Object, List<Pid>> gone = byPeer.remove(peer);
    if (gone != null) {
      gone.keySet().forEach(this::publish);
    }
  }

  private void publish(Object group) {
    List<Pid> all = new ArrayList<>();
    for (Map<Object, List<Pid>> peer : byPeer.values()) {
      all.addAll(peer.getOrDefault(group, Collections.emptyList()));
    }
    if (all.isEmpty()) {
      groups.remove(group);
    } else {
      groups.put(group, Collections.unmodifiableList(all));
    }
  }
}
