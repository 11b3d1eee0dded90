package dev.mob.cluster.internal;

import dev.mob.cluster.link.Link;
import dev.mob.cluster.link.LinkEvents;
import dev.mob.cluster.link.Signal;
import dev.mob.cluster.term.ImproperList;
import dev.mob.cluster.term.TermPrinter;
import dev.mob.cluster.term.UnencodableTerm;
import dev.mob.process.Address;
import dev.mob.process.Atom;
import dev.mob.process.DistributionPort;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.Ref;
import dev.mob.process.Tuple;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link and what hangs on it: hands the signals that come to the runtime, notes the links and
 * monitors that go over it, and tells of their end when it is lost.
 */
final class Connection implements LinkEvents {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final Atom ALIAS = Atom.of("alias");

  private final DistributionPort port;
  private final Functions functions;
  private final Peer peer;
  private final Relations relations = new Relations();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Link link;

  Connection(DistributionPort port, Functions functions, Peer peer) {
    this.port = port;
    this.functions = functions;
    this.peer = peer;
  }

  /** Gives it its link, before anything is sent. */
  void over(Link newLink) {
    link = newLink;
  }

  Link link() {
    return link;
  }

  Peer peer() {
    return peer;
  }

  Relations relations() {
    return relations;
  }

  boolean isHidden() {
    return link.peer().isHidden();
  }

  // Out.

  /** Sends a signal; false when the link is closed and the signal still has to go somewhere. */
  boolean send(Signal signal) {
    Signal noted = note(signal);
    boolean sent = false;
    try {
      sent = link.send(noted);
    } catch (UnencodableTerm e) {
      forget(noted);
      unencodable(noted, e);
      return true;
    }
    // A relation that is gone already was told of by lost().
    return sent || !forget(noted);
  }

  /** Remembers what the loss of the connection would end. */
  private Signal note(Signal signal) {
    if (signal instanceof Signal.Monitor) {
      relations.watches(((Signal.Monitor) signal).ref(), ((Signal.Monitor) signal).target());
    } else if (signal instanceof Signal.Demonitor) {
      relations.endsWatch(((Signal.Demonitor) signal).ref());
    } else if (signal instanceof Signal.Link) {
      relations.link(((Signal.Link) signal).from(), ((Signal.Link) signal).to());
    } else if (signal instanceof Signal.Unlink) {
      Signal.Unlink unlink = (Signal.Unlink) signal;
      long id = relations.unlink(unlink.from(), unlink.to());
      return new Signal.Unlink(id, unlink.from(), unlink.to());
    } else if (signal instanceof Signal.Exit) {
      relations.linkGone(((Signal.Exit) signal).from(), ((Signal.Exit) signal).to());
    } else if (signal instanceof Signal.MonitorDown) {
      relations.noLongerWatched(((Signal.MonitorDown) signal).ref());
    } else if (signal instanceof Signal.SpawnRequest) {
      relations.watches(((Signal.SpawnRequest) signal).id(), peer.address());
    }
    return signal;
  }

  /** Undoes {@link #note}; false when somebody else has, and told of the end. */
  private boolean forget(Signal signal) {
    if (signal instanceof Signal.Monitor) {
      return relations.endsWatch(((Signal.Monitor) signal).ref());
    } else if (signal instanceof Signal.SpawnRequest) {
      return relations.endsWatch(((Signal.SpawnRequest) signal).id());
    } else if (signal instanceof Signal.Link) {
      return relations.exited(((Signal.Link) signal).from(), ((Signal.Link) signal).to());
    }
    return true;
  }

  private void unencodable(Signal signal, UnencodableTerm why) {
    LOG.warn("a signal to {} is dropped: {}", peer.name(), why.getMessage());
    if (signal instanceof Signal.SpawnRequest) {
      functions.failed(
          ((Signal.SpawnRequest) signal).id(), Tuple.of(Atom.of("badarg"), why.getMessage()));
    } else if (signal instanceof Signal.MonitorDown) {
      // The watcher must hear of the end, if not of the reason.
      Signal.MonitorDown down = (Signal.MonitorDown) signal;
      link.send(new Signal.MonitorDown(down.target(), down.to(), down.ref(), UNSAYABLE));
    } else if (signal instanceof Signal.Exit) {
      Signal.Exit exit = (Signal.Exit) signal;
      link.send(new Signal.Exit(exit.from(), exit.to(), UNSAYABLE));
    }
  }

  /** Stands for an exit reason that is no term. */
  private static final Object UNSAYABLE = Atom.of("reason_is_no_term");

  // In.

