package dev.mob.cluster.internal.otp;

import dev.mob.cluster.NodeEvent;
import dev.mob.cluster.term.TermPrinter;
import dev.mob.process.Atom;
import dev.mob.process.Down;
import dev.mob.process.ExitReason;
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
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code global_name_server} of this node: version 8 of OTP's protocol, as a peer of the real
 * ones.
 *
 * <p>When two nodes meet they exchange their names under a lock. With an Erlang node it is always
 * the Erlang node that takes the lock; between two nodes of ours the one with the lesser name does.
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
 * <p>Under {@code prevent_overlapping_partitions} a node that loses another tells all it knows;
 * they let go of one of the two, so that all see the same cluster.
 *
 * <p>Source: OTP's {@code global.erl}, {@code kernel} documentation of {@code global}.
 */
public final class Global implements GenServer<Global.State> {
  public static final String NAME = "global_name_server";
  static final Atom NAME_ATOM = Atom.of(NAME);

  private static final Logger LOG = LoggerFactory.getLogger(Global.class);
  private static final long VERSION = 8;
  private static final Atom LOCKER = Atom.of("locker");
  private static final Atom OURS = Atom.of("mob");

  private final GlobalView view;
  private final Neighbours neighbours;
  private final boolean preventOverlap;

  /** What the name server needs of the node. */
  public interface Neighbours extends Post {
    /** Run by the process when it begins: tells it of nodes that come and go. */
    void watch(Pid process);

    /** Connects to a node that another one told of. */
    void connect(Atom node);

    /** Lets go of a node. */
    void disconnect(Atom node);

    int creation();
  }

  /**
   * @param preventOverlap OTP's {@code prevent_overlapping_partitions}
   */
  public Global(GlobalView view, Neighbours neighbours, boolean preventOverlap) {
    this.view = view;
    this.neighbours = neighbours;
    this.preventOverlap = preventOverlap;
  }

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

  /** What the process knows; changed in place, by it alone. */
  static final class State {
    final Map<Atom, Meeting> meetings = new HashMap<>();
    final Set<Atom> synced = new HashSet<>();
    final Set<Atom> removing = new HashSet<>();
    final Map<Object, Lock> locks = new HashMap<>();
    final Map<Object, Ref> monitors = new HashMap<>();
    final Map<Ref, Consumer<State>> onDown = new HashMap<>();
    final Map<Tuple, Object> lost = new HashMap<>();
    long tags;
    long operation;
  }

  /** A lock: who it is for, and the processes that hold it. */
  private static final class Lock {
    final Object requester;
    final Map<Pid, Ref> holders = new HashMap<>();

    Lock(Object requester) {
      this.requester = requester;
    }
  }

  @Override
  public Init<State> init(Object argument, Self self) {
    view.registered.clear();
    view.known.clear();
    neighbours.watch(self.pid());
    return Init.ok(new State());
  }

  // Calls.

  @Override
  public Next<State> handleCall(Object request, From from, State state, Self self) {
    if (request instanceof Tuple && ((Tuple) request).size() > 1) {
      Tuple tuple = (Tuple) request;
      switch (String.valueOf(tuple.get(0))) {
        case "set_lock":
          return Next.reply(setLock(tuple.get(1), holder(from, self), state, self), state);
        case "del_lock":
          deleteLock(tuple.get(1), holder(from, self), state, self);
          return Next.reply(true, state);
        case "register":
        case "register_ext":
          if (tuple.size() < 3 || !(tuple.get(2) instanceof Pid)) {
            return Next.reply(NetKernel.NOT_SUPPORTED, state);
          }
          insert(tuple.get(1), (Pid) tuple.get(2), state, self);
          return Next.reply(Atom.of("yes"), state);
        case "unregister":
          delete(tuple.get(1), state, self);
          return Next.reply(Atom.OK, state);
        default:
          return Next.reply(NetKernel.NOT_SUPPORTED, state);
      }
    }
    switch (String.valueOf(request)) {
      case "get_known":
        return Next.reply(new ArrayList<>(view.known), state);
      case "get_synced":
        return Next.reply(new ArrayList<>(state.synced), state);
      case "get_protocol_version":
        return Next.reply(VERSION, state);
      case "get_names_ext":
        return Next.reply(Collections.emptyList(), state);
      default:
        return Next.reply(NetKernel.NOT_SUPPORTED, state);
    }
  }

