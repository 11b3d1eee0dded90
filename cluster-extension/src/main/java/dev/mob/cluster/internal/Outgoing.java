package dev.mob.cluster.internal;

import dev.mob.cluster.link.Signal;
import dev.mob.cluster.term.ImproperList;
import dev.mob.process.Address;
import dev.mob.process.Atom;
import dev.mob.process.Distribution;
import dev.mob.process.DistributionPort;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.Ref;
import dev.mob.process.Registry;
import dev.mob.process.Tuple;
import java.util.function.Predicate;

/** The runtime's way out: turns what processes do into signals for the right node. */
final class Outgoing implements Distribution {
  private static final Atom GEN_CALL = Atom.of("$gen_call");
  private static final Atom ALIAS = Atom.of("alias");

  private final Peers peers;
  private final DistributionPort port;
  private final Predicate<Pid> reacting;

  /**
   * @param reacting which processes only react to nodes that come and go: their monitors connect to
   *     none
   */
  Outgoing(Peers peers, DistributionPort port, Predicate<Pid> reacting) {
    this.peers = peers;
    this.port = port;
    this.reacting = reacting;
  }

  @Override
  public void send(Pid from, Address to, Object message) {
    Address target = resolve(to);
    if (target != null) {
      Pid sender = from == null ? port.systemProcess() : from;
      peer(target).send(new Signal.Send(sender, target, message));
    }
  }

  @Override
  public void link(Pid from, Pid to) {
    peer(to).send(new Signal.Link(from, to));
  }

  @Override
  public void unlink(Pid from, Pid to) {
    peer(to).sendIfConnected(new Signal.Unlink(null, from, to));
  }

  @Override
  public void monitor(Pid from, Address to, Ref monitor) {
    Address target = resolve(to);
    if (target == null) {
      port.monitorDown(monitor, ExitReason.NOPROC);
    } else if (reacting.test(from)) {
      peer(target).sendIfUnderWay(new Signal.Monitor(from, target, monitor));
    } else {
      peer(target).send(new Signal.Monitor(from, target, monitor));
    }
  }

  @Override
  public void demonitor(Pid from, Address to, Ref monitor) {
    Address target = resolve(to);
    if (target != null) {
      peer(target).sendIfUnderWay(new Signal.Demonitor(from, target, monitor));
    }
  }

  @Override
  public void exit(Pid from, Pid to, ExitReason reason) {
    peer(to).send(new Signal.Exit2(from, to, reason.term()));
  }

  @Override
  public void linkExit(Pid from, Pid to, ExitReason reason) {
    peer(to).sendIfConnected(new Signal.Exit(from, to, reason.term()));
  }

  @Override
  public void down(Pid from, Address target, Pid watcher, Ref monitor, ExitReason reason) {
    peer(watcher).sendIfConnected(new Signal.MonitorDown(target, watcher, monitor, reason.term()));
  }

  @Override
  public void call(Pid from, Address to, Ref tag, Object request) {
    Address target = resolve(to);
    if (target == null) {
      port.monitorDown(tag, ExitReason.NOPROC);
      return;
    }
    Peer peer = peer(target);
    peer.send(new Signal.Monitor(from, target, tag));
    Tuple caller = Tuple.of(from, ImproperList.of(ALIAS, tag));
    peer.send(new Signal.Send(from, target, Tuple.of(GEN_CALL, caller, request)));
  }

  @Override
  public void reply(Pid caller, Object tag, Object reply) {
    Ref alias = aliasOf(tag);
    Address to = alias == null ? caller : alias;
    peer(caller).sendIfConnected(new Signal.Send(port.systemProcess(), to, Tuple.of(tag, reply)));
  }

  /**
   * The alias in the tag of a call: {@code [alias | Ref]}, or {@code [[alias | Ref] | Node]} as
   * {@code multi_call} has it since OTP 26.
   */
  private static Ref aliasOf(Object tag) {
    if (!(tag instanceof ImproperList)) {
      return null;
    }
    ImproperList list = (ImproperList) tag;
    if (list.hasHead(ALIAS) && list.tail() instanceof Ref) {
      return (Ref) list.tail();
    }
    return list.heads().size() == 1 ? aliasOf(list.heads().get(0)) : null;
  }

  /** What the other node is told: a key in a registry is looked up here. */
  private static Address resolve(Address to) {
    if (to instanceof Registry.Via) {
      Registry.Via via = (Registry.Via) to;
      return via.registry().whereis(via.key());
    }
    return to;
  }

  private Peer peer(Address to) {
    if (to instanceof Pid) {
      return peers.peer(((Pid) to).node());
    }
    return peers.peer(to instanceof Ref ? ((Ref) to).node() : ((ProcessName) to).node());
  }
}
