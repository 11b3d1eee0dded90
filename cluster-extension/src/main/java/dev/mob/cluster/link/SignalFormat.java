package dev.mob.cluster.link;

import dev.mob.cluster.handshake.Flags;
import dev.mob.cluster.handshake.PeerNode;
import dev.mob.cluster.term.TermPrinter;
import dev.mob.process.Address;
import dev.mob.process.Atom;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.Ref;
import dev.mob.process.Tuple;
import java.util.List;

/**
 * Signals as control tuples, and back. Immutable.
 *
 * <p>Source: ERTS User's Guide, "Distribution Protocol", section "Protocol between Connected
 * Nodes"; for operation 37, ERTS's {@code dist.h} of OTP 28.
 */
final class SignalFormat {
  static final Object NO_PAYLOAD = new Object();

  private static final int LINK = 1;
  private static final int SEND = 2;
  private static final int EXIT = 3;
  private static final int UNLINK = 4;
  private static final int REG_SEND = 6;
  private static final int GROUP_LEADER = 7;
  private static final int EXIT2 = 8;
  private static final int SEND_TT = 12;
  private static final int EXIT_TT = 13;
  private static final int REG_SEND_TT = 16;
  private static final int EXIT2_TT = 18;
  private static final int MONITOR_P = 19;
  private static final int DEMONITOR_P = 20;
  private static final int MONITOR_P_EXIT = 21;
  private static final int SEND_SENDER = 22;
  private static final int SEND_SENDER_TT = 23;
  private static final int PAYLOAD_EXIT = 24;
  private static final int PAYLOAD_EXIT_TT = 25;
  private static final int PAYLOAD_EXIT2 = 26;
  private static final int PAYLOAD_EXIT2_TT = 27;
  private static final int PAYLOAD_MONITOR_P_EXIT = 28;
  private static final int SPAWN_REQUEST = 29;
  private static final int SPAWN_REQUEST_TT = 30;
  private static final int SPAWN_REPLY = 31;
  private static final int SPAWN_REPLY_TT = 32;
  private static final int ALIAS_SEND = 33;
  private static final int ALIAS_SEND_TT = 34;
  private static final int UNLINK_ID = 35;
  private static final int UNLINK_ID_ACK = 36;
  private static final int ALTACT_SIG_SEND = 37;

  private static final long ALTACT_EXIT = 1 << 4;

  private static final Long[] OPERATIONS = new Long[40];

  static {
    for (int i = 0; i < OPERATIONS.length; i++) {
      OPERATIONS[i] = (long) i;
    }
  }

  private static final Atom UNUSED = Atom.of("");

  private final boolean sender;
  private final boolean payloadExits;
  private final boolean unlinkIds;

  SignalFormat(PeerNode peer) {
    this.sender = peer.can(Flags.SEND_SENDER);
    this.payloadExits = peer.can(Flags.EXIT_PAYLOAD);
    this.unlinkIds = peer.can(Flags.UNLINK_ID);
  }

  /** The control message. */
  Tuple control(Signal signal) {
    if (signal instanceof Signal.Send) {
      return send((Signal.Send) signal);
    } else if (signal instanceof Signal.Monitor) {
      Signal.Monitor s = (Signal.Monitor) signal;
      return tuple(MONITOR_P, s.from(), target(s.target()), s.ref());
    } else if (signal instanceof Signal.Demonitor) {
      Signal.Demonitor s = (Signal.Demonitor) signal;
      return tuple(DEMONITOR_P, s.from(), target(s.target()), s.ref());
    } else if (signal instanceof Signal.MonitorDown) {
      Signal.MonitorDown s = (Signal.MonitorDown) signal;
      return payloadExits
          ? tuple(PAYLOAD_MONITOR_P_EXIT, target(s.target()), s.to(), s.ref())
          : tuple(MONITOR_P_EXIT, target(s.target()), s.to(), s.ref(), s.reason());
    } else if (signal instanceof Signal.Link) {
      Signal.Link s = (Signal.Link) signal;
      return tuple(LINK, s.from(), s.to());
    } else if (signal instanceof Signal.Unlink) {
      Signal.Unlink s = (Signal.Unlink) signal;
      return unlinkIds
          ? tuple(UNLINK_ID, s.id(), s.from(), s.to())
          : tuple(UNLINK, s.from(), s.to());
    } else if (signal instanceof Signal.UnlinkAck) {
      Signal.UnlinkAck s = (Signal.UnlinkAck) signal;
      return tuple(UNLINK_ID_ACK, s.id(), s.from(), s.to());
    } else if (signal instanceof Signal.Exit) {
      Signal.Exit s = (Signal.Exit) signal;
      return payloadExits
          ? tuple(PAYLOAD_EXIT, s.from(), s.to())
          : tuple(EXIT, s.from(), s.to(), s.reason());
    } else if (signal instanceof Signal.Exit2) {
      Signal.Exit2 s = (Signal.Exit2) signal;
      return payloadExits
          ? tuple(PAYLOAD_EXIT2, s.from(), s.to())
          : tuple(EXIT2, s.from(), s.to(), s.reason());
    } else if (signal instanceof Signal.GroupLeader) {
      Signal.GroupLeader s = (Signal.GroupLeader) signal;
      return tuple(GROUP_LEADER, s.leader(), s.process());
    } else if (signal instanceof Signal.SpawnRequest) {
      Signal.SpawnRequest s = (Signal.SpawnRequest) signal;
      Tuple function = Tuple.of(s.module(), s.function(), s.arity());
      return tuple(SPAWN_REQUEST, s.id(), s.from(), s.groupLeader(), function, s.options());
    }
    Signal.SpawnReply s = (Signal.SpawnReply) signal;
    return tuple(SPAWN_REPLY, s.id(), s.to(), s.flags(), s.result());
  }