  /** Plain threads of this node call without a process: the name server stands for them. */
  private static Pid holder(From from, Self self) {
    return from.caller() == null ? self.pid() : from.caller();
  }

  // Casts and messages.

  @Override
  public Next<State> handleCast(Object message, State state, Self self) {
    try {
      return handle(message, state, self);
    } catch (ClassCastException | IndexOutOfBoundsException | NullPointerException malformed) {
      LOG.warn("a message to {} makes no sense: {}", NAME, TermPrinter.print(message, 200));
      return Next.keep();
    }
  }

  private Next<State> handle(Object message, State state, Self self) {
    if (!(message instanceof Tuple) || ((Tuple) message).size() < 2) {
      return Next.keep();
    }
    Tuple tuple = (Tuple) message;
    String kind = String.valueOf(tuple.get(0));
    if (kind.equals("lock_set") && tuple.size() == 5 && tuple.get(1) instanceof Pid) {
      lockSet(tuple, state, self);
      return Next.keep();
    }
    Atom node = kind.equals("init_connect") ? atom(tuple, 2) : atom(tuple, 1);
    if (node == null || node.equals(self.pid().node())) {
      return Next.keep();
    }
    switch (kind) {
      case "init_connect":
        initConnect(node, tuple, state, self);
        break;
      case "exchange":
        exchange(node, tuple, state, self);
        break;
      case "resolved":
        resolved(node, tuple, state, self);
        break;
      case "new_nodes":
        apply((List<?>) tuple.get(2), state, self);
        learn((List<?>) tuple.get(4), state, self);
        break;
      case "in_sync":
        state.synced.add(node);
        end(node, state, self);
        break;
      default:
        break;
    }
    return Next.keep();
  }

  @Override
  public Next<State> handleInfo(Object message, State state, Self self) {
    if (message instanceof NodeEvent.Up) {
      NodeEvent.Up up = (NodeEvent.Up) message;
      if (!up.hidden()) {
        meet(up.node(), state, self);
      }
    } else if (message instanceof NodeEvent.Down) {
      nodeDown(((NodeEvent.Down) message).node(), state, self);
    } else if (message instanceof Down) {
      Consumer<State> action = state.onDown.remove(((Down) message).monitor());
      if (action != null) {
        action.accept(state);
      }
    } else if (message instanceof Tuple && ((Tuple) message).size() >= 2) {
      tell((Tuple) message, state, self);
    }
    return Next.keep();
  }

  private void tell(Tuple message, State state, Self self) {
    Atom node = atom(message, 1);
    if (node == null) {
      return;
    }
    switch (String.valueOf(message.get(0))) {
      case "init_connect_ack":
        Meeting meeting = state.meetings.get(node);
        boolean agreed =
            meeting != null
                && message.size() == 4
                && message.get(2).equals(meeting.mine)
                && message.get(3).equals(meeting.theirs);
        if (!agreed && message.size() == 4) {
          cancel(node, message.get(3), self);
          restart(node, state, self);
        } else if (agreed && meeting.oursToLock) {
          takeLock(node, meeting, state, self);
        }
        break;
      case "cancel_connect":
        Meeting cancelled = state.meetings.get(node);
        if (cancelled != null && message.size() == 3 && message.get(2).equals(cancelled.mine)) {
          restart(node, state, self);
        }
        break;
      case "lost_connection":
        lostConnection(message, node, state, self);
        break;
      case "remove_connection":
        state.removing.add(node);
        neighbours.disconnect(node);
        break;
      default:
        break;
    }
  }

  // Two nodes meet.

