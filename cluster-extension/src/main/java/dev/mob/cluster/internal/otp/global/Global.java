package dev.mob.cluster.internal.otp.global;

import dev.mob.cluster.NodeEvent;
import dev.mob.cluster.internal.otp.NetKernel;
import dev.mob.cluster.term.TermPrinter;
import dev.mob.process.Atom;
import dev.mob.process.Down;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.Self;
import dev.mob.process.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code global_name_server} of this node: version 8 of OTP's protocol, as a peer of the real
 * ones. What comes is handed to {@link Meetings}, {@link Partitions}, {@link Names} or {@link
 * Locks}.
 *
 * <p>Source: OTP's {@code global.erl}, {@code kernel} documentation of {@code global}.
 */
public final class Global implements GenServer<Global.State> {
  public static final String NAME = "global_name_server";
  static final Atom NAME_ATOM = Atom.of(NAME);

  private static final Logger LOG = LoggerFactory.getLogger(Global.class);

  private final GlobalView view;
  private final Neighbours neighbours;
  private final boolean preventOverlap;

  /**
   * @param preventOverlap OTP's {@code prevent_overlapping_partitions}
   */
  public Global(GlobalView view, Neighbours neighbours, boolean preventOverlap) {
    this.view = view;
    this.neighbours = neighbours;
    this.preventOverlap = preventOverlap;
  }

  /** What the process knows; changed in place, by it alone. */
  static final class State {
    final Watches watches = new Watches();
    final Locks locks = new Locks(watches);
    final Names names;
    final Meetings meetings;
    final Partitions partitions;

    State(GlobalView view, Neighbours neighbours, boolean preventOverlap) {
      names = new Names(view, watches);
      meetings = new Meetings(view, neighbours, locks, names);
      partitions = new Partitions(preventOverlap, neighbours, meetings);
    }
  }

  @Override
  public Init<State> init(Object argument, Self self) {
    view.registered.clear();
    view.known.clear();
    neighbours.watch(self.pid());
    return Init.ok(new State(view, neighbours, preventOverlap));
  }

  // Calls.

  @Override
  public Next<State> handleCall(Object request, From from, State state, Self self) {
    if (request instanceof Tuple && ((Tuple) request).size() > 1) {
      return Next.reply(answer((Tuple) request, from, state, self), state);
    }
    switch (String.valueOf(request)) {
      case "get_known":
        return Next.reply(new ArrayList<>(view.known), state);
      case "get_synced":
        return Next.reply(new ArrayList<>(state.meetings.synced()), state);
      case "get_protocol_version":
        return Next.reply(Meetings.VERSION, state);
      case "get_names_ext":
        return Next.reply(Collections.emptyList(), state);
      default:
        return Next.reply(NetKernel.NOT_SUPPORTED, state);
    }
  }

  private static Object answer(Tuple request, From from, State state, Self self) {
    switch (String.valueOf(request.get(0))) {
      case "set_lock":
        return state.locks.set(request.get(1), holder(from, self), self);
      case "del_lock":
        state.locks.delete(request.get(1), holder(from, self), self);
        return true;
      case "register":
      case "register_ext":
        if (request.size() < 3 || !(request.get(2) instanceof Pid)) {
          return NetKernel.NOT_SUPPORTED;
        }
        state.names.insert(request.get(1), (Pid) request.get(2), self);
        return Atom.of("yes");
      case "unregister":
        state.names.delete(request.get(1), self);
        return Atom.OK;
      default:
        return NetKernel.NOT_SUPPORTED;
    }
  }

  /** Plain threads of this node call without a process: the name server stands for them. */
  private static Pid holder(From from, Self self) {
    return from.caller() == null ? self.pid() : from.caller();
  }

  // Casts and messages.

  @Override
  public Next<State> handleCast(Object message, State state, Self self) {
    if (message instanceof Tuple) {
      try {
        handle((Tuple) message, state.meetings, self);
      } catch (ClassCastException | IndexOutOfBoundsException | NullPointerException malformed) {
        makesNoSense(message);
      }
    }
    return Next.keep();
  }

  private static void handle(Tuple message, Meetings meetings, Self self) {
    String kind = String.valueOf(message.get(0));
    if (kind.equals("lock_set") && message.size() == 5) {
      meetings.lockSet(message, self);
      return;
    }
    Atom node = atom(message, kind.equals("init_connect") ? 2 : 1);
    if (node == null || node.equals(self.pid().node())) {
      return;
    }
    switch (kind) {
      case "init_connect":
        meetings.initConnect(node, message, self);
        break;
      case "exchange":
        meetings.exchange(node, message, self);
        break;
      case "resolved":
        meetings.resolved(node, message, self);
        break;
      case "new_nodes":
        meetings.newNodes(message, self);
        break;
      case "in_sync":
        meetings.inSync(node, self);
        break;
      default:
        break;
    }
  }

  @Override
  public Next<State> handleInfo(Object message, State state, Self self) {
    if (message instanceof NodeEvent) {
      nodeEvent((NodeEvent) message, state, self);
    } else if (message instanceof Down) {
      state.watches.ended(((Down) message).monitor());
    } else if (message instanceof Meetings.Unreachable) {
      unreachable(((Meetings.Unreachable) message).node(), state, self);
    } else if (message instanceof Meetings.Retry) {
      state.meetings.retry((Meetings.Retry) message, self);
    } else if (message instanceof Partitions.Outdated) {
      state.partitions.outdated((Partitions.Outdated) message);
    } else if (message instanceof Tuple) {
      try {
        tell((Tuple) message, state, self);
      } catch (ClassCastException | IndexOutOfBoundsException | NullPointerException malformed) {
        makesNoSense(message);
      }
    }
    return Next.keep();
  }

  private static void nodeEvent(NodeEvent event, State state, Self self) {
    if (event instanceof NodeEvent.Up && !((NodeEvent.Up) event).hidden()) {
      Atom node = ((NodeEvent.Up) event).node();
      state.partitions.up(node);
      state.meetings.begin(node, self);
    } else if (event instanceof NodeEvent.Down && !((NodeEvent.Down) event).hidden()) {
      state.partitions.down(((NodeEvent.Down) event).node(), self);
    }
  }

  private void unreachable(Atom node, State state, Self self) {
    if (!neighbours.reaches(node)) {
      LOG.warn("cannot connect to {}, which other nodes know", node.name());
      state.partitions.down(node, self);
    }
  }

  private static void tell(Tuple message, State state, Self self) {
    Atom node = atom(message, 1);
    if (node == null || node.equals(self.pid().node())) {
      return;
    }
    switch (String.valueOf(message.get(0))) {
      case "init_connect_ack":
        state.meetings.acknowledged(node, message, self);
        break;
      case "cancel_connect":
        state.meetings.cancelled(node, message, self);
        break;
      case "lost_connection":
        state.partitions.lost(node, message, self);
        break;
      case "remove_connection":
        state.partitions.remove(node, self);
        break;
      default:
        break;
    }
  }

  private static void makesNoSense(Object message) {
    LOG.warn("a message to {} makes no sense: {}", NAME, TermPrinter.print(message, 200));
  }

  private static Atom atom(Tuple tuple, int index) {
    return tuple.size() > index && tuple.get(index) instanceof Atom
        ? (Atom) tuple.get(index)
        : null;
  }
}
