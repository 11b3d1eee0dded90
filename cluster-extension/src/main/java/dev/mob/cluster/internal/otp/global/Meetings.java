package dev.mob.cluster.internal.otp.global;

import dev.mob.process.Atom;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.Self;
import dev.mob.process.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How this node and others come to know each other and each other's names. When two nodes meet they
 * exchange their names under a lock. With an Erlang node it is always the Erlang node that takes
 * the lock; between two nodes of ours the one with the lesser name does.
 *
 * <pre>
 *  both      init_connect {8, Tag}, Locker          each names its tag for this meeting
 *  both      init_connect_ack                       tags are agreed
 *  locker    set_lock (a call to both), lock_set
 *  other     lock_set
 *  both      exchange Names
 *  both      resolved Names, Known                  conflicts are settled; both are synced
 *  both      new_nodes to all others, in_sync to the other's others
 *  locker    del_lock
 * </pre>
 *
 * <p>Two words that are easily taken for one. <em>Known</em> is a node that takes part; one becomes
 * known by a meeting, or because another node tells of it ({@code resolved}, {@code new_nodes}),
 * and no meeting with a known node is begun. <em>Synced</em> is a node that has said so: {@code
 * global:sync} there waits for our {@code in_sync}, and its locker may wait for it while it holds
 * the lock of all. So whoever was told of is sent one, whether it has sent its own already or not:
 * an {@code in_sync} that comes makes a node synced and not known.
 *
 * <p>Of the name server's process alone. Source: OTP's {@code global.erl}, {@code init_connect},
 * {@code resolved}, {@code new_nodes} and {@code restart_connect}.
 */
final class Meetings {
  static final long VERSION = 8;

  private static final Atom LOCKER = Atom.of("locker");
  private static final Atom OURS = Atom.of("mob");
  private static final int PAUSE_MILLIS = 50;

  private final GlobalView view;
  private final Neighbours neighbours;
  private final Locks locks;
  private final Names names;
  private final Map<Atom, Meeting> open = new HashMap<>();

  /** {@code init_connect} of nodes that no meeting is open with: of use once they are up. */
  private final Map<Atom, Tuple> early = new HashMap<>();

  private final Set<Atom> synced = new HashSet<>();
  private long tags;

  Meetings(GlobalView view, Neighbours neighbours, Locks locks, Names names) {
    this.view = view;
    this.neighbours = neighbours;
    this.locks = locks;
    this.names = names;
  }

  /** A node that another one told of cannot be reached. A message of the name server to itself. */
  record Unreachable(Atom node) {}

  /** It is time to ask for the lock once more. A message of the name server to itself. */
  record Retry(Atom node, long tag) {}

  /** A meeting with one node that is under way. */
  private static final class Meeting {
    final long mine;
    Object theirs;
    Pid locker;
    boolean oursToLock;
    Object lock;
    boolean locked;
    List<?> offered;
    List<Object> operations;
    Tuple resolved;

    Meeting(long mine) {
      this.mine = mine;
    }
  }

  Set<Atom> synced() {
    return synced;
  }

  /** Whether it takes part, or is about to. */
  boolean isPotentiallyKnown(Atom node) {
    Meeting meeting = open.get(node);
    return view.known.contains(node) || (meeting != null && meeting.theirs != null);
  }

  /** All that take part, or are about to. */
  Set<Atom> potentiallyKnown() {
    Set<Atom> nodes = new HashSet<>(view.known);
    open.forEach(
        (node, meeting) -> {
          if (meeting.theirs != null) {
            nodes.add(node);
          }
        });
    return nodes;
  }

  /** The node is gone, or as good as that. */
  void forget(Atom node, Self self) {
    end(node, self);
    view.known.remove(node);
    synced.remove(node);
  }

  private void end(Atom node, Self self) {
    early.remove(node);
    Meeting meeting = open.remove(node);
    if (meeting != null) {
      release(meeting, self);
    }
  }

  private void release(Meeting meeting, Self self) {
    if (meeting.lock != null) {
      locks.delete(meeting.lock, self.pid(), self);
      meeting.lock = null;
    }
  }

  // The tags of a meeting are agreed.

  /** Begins a meeting with a node that is up, unless it is known or met already. */
  void begin(Atom node, Self self) {
    if (view.known.contains(node) || open.containsKey(node)) {
      return;
    }
    Meeting meeting = new Meeting(++tags);
    open.put(node, meeting);
    Tuple locker = Tuple.of(LOCKER, Atom.of("no_longer_a_pid"), Map.of(OURS, VERSION), self.pid());
    cast(
        node,
        self,
        Tuple.of(
            Atom.of("init_connect"), Tuple.of(VERSION, meeting.mine), self.pid().node(), locker));
    Tuple first = early.remove(node);
    if (first != null) {
      initConnect(node, first, self);
    }
  }