  private void meet(Atom node, State state, Self self) {
    if (view.known.contains(node) || state.meetings.containsKey(node)) {
      return;
    }
    Meeting meeting = new Meeting(++state.tags);
    state.meetings.put(node, meeting);
    Tuple locker = Tuple.of(LOCKER, Atom.of("no_longer_a_pid"), Map.of(OURS, VERSION), self.pid());
    Tuple tags = Tuple.of(VERSION, meeting.mine);
    cast(node, self, Tuple.of(Atom.of("init_connect"), tags, self.pid().node(), locker));
  }

  private void initConnect(Atom node, Tuple message, State state, Self self) {
    Object tag = ((Tuple) message.get(1)).get(1);
    Tuple init = (Tuple) message.get(3);
    Meeting meeting = state.meetings.get(node);
    if (meeting != null && meeting.theirs != null) {
      // It begins anew while we are in the midst of it.
      cancel(node, tag, self);
      restart(node, state, self);
      return;
    }
    view.known.remove(node);
    meet(node, state, self);
    meeting = state.meetings.get(node);
    meeting.theirs = tag;
    meeting.locker = (Pid) init.get(3);
    boolean bothOurs = init.get(2) instanceof Map && ((Map<?, ?>) init.get(2)).containsKey(OURS);
    meeting.oursToLock = bothOurs && self.pid().node().compareTo(node) < 0;
    neighbours.send(
        self.pid(),
        server(node),
        Tuple.of(Atom.of("init_connect_ack"), self.pid().node(), tag, meeting.mine));
  }

  private void restart(Atom node, State state, Self self) {
    Meeting old = state.meetings.remove(node);
    if (old != null) {
      release(old, state, self);
      meet(node, state, self);
    }
  }

  private void cancel(Atom node, Object theirTag, Self self) {
    neighbours.send(
        self.pid(), server(node), Tuple.of(Atom.of("cancel_connect"), self.pid().node(), theirTag));
  }

  /** Between two nodes of ours: this one asks for the lock, here and there. */
  private void takeLock(Atom node, Meeting meeting, State state, Self self) {
    meeting.lock = lockId(self.pid(), meeting.locker);
    if (setLock(meeting.lock, self.pid(), state, self)) {
      lockSet(node, meeting, self);
    } else {
      cancel(node, meeting.theirs, self);
      restart(node, state, self);
    }
  }

  private void lockSet(Atom node, Meeting meeting, Self self) {
    cast(
        node,
        self,
        Tuple.of(Atom.of("lock_set"), self.pid(), true, Collections.emptyList(), meeting.theirs));
  }

  private static Tuple lockId(Pid mine, Pid theirs) {
    List<Object> both = mine.compareTo(theirs) < 0 ? List.of(mine, theirs) : List.of(theirs, mine);
    return Tuple.of(GlobalView.GLOBAL, both);
  }

  private void lockSet(Tuple message, State state, Self self) {
    Pid locker = (Pid) message.get(1);
    Atom node = locker.node();
    Meeting meeting = state.meetings.get(node);
    if (meeting == null
        || !message.get(4).equals(meeting.mine)
        || !Boolean.TRUE.equals(message.get(2))
        || meeting.locked) {
      return;
    }
    if (!meeting.oursToLock) {
      Tuple lock = lockId(self.pid(), locker);
      boolean set = setLock(lock, self.pid(), state, self);
      Tuple answer =
          Tuple.of(Atom.of("lock_set"), self.pid(), set, Collections.emptyList(), meeting.theirs);
      cast(node, self, answer);
      if (!set) {
        return;
      }
      meeting.lock = lock;
    }
    meeting.locked = true;
    List<Object> names = new ArrayList<>();
    view.registered.forEach(
        (name, pid) -> names.add(Tuple.of(name, pid, GlobalView.RANDOM_EXIT_NAME)));
    cast(
        node,
        self,
        Tuple.of(
            Atom.of("exchange"),
            self.pid().node(),
            names,
            Collections.emptyList(),
            meeting.theirs));
    resolve(node, meeting, state, self);
  }

