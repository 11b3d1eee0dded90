package dev.mob.cluster.internal.otp;

import dev.mob.cluster.NodeEvent;
import dev.mob.process.Atom;
import dev.mob.process.Down;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.Ref;
import dev.mob.process.Self;
import dev.mob.process.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The process of one scope: speaks OTP's {@code pg} with the processes of the same name on other
 * nodes, and keeps {@link PgView} up to date.
 *
 * <p>A hidden node is not among Erlang's {@code nodes()}, so nobody looks for it; it looks for the
 * others itself whenever a node comes up, and is in.
 */
public final class Pg implements GenServer<Pg.State> {
  private static final Atom DISCOVER = Atom.of("discover");
  private static final Atom SYNC = Atom.of("sync");
  private static final Atom JOIN = Atom.of("join");
  private static final Atom LEAVE = Atom.of("leave");

  /** A local process joins, or leaves; asked of the scope's process by a call. */
  public record JoinRequest(Object group, Pid process) {}

  public record LeaveRequest(Object group, Pid process) {}

  private final PgView view;
  private final Post post;
  private final Runnable watchNodes;

  /**
   * @param post to the same scope on other nodes
   * @param watchNodes run by the process when it begins, so that it hears of nodes
   */
  public Pg(PgView view, Post post, Runnable watchNodes) {
    this.view = view;
    this.post = post;
    this.watchNodes = watchNodes;
  }

  /** What the process knows; changed in place, by it alone. */
  static final class State {
    /** The processes of this scope on other nodes, by monitor. */
    final Map<Pid, Ref> peers = new HashMap<>();

    /** Local members by the monitor on them, and how often each is in which group. */
    final Map<Pid, Ref> monitored = new HashMap<>();
  }

  @Override
  public Init<State> init(Object argument, Self self) {
    view.clear();
    watchNodes.run();
    return Init.ok(new State());
  }

  @Override
  public Next<State> handleCall(Object request, From from, State state, Self self) {
    if (request instanceof JoinRequest) {
      JoinRequest join = (JoinRequest) request;
      if (!self.runtime().isAlive(join.process())) {
        return Next.reply(false, state);
      }
      state.monitored.computeIfAbsent(join.process(), self::monitor);
      view.join(self.pid(), join.group(), List.of(join.process()));
      broadcast(state, self, Tuple.of(JOIN, self.pid(), join.group(), join.process()));
      return Next.reply(true, state);
    }
    if (request instanceof LeaveRequest) {
      LeaveRequest leave = (LeaveRequest) request;
      boolean left = view.leave(self.pid(), leave.group(), leave.process());
      if (left) {
        List<Object> groups = List.of(leave.group());
        broadcast(state, self, Tuple.of(LEAVE, self.pid(), leave.process(), groups));
        if (!view.isMember(self.pid(), leave.process())) {
          self.demonitor(state.monitored.remove(leave.process()));
        }
      }
      return Next.reply(left, state);
    }
    return Next.reply(NetKernel.NOT_SUPPORTED, state);
  }

  @Override
  public Next<State> handleCast(Object message, State state, Self self) {
    if (message instanceof Tuple && ((Tuple) message).isTagged(SYNC, 3)) {
      Tuple sync = (Tuple) message;
      if (sync.get(1) instanceof Pid && sync.get(2) instanceof List) {
        Pid peer = (Pid) sync.get(1);
        meet(peer, state, self);
        if (state.peers.containsKey(peer)) {
          view.sync(peer, groupsOf((List<?>) sync.get(2)));
        }
      }
    }
    return Next.keep();
  }

  private static Map<Object, List<Pid>> groupsOf(List<?> groups) {
    Map<Object, List<Pid>> result = new HashMap<>();
    for (Object each : groups) {
      if (each instanceof Tuple && ((Tuple) each).size() == 2) {
        result.put(((Tuple) each).get(0), pids(((Tuple) each).get(1)));
      }
    }
    return result;
  }

  private static List<Pid> pids(Object oneOrMore) {
    List<Pid> pids = new ArrayList<>();
    if (oneOrMore instanceof Pid) {
      pids.add((Pid) oneOrMore);
    } else if (oneOrMore instanceof List) {
      for (Object each : (List<?>) oneOrMore) {
        if (each instanceof Pid) {
          pids.add((Pid) each);
        }
      }
    }
    return pids;
  }

  @Override
  public Next<State> handleInfo(Object message, State state, Self self) {
    if (message instanceof NodeEvent.Up) {
      Atom node = ((NodeEvent.Up) message).node();
      ProcessName there = new ProcessName(Atom.of(view.scope()), node);
      post.send(self.pid(), there, Tuple.of(DISCOVER, self.pid()));
    } else if (message instanceof Down) {
      down((Down) message, state, self);
    } else if (message instanceof Tuple && ((Tuple) message).size() >= 2) {
      peerSays((Tuple) message, state, self);
    }
    return Next.keep();
  }

  private void peerSays(Tuple message, State state, Self self) {
    if (!(message.get(1) instanceof Pid)) {
      return;
    }
    Pid peer = (Pid) message.get(1);
    if (message.get(0).equals(DISCOVER) && message.size() <= 3) {
      post.cast(self.pid(), peer, Tuple.of(SYNC, self.pid(), localGroups(self.pid())));
      if (meet(peer, state, self)) {
        post.send(self.pid(), peer, Tuple.of(DISCOVER, self.pid()));
      }
    } else if (message.isTagged(JOIN, 4) && state.peers.containsKey(peer)) {
      view.join(peer, message.get(2), pids(message.get(3)));
    } else if (message.isTagged(LEAVE, 4) && state.peers.containsKey(peer)) {
      for (Pid pid : pids(message.get(2))) {
        for (Object group : message.get(3) instanceof List ? (List<?>) message.get(3) : List.of()) {
          view.leave(peer, group, pid);
        }
      }
    }
  }

  /** Watches a peer that is new; false when it is known, or gone again. */
  private boolean meet(Pid peer, State state, Self self) {
    if (state.peers.containsKey(peer) || !post.reaches(peer.node())) {
      return false;
    }
    state.peers.put(peer, self.monitor(peer));
    return true;
  }

  private List<Object> localGroups(Pid own) {
    List<Object> groups = new ArrayList<>();
    view.of(own).forEach((group, members) -> groups.add(Tuple.of(group, new ArrayList<>(members))));
    return groups;
  }

  private void down(Down down, State state, Self self) {
    Pid process = (Pid) down.process();
    if (state.peers.remove(process, down.monitor())) {
      view.forget(process);
    } else if (state.monitored.remove(process, down.monitor())) {
      List<Object> groups = view.leaveAll(self.pid(), process);
      broadcast(state, self, Tuple.of(LEAVE, self.pid(), process, groups));
    }
  }

  private void broadcast(State state, Self self, Tuple message) {
    Set<Pid> peers = new HashSet<>(state.peers.keySet());
    for (Pid peer : peers) {
      post.send(self.pid(), peer, message);
    }
  }
}