  void initConnect(Atom node, Tuple message, Self self) {
    Object tag = ((Tuple) message.get(1)).get(1);
    Tuple init = (Tuple) message.get(3);
    Meeting meeting = open.get(node);
    if (meeting == null) {
      early.put(node, message);
      return;
    }
    if (meeting.theirs != null) {
      // It begins anew while we are in the midst of it.
      sendCancel(node, tag, self);
      restart(node, self);
      return;
    }
    meeting.theirs = tag;
    meeting.locker = (Pid) init.get(3);
    boolean bothOurs = init.get(2) instanceof Map && ((Map<?, ?>) init.get(2)).containsKey(OURS);
    meeting.oursToLock = bothOurs && self.pid().node().compareTo(node) < 0;
    neighbours.tell(
        self.pid(),
        node,
        Tuple.of(Atom.of("init_connect_ack"), self.pid().node(), tag, meeting.mine));
  }

  /** {@code {init_connect_ack, Node, OurTag, TheirTag}}. */
  void acknowledged(Atom node, Tuple message, Self self) {
    Meeting meeting = open.get(node);
    boolean agreed =
        meeting != null
            && message.get(2).equals(meeting.mine)
            && message.get(3).equals(meeting.theirs);
    if (!agreed) {
      sendCancel(node, message.get(3), self);
      restart(node, self);
    } else if (meeting.oursToLock) {
      takeLock(node, meeting, self);
    }
  }

  /** {@code {cancel_connect, Node, OurTag}}. */
  void cancelled(Atom node, Tuple message, Self self) {
    Meeting meeting = open.get(node);
    if (meeting != null && message.get(2).equals(meeting.mine)) {
      restart(node, self);
    }
  }

  private void restart(Atom node, Self self) {
    if (open.containsKey(node)) {
      end(node, self);
      begin(node, self);
    }
  }

  private void sendCancel(Atom node, Object theirTag, Self self) {
    neighbours.tell(
        self.pid(), node, Tuple.of(Atom.of("cancel_connect"), self.pid().node(), theirTag));
  }

  // The lock is set.

  /** Between two nodes of ours: this one asks for the lock, here and there. */
  private void takeLock(Atom node, Meeting meeting, Self self) {
    Tuple lock = lockId(self.pid(), meeting.locker);
    if (locks.set(lock, self.pid(), self)) {
      meeting.lock = lock;
      sendLockSet(node, meeting, true, self);
    } else {
      retryLater(node, meeting, self);
    }
  }

  private static void retryLater(Atom node, Meeting meeting, Self self) {
    int millis = ThreadLocalRandom.current().nextInt(PAUSE_MILLIS, 5 * PAUSE_MILLIS);
    self.sendAfter(Duration.ofMillis(millis), self.pid(), new Retry(node, meeting.mine));
  }

  void retry(Retry retry, Self self) {
    Meeting meeting = open.get(retry.node());
    if (meeting != null && meeting.mine == retry.tag() && meeting.lock == null) {
      takeLock(retry.node(), meeting, self);
    }
  }

  private void sendLockSet(Atom node, Meeting meeting, boolean set, Self self) {
    List<Object> known = Collections.emptyList();
    cast(node, self, Tuple.of(Atom.of("lock_set"), self.pid(), set, known, meeting.theirs));
  }

  private static Tuple lockId(Pid mine, Pid theirs) {
    List<Object> both = mine.compareTo(theirs) < 0 ? List.of(mine, theirs) : List.of(theirs, mine);
    return Tuple.of(GlobalView.GLOBAL, both);
  }

  /** {@code {lock_set, Locker, IsSet, Known, OurTag}}. */
  void lockSet(Tuple message, Self self) {
    Pid locker = (Pid) message.get(1);
    Atom node = locker.node();
    Meeting meeting = open.get(node);
    if (meeting == null || !message.get(4).equals(meeting.mine) || meeting.locked) {
      return; // Whoever asked is told by what has ended the meeting: in_sync, or cancel_connect.
    }
    boolean there = Boolean.TRUE.equals(message.get(2));
    if (meeting.oursToLock) {
      if (!there) {
        release(meeting, self);
        retryLater(node, meeting, self);
      }
      if (meeting.lock == null) {
        return;
      }
    } else {
      Tuple lock = lockId(self.pid(), locker);
      boolean here = there && locks.set(lock, self.pid(), self);
      if (there) {
        sendLockSet(node, meeting, here, self);
      }
      if (!here) {
        return;
      }
      meeting.lock = lock;
    }
    meeting.locked = true;
    List<Object> external = Collections.emptyList();
    cast(
        node,
        self,
        Tuple.of(Atom.of("exchange"), self.pid().node(), names.offer(), external, meeting.theirs));
    resolve(node, meeting, self);
  }