  private void exchange(Atom node, Tuple message, State state, Self self) {
    Meeting meeting = state.meetings.get(node);
    if (meeting != null && message.get(4).equals(meeting.mine)) {
      meeting.offered = (List<?>) message.get(2);
      resolve(node, meeting, state, self);
    }
  }

  /** Compares names, once the lock is set and the other's names are here. */
  private void resolve(Atom node, Meeting meeting, State state, Self self) {
    if (!meeting.locked || meeting.offered == null || meeting.operations != null) {
      return;
    }
    List<Object> here = new ArrayList<>();
    List<Object> there = new ArrayList<>();
    for (Object each : meeting.offered) {
      Tuple offer = (Tuple) each;
      Pid mine = view.registered.get(offer.get(0));
      if (mine == null) {
        here.add(insertion(offer.get(0), (Pid) offer.get(1)));
      } else if (!mine.equals(offer.get(1)) && self.pid().node().compareTo(node) < 0) {
        // The node with the lesser name settles it: one process keeps the name, one is ended.
        there.add(insertion(offer.get(0), mine));
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
      finish(node, meeting, state, self);
    }
  }

  private static Tuple insertion(Object name, Pid pid) {
    return Tuple.of(Atom.of("insert"), Tuple.of(name, pid, GlobalView.RANDOM_EXIT_NAME));
  }

  private void resolved(Atom node, Tuple message, State state, Self self) {
    Meeting meeting = state.meetings.get(node);
    if (meeting != null && message.get(6).equals(meeting.mine)) {
      meeting.resolved = message;
      if (meeting.operations != null) {
        finish(node, meeting, state, self);
      }
    }
  }

  private void finish(Atom node, Meeting meeting, State state, Self self) {
    List<Object> operations = new ArrayList<>(meeting.operations);
    operations.addAll((List<?>) meeting.resolved.get(2));
    apply(operations, state, self);
    List<Object> newNodes = new ArrayList<>((List<?>) meeting.resolved.get(3));
    newNodes.add(Tuple.of(node, VERSION));
    Tuple news =
        Tuple.of(
            Atom.of("new_nodes"),
            self.pid().node(),
            operations,
            Collections.emptyList(),
            newNodes,
            Collections.emptyList());
    view.known.forEach(other -> cast(other, self, news));
    state.synced.add(node);
    end(node, state, self);
    view.known.add(node);
    learn((List<?>) meeting.resolved.get(3), state, self);
  }

  /** The meeting is over, by its own end or by another way of becoming known. */
  private void end(Atom node, State state, Self self) {
    Meeting meeting = state.meetings.remove(node);
    if (meeting != null) {
      release(meeting, state, self);
    }
    view.known.add(node);
  }

  private void release(Meeting meeting, State state, Self self) {
    if (meeting.lock != null) {
      deleteLock(meeting.lock, self.pid(), state, self);
    }
  }

  /** Connects to nodes that another one knows. */
  private void learn(List<?> nodes, State state, Self self) {
    for (Object each : nodes) {
      Object name = each instanceof Tuple ? ((Tuple) each).get(0) : each;
      if (name instanceof Atom && !name.equals(self.pid().node()) && view.known.add((Atom) name)) {
        neighbours.connect((Atom) name);
        cast((Atom) name, self, Tuple.of(Atom.of("in_sync"), self.pid().node(), true));
      }
    }
  }

  // Names.

  private void apply(List<?> operations, State state, Self self) {
    for (Object each : operations) {
      Tuple operation = (Tuple) each;
      if (operation.get(0).equals(Atom.of("insert"))) {
        Tuple entry = (Tuple) operation.get(1);
        insert(entry.get(0), (Pid) entry.get(1), state, self);
      } else {
        delete(operation.get(1), state, self);
      }
    }
  }

  private void insert(Object name, Pid pid, State state, Self self) {
    unwatch(name, state, self);
    view.registered.put(name, pid); // In one step: nobody finds the name free meanwhile.
    Ref monitor = self.monitor(pid);
    state.monitors.put(name, monitor);
    state.onDown.put(
        monitor,
        now -> {
          view.registered.remove(name, pid);
          now.monitors.remove(name, monitor);
        });
  }

  private void delete(Object name, State state, Self self) {
    unwatch(name, state, self);
    view.registered.remove(name);
  }

  private static void unwatch(Object name, State state, Self self) {
    Ref monitor = state.monitors.remove(name);
    if (monitor != null) {
      state.onDown.remove(monitor);
      self.demonitor(monitor);
    }
  }

  // Locks.

  private boolean setLock(Object id, Pid holder, State state, Self self) {
    if (!(id instanceof Tuple) || ((Tuple) id).size() != 2) {
      return false;
    }
    Object resource = ((Tuple) id).get(0);
    Lock lock = state.locks.computeIfAbsent(resource, r -> new Lock(((Tuple) id).get(1)));
    if (!lock.requester.equals(((Tuple) id).get(1))) {
      return false;
    }
    if (!lock.holders.containsKey(holder)) {
      Ref monitor = holder.equals(self.pid()) ? self.runtime().makeRef() : self.monitor(holder);
      lock.holders.put(holder, monitor);
      state.onDown.put(monitor, now -> removeHolder(resource, lock, holder, now));
    }
    return true;
  }

  private void deleteLock(Object id, Pid holder, State state, Self self) {
    Object resource = id instanceof Tuple ? ((Tuple) id).get(0) : null;
    Lock lock = state.locks.get(resource);
    if (lock != null && lock.requester.equals(((Tuple) id).get(1))) {
      Ref monitor = lock.holders.get(holder);
      if (monitor != null) {
        state.onDown.remove(monitor);
        self.demonitor(monitor);
        removeHolder(resource, lock, holder, state);
      }
    }
  }

  private static void removeHolder(Object resource, Lock lock, Pid holder, State state) {
    lock.holders.remove(holder);
    if (lock.holders.isEmpty()) {
      state.locks.remove(resource, lock);
    }
  }

  // Partitions.

  private void nodeDown(Atom node, State state, Self self) {
    boolean wanted = state.removing.remove(node);
    Meeting meeting = state.meetings.remove(node);
    if (meeting != null) {
      release(meeting, state, self);
    }
    boolean known = view.known.remove(node);
    state.synced.remove(node);
    if (preventOverlap && known && !wanted) {
      Tuple message =
          Tuple.of(
              Atom.of("lost_connection"),
              self.pid().node(),
              Integer.toUnsignedLong(neighbours.creation()),
              ++state.operation,
              node);
      view.known.forEach(other -> neighbours.send(self.pid(), server(other), message));
    }
  }

  /** {@code {lost_connection, NodeA, Creation, Operation, NodeB}}: A has lost B. */
  private void lostConnection(Tuple message, Atom a, State state, Self self) {
    Atom b = atom(message, 4);
    if (!preventOverlap || b == null || message.size() != 5) {
      return;
    }
    Tuple key = Tuple.of(a, b);
    Tuple stamp = Tuple.of(message.get(2), message.get(3));
    if (stamp.equals(state.lost.put(key, stamp))) {
      return; // It came by another way before.
    }
    for (Atom other : new ArrayList<>(view.known)) {
      if (!other.equals(a)) {
        neighbours.send(self.pid(), server(other), message);
      }
    }
    Atom removed = b.equals(self.pid().node()) ? a : b;
    if (view.known.remove(removed)) {
      state.removing.add(removed);
      state.synced.remove(removed);
      neighbours.send(
          self.pid(), server(removed), Tuple.of(Atom.of("remove_connection"), self.pid().node()));
    }
  }

  private static ProcessName server(Atom node) {
    return new ProcessName(NAME_ATOM, node);
  }

  private void cast(Atom node, Self self, Tuple message) {
    neighbours.cast(self.pid(), server(node), message);
  }

  private static Atom atom(Tuple tuple, int index) {
    return tuple.size() > index && tuple.get(index) instanceof Atom
        ? (Atom) tuple.get(index)
        : null;
  }
}