  private Tuple send(Signal.Send s) {
    Address to = s.to();
    if (to instanceof ProcessName) {
      return tuple(REG_SEND, s.from(), UNUSED, ((ProcessName) to).name());
    } else if (to instanceof Ref) {
      return tuple(ALIAS_SEND, s.from(), to);
    }
    return sender && s.from() != null ? tuple(SEND_SENDER, s.from(), to) : tuple(SEND, UNUSED, to);
  }

  /** What follows the control message; {@link #NO_PAYLOAD} when nothing does. */
  Object payload(Signal signal) {
    if (signal instanceof Signal.Send) {
      return ((Signal.Send) signal).message();
    } else if (signal instanceof Signal.SpawnRequest) {
      return ((Signal.SpawnRequest) signal).arguments();
    } else if (!payloadExits) {
      return NO_PAYLOAD;
    } else if (signal instanceof Signal.MonitorDown) {
      return ((Signal.MonitorDown) signal).reason();
    } else if (signal instanceof Signal.Exit) {
      return ((Signal.Exit) signal).reason();
    } else if (signal instanceof Signal.Exit2) {
      return ((Signal.Exit2) signal).reason();
    }
    return NO_PAYLOAD;
  }

  private static Tuple tuple(int operation, Object a, Object b) {
    return Tuple.of(OPERATIONS[operation], a, b);
  }

  private static Tuple tuple(int operation, Object a, Object b, Object c) {
    return Tuple.of(OPERATIONS[operation], a, b, c);
  }

  private static Tuple tuple(int operation, Object a, Object b, Object c, Object d) {
    return Tuple.of(OPERATIONS[operation], a, b, c, d);
  }

  private static Tuple tuple(int operation, Object a, Object b, Object c, Object d, Object e) {
    return Tuple.of(OPERATIONS[operation], a, b, c, d, e);
  }

  private static Object target(Address target) {
    return target instanceof ProcessName ? ((ProcessName) target).name() : target;
  }

  /** True when a control message with this operation is followed by a payload. */
  static boolean hasPayload(Object control) {
    switch (operation(control)) {
      case SEND:
      case REG_SEND:
      case SEND_TT:
      case REG_SEND_TT:
      case SEND_SENDER:
      case SEND_SENDER_TT:
      case PAYLOAD_EXIT:
      case PAYLOAD_EXIT_TT:
      case PAYLOAD_EXIT2:
      case PAYLOAD_EXIT2_TT:
      case PAYLOAD_MONITOR_P_EXIT:
      case SPAWN_REQUEST:
      case SPAWN_REQUEST_TT:
      case ALIAS_SEND:
      case ALIAS_SEND_TT:
      case ALTACT_SIG_SEND:
        return true;
      default:
        return false;
    }
  }

  private static int operation(Object control) {
    if (control instanceof Tuple && ((Tuple) control).size() > 0) {
      Object operation = ((Tuple) control).get(0);
      if (operation instanceof Long && (Long) operation > 0 && (Long) operation < 100) {
        return ((Long) operation).intValue();
      }
    }
    throw malformed(control);
  }

  private static MalformedSignal malformed(Object control) {
    return new MalformedSignal(
        "a control message that has no meaning: " + TermPrinter.print(control, 200));
  }