  @Override
  public void received(Link from, Signal signal) {
    if (ended.get()) {
      return;
    }
    if (signal instanceof Signal.Send) {
      deliver((Signal.Send) signal);
    } else if (signal instanceof Signal.Monitor) {
      Signal.Monitor monitor = (Signal.Monitor) signal;
      relations.isWatched(monitor.ref(), monitor.from(), monitor.target());
      port.monitor(monitor.from(), monitor.target(), monitor.ref());
    } else if (signal instanceof Signal.Demonitor) {
      Signal.Demonitor demonitor = (Signal.Demonitor) signal;
      Relations.Watcher watcher = relations.noLongerWatched(demonitor.ref());
      if (watcher != null) {
        port.demonitor(watcher.there(), watcher.here(), demonitor.ref());
      }
    } else if (signal instanceof Signal.MonitorDown) {
      down((Signal.MonitorDown) signal);
    } else if (signal instanceof Signal.Link) {
      Signal.Link link = (Signal.Link) signal;
      relations.link(link.to(), link.from());
      port.link(link.from(), link.to());
    } else if (signal instanceof Signal.Unlink) {
      unlink((Signal.Unlink) signal);
    } else if (signal instanceof Signal.UnlinkAck) {
      Signal.UnlinkAck ack = (Signal.UnlinkAck) signal;
      relations.unlinked(ack.to(), ack.from(), ack.id());
    } else if (signal instanceof Signal.Exit) {
      Signal.Exit exit = (Signal.Exit) signal;
      if (relations.exited(exit.to(), exit.from())) {
        port.linkExit(exit.from(), exit.to(), ExitReason.of(exit.reason()));
      }
    } else if (signal instanceof Signal.Exit2) {
      Signal.Exit2 exit = (Signal.Exit2) signal;
      port.exit(exit.from(), exit.to(), ExitReason.of(exit.reason()));
    } else if (signal instanceof Signal.SpawnRequest) {
      functions.requested((Signal.SpawnRequest) signal, this);
    } else if (signal instanceof Signal.SpawnReply) {
      Signal.SpawnReply reply = (Signal.SpawnReply) signal;
      if (!(reply.result() instanceof Pid) && relations.endsWatch(reply.id())) {
        functions.failed(reply.id(), reply.result());
      }
    } else {
      LOG.debug("{} from {} has no effect here", signal, peer.name());
    }
  }

  private void deliver(Signal.Send send) {
    Object message = send.message();
    Address to = send.to();
    if (message instanceof Tuple && ((Tuple) message).size() == 2 && isReply(to, (Tuple) message)) {
      return;
    }
    if (!port.deliver(to, message) && LOG.isDebugEnabled()) {
      LOG.debug(
          "nobody is at {} for a message from {}: {}",
          to,
          peer.name(),
          TermPrinter.print(message, 200));
    }
  }

  /** Hands over the reply to a call of this node: {@code {[alias | Ref], Reply}}. */
  private boolean isReply(Address to, Tuple message) {
    Object tag = message.get(0);
    if (tag instanceof ImproperList
        && ((ImproperList) tag).hasHead(ALIAS)
        && ((ImproperList) tag).tail() instanceof Ref) {
      Ref ref = (Ref) ((ImproperList) tag).tail();
      return port.reply(ref, message.get(1)) || to instanceof Ref;
    }
    return false;
  }

  private void down(Signal.MonitorDown down) {
    if (relations.endsWatch(down.ref()) && !functions.ended(down.ref(), down.reason())) {
      port.monitorDown(down.ref(), ExitReason.of(down.reason()));
    }
  }

  private void unlink(Signal.Unlink unlink) {
    relations.linkGone(unlink.to(), unlink.from());
    port.unlink(unlink.from(), unlink.to());
    if (unlink.id() != null) {
      link.send(new Signal.UnlinkAck(unlink.id(), unlink.to(), unlink.from()));
    }
  }

  // The end.

  @Override
  public void closed(Link closedLink, String reason) {
    lost(reason);
  }

  /** Gives the connection up at once, without waiting for its socket. */
  void abandon(String reason) {
    link.close(reason);
    lost(reason);
  }

  private void lost(String reason) {
    peer.inTurn(
        () -> {
          if (ended.compareAndSet(false, true)) {
            tellOfTheEnd(reason);
          }
        });
  }

  private void tellOfTheEnd(String reason) {
    peer.disconnected(this);
    for (Ref monitor : relations.watched().keySet()) {
      if (relations.endsWatch(monitor)
          && !functions.failed(monitor, ExitReason.NOCONNECTION.term())) {
        port.monitorDown(monitor, ExitReason.NOCONNECTION);
      }
    }
    for (Relations.Pair pair : relations.takeLinks()) {
      port.linkExit(pair.there(), pair.here(), ExitReason.NOCONNECTION);
    }
    for (Ref monitor : relations.watchers().keySet()) {
      Relations.Watcher watcher = relations.noLongerWatched(monitor);
      if (watcher != null) {
        port.demonitor(watcher.there(), watcher.here(), monitor);
      }
    }
    peer.tellDown(this, reason);
  }
}