  // Names are compared, and both know each other.

  void exchange(Atom node, Tuple message, Self self) {
    Meeting meeting = open.get(node);
    if (meeting != null && message.get(4).equals(meeting.mine)) {
      meeting.offered = (List<?>) message.get(2);
      resolve(node, meeting, self);
    }
  }

  /** Compares names, once the lock is set and the other's names are here. */
  private void resolve(Atom node, Meeting meeting, Self self) {
    if (!meeting.locked || meeting.offered == null || meeting.operations != null) {
      return;
    }
    List<Object> here = new ArrayList<>();
    List<Object> there = new ArrayList<>();
    for (Object each : meeting.offered) {
      Tuple offer = (Tuple) each;
      Pid mine = view.registered.get(offer.get(0));
      if (mine == null) {
        here.add(Names.insertion(offer.get(0), (Pid) offer.get(1)));
      } else if (!mine.equals(offer.get(1)) && self.pid().node().compareTo(node) < 0) {
        // The node with the lesser name settles it: one process keeps the name, one is ended.
        there.add(Names.insertion(offer.get(0), mine));
        self.exit((Pid) offer.get(1), ExitReason.KILL);
      }
    }
    meeting.operations = here;
    List<Object> known = new ArrayList<>();
    view.known.forEach(other -> known.add(Tuple.of(other, VERSION)));
    cast(
        node,
        self,
        Tuple.of(
            Atom.of("resolved"),
            self.pid().node(),
            there,
            known,
            Atom.of("unused"),
            Collections.emptyList(),
            meeting.theirs));
    if (meeting.resolved != null) {
      finish(node, meeting, self);
    }
  }

  void resolved(Atom node, Tuple message, Self self) {
    Meeting meeting = open.get(node);
    if (meeting != null && message.get(6).equals(meeting.mine)) {
      meeting.resolved = message;
      if (meeting.operations != null) {
        finish(node, meeting, self);
      }
    }
  }

  private void finish(Atom node, Meeting meeting, Self self) {
    List<Atom> others = othersAmong((List<?>) meeting.resolved.get(3), self);
    List<Object> operations = new ArrayList<>(meeting.operations);
    operations.addAll((List<?>) meeting.resolved.get(2));
    others.forEach(other -> sayInSync(other, self));
    names.apply(operations, self);
    // What the others know, this node knows now: meetings with them are over.
    others.forEach(other -> end(other, self));
    List<Object> newNodes = new ArrayList<>();
    newNodes.add(Tuple.of(node, VERSION));
    others.forEach(other -> newNodes.add(Tuple.of(other, VERSION)));
    Tuple news =
        Tuple.of(
            Atom.of("new_nodes"),
            self.pid().node(),
            operations,
            Collections.emptyList(),
            newNodes,
            Collections.emptyList());
    view.known.forEach(other -> cast(other, self, news));
    end(node, self);
    view.known.add(node);
    view.known.addAll(others);
    synced.add(node);
  }

  /** {@code {new_nodes, Node, Operations, External, Nodes, Extra}}: another has met somebody. */
  void newNodes(Tuple message, Self self) {
    for (Atom node : othersAmong((List<?>) message.get(4), self)) {
      if (view.known.add(node)) {
        sayInSync(node, self);
      }
    }
    names.apply((List<?>) message.get(2), self);
  }

  /** {@code {in_sync, Node, true}}: the node knows us, and has our names from others. */
  void inSync(Atom node, Self self) {
    synced.add(node);
    end(node, self);
  }

  /** Connects to a node that another one knows, and tells it that it is known here. */
  private void sayInSync(Atom node, Self self) {
    neighbours
        .connect(node)
        .whenComplete(
            (connected, failure) -> {
              if (failure != null && !neighbours.reaches(node)) {
                self.runtime().send(self.pid(), new Unreachable(node));
              }
            });
    cast(node, self, Tuple.of(Atom.of("in_sync"), self.pid().node(), true));
  }

  /** The names of nodes in a list of {@code Node} and {@code {Node, Version}}, without our own. */
  private static List<Atom> othersAmong(List<?> nodes, Self self) {
    List<Atom> others = new ArrayList<>();
    for (Object each : nodes) {
      Object name = each instanceof Tuple ? ((Tuple) each).get(0) : each;
      if (name instanceof Atom && !name.equals(self.pid().node())) {
        others.add((Atom) name);
      }
    }
    return others;
  }

  private void cast(Atom node, Self self, Tuple message) {
    neighbours.castTo(self.pid(), node, message);
  }
}