  /**
   * The signal of a control message and its payload.
   *
   * @throws MalformedSignal when it has no meaning
   */
  static Signal read(Object control, Object payload) {
    int operation = operation(control);
    Tuple tuple = (Tuple) control;
    try {
      return read(operation, tuple, payload);
    } catch (ClassCastException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw malformed(control);
    }
  }

  private static Signal read(int operation, Tuple t, Object payload) {
    switch (operation) {
      case SEND:
      case SEND_TT:
        return new Signal.Send(null, pid(t, 2), payload);
      case SEND_SENDER:
      case SEND_SENDER_TT:
        return new Signal.Send(pid(t, 1), pid(t, 2), payload);
      case REG_SEND:
      case REG_SEND_TT:
        return new Signal.Send(pid(t, 1), name(t.get(3)), payload);
      case ALIAS_SEND:
      case ALIAS_SEND_TT:
        return new Signal.Send(pid(t, 1), (Ref) t.get(2), payload);
      case ALTACT_SIG_SEND:
        return alternative(t, payload);
      case LINK:
        return new Signal.Link(pid(t, 1), pid(t, 2));
      case UNLINK:
        return new Signal.Unlink(null, pid(t, 1), pid(t, 2));
      case UNLINK_ID:
        return new Signal.Unlink((Long) t.get(1), pid(t, 2), pid(t, 3));
      case UNLINK_ID_ACK:
        return new Signal.UnlinkAck((Long) t.get(1), pid(t, 2), pid(t, 3));
      case EXIT:
        return new Signal.Exit(pid(t, 1), pid(t, 2), t.get(3));
      case EXIT_TT:
        return new Signal.Exit(pid(t, 1), pid(t, 2), t.get(4));
      case PAYLOAD_EXIT:
      case PAYLOAD_EXIT_TT:
        return new Signal.Exit(pid(t, 1), pid(t, 2), payload);
      case EXIT2:
        return new Signal.Exit2(pid(t, 1), pid(t, 2), t.get(3));
      case EXIT2_TT:
        return new Signal.Exit2(pid(t, 1), pid(t, 2), t.get(4));
      case PAYLOAD_EXIT2:
      case PAYLOAD_EXIT2_TT:
        return new Signal.Exit2(pid(t, 1), pid(t, 2), payload);
      case MONITOR_P:
        return new Signal.Monitor(pid(t, 1), target(t.get(2)), (Ref) t.get(3));
      case DEMONITOR_P:
        return new Signal.Demonitor(pid(t, 1), target(t.get(2)), (Ref) t.get(3));
      case MONITOR_P_EXIT:
        return new Signal.MonitorDown(target(t.get(1)), pid(t, 2), (Ref) t.get(3), t.get(4));
      case PAYLOAD_MONITOR_P_EXIT:
        return new Signal.MonitorDown(target(t.get(1)), pid(t, 2), (Ref) t.get(3), payload);
      case GROUP_LEADER:
        return new Signal.GroupLeader(pid(t, 1), pid(t, 2));
      case SPAWN_REQUEST:
      case SPAWN_REQUEST_TT:
        return spawnRequest(t, payload);
      case SPAWN_REPLY:
      case SPAWN_REPLY_TT:
        return new Signal.SpawnReply(
            (Ref) t.get(1), pid(t, 2), ((Long) t.get(3)).intValue(), t.get(4));
      default:
        throw malformed(t);
    }
  }

  private static Signal alternative(Tuple t, Object payload) {
    Pid from = pid(t, 2);
    if (((Long) t.get(1) & ALTACT_EXIT) != 0) {
      return new Signal.Exit2(from, pid(t, 3), payload);
    }
    Object to = t.get(3);
    return new Signal.Send(from, to instanceof Ref ? (Ref) to : target(to), payload);
  }

  @SuppressWarnings("unchecked")
  private static Signal spawnRequest(Tuple t, Object payload) {
    Tuple function = (Tuple) t.get(4);
    return new Signal.SpawnRequest(
        (Ref) t.get(1),
        pid(t, 2),
        pid(t, 3),
        (Atom) function.get(0),
        (Atom) function.get(1),
        ((Long) function.get(2)).intValue(),
        (List<Object>) t.get(5),
        (List<Object>) payload);
  }

  private static Pid pid(Tuple t, int index) {
    return (Pid) t.get(index);
  }

  private static Address target(Object target) {
    return target instanceof Pid ? (Pid) target : name(target);
  }

  private static ProcessName name(Object name) {
    // The atoms true and false are read as booleans.
    Atom atom = name instanceof Boolean ? Atom.of((Boolean) name) : (Atom) name;
    return new ProcessName(atom, null);
  }
}
