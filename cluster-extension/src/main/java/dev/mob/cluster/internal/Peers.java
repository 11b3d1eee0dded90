package dev.mob.cluster.internal;

import dev.mob.cluster.ClusterOptions;
import dev.mob.cluster.handshake.Admission;
import dev.mob.cluster.handshake.Handshake;
import dev.mob.cluster.handshake.HandshakeFailed;
import dev.mob.cluster.handshake.LocalNode;
import dev.mob.cluster.link.HandshakeEvents;
import dev.mob.cluster.link.Link;
import dev.mob.cluster.link.Occasional;
import dev.mob.cluster.link.Signal;
import dev.mob.cluster.term.PidFactory;
import dev.mob.cluster.term.RemotePid;
import dev.mob.cluster.term.TermCodecs;
import dev.mob.cluster.term.TermDecoder;
import dev.mob.cluster.term.TermEncoder;
import dev.mob.process.Atom;
import dev.mob.process.DistributionPort;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import io.netty.channel.Channel;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All other nodes that this one knows; decides who comes in, as OTP's {@code net_kernel} does. */
final class Peers implements Admission, HandshakeEvents {
  private static final Logger LOG = LoggerFactory.getLogger(Peers.class);

  /** From here on nodes that are not connected are forgotten. */
  private static final int MANY = 4_096;

  private final Occasional warnings = new Occasional(LOG);
  private final SecureRandom random = new SecureRandom();
  private final Identity identity;
  private final ClusterOptions options;
  private final DistributionPort port;
  private final Functions functions;
  private final ScheduledExecutorService timer;
  private final Supplier<TermCodecs> codecs;
  private final TermEncoder encoder;
  private final Map<Atom, Peer> peers = new ConcurrentHashMap<>();
  private final AtomicInteger openHandshakes = new AtomicInteger();
  private final CopyOnWriteArrayList<NodeWatcher> watchers = new CopyOnWriteArrayList<>();
  private volatile Consumer<Peer> dialer;
  private final Object ends = new Object();
  private volatile boolean closed;

  /** Who is told of nodes that come and go; called on event loops. */
  interface NodeWatcher {
    void up(Connection connection);

    default void down(Connection connection, String reason) {}
  }

  Peers(
      Identity identity,
      ClusterOptions options,
      DistributionPort port,
      Functions functions,
      Supplier<TermCodecs> codecs,
      ScheduledExecutorService timer) {
    this.identity = identity;
    this.options = options;
    this.port = port;
    this.functions = functions;
    this.timer = timer;
    this.codecs = codecs;
    this.encoder = new TermEncoder(codecs);
  }

  /** Who connects to other nodes. */
  void dialWith(Consumer<Peer> newDialer) {
    dialer = newDialer;
  }

  void dial(Peer peer) {
    dialer.accept(peer);
  }

  void watch(NodeWatcher watcher) {
    watchers.add(watcher);
  }

  /** Where others cause warnings. */
  Occasional warnings() {
    return warnings;
  }

  LocalNode self() {
    return identity.now();
  }

  Peer peer(Atom node) {
    Peer peer = peers.get(node);
    if (peer != null) {
      return peer;
    }
    if (peers.size() >= MANY) {
      peers.values().removeIf(Peer::isIdle);
    }
    return peers.computeIfAbsent(node, name -> new Peer(name, this));
  }

  /** The node if it is known; {@code null} otherwise. */
  Peer known(Atom node) {
    return peers.get(node);
  }

  Collection<Peer> all() {
    return peers.values();
  }

  /** A signal will not reach its node. */
  void lost(Signal signal) {
    if (signal instanceof Signal.Monitor) {
      port.monitorDown(((Signal.Monitor) signal).ref(), ExitReason.NOCONNECTION);
    } else if (signal instanceof Signal.Link) {
      Signal.Link link = (Signal.Link) signal;
      port.linkExit(link.to(), link.from(), ExitReason.NOCONNECTION);
    } else if (signal instanceof Signal.SpawnRequest) {
      functions.failed(((Signal.SpawnRequest) signal).id(), ExitReason.NOCONNECTION.term());
    }
  }

  void afterHandshakeTime(Runnable action) {
    timer.schedule(action, options.handshakeTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  void tellUp(Connection connection) {
    for (NodeWatcher watcher : watchers) {
      watcher.up(connection);
    }
  }

  void tellDown(Connection connection, String reason) {
    for (NodeWatcher watcher : watchers) {
      watcher.down(connection, reason);
    }
    synchronized (ends) {
      ends.notifyAll();
    }
  }

  // Who comes in.

  /** Someone has connected; false when too many are in their handshake already. */
  boolean opens() {
    if (closed || openHandshakes.incrementAndGet() > options.openHandshakes()) {
      openHandshakes.decrementAndGet();
      return false;
    }
    return true;
  }

  @Override
  public Verdict arrived(Atom node, Handshake handshake) {
    if (closed || node.equals(self().name())) {
      return Verdict.NOT_ALLOWED;
    }
    Peer peer = peer(node);
    if (peer.connection() != null) {
      return Verdict.ALIVE;
    }
    if (!peer.isConnecting()) {
      return Verdict.OK;
    }
    // Both connect at once: the connection of the node with the greater name is kept.
    return self().name().compareTo(node) > 0 ? Verdict.NOK : Verdict.OK_SIMULTANEOUS;
  }

  @Override
  public void replace(Atom node, Handshake handshake) {
    // Done once the cookie is proved, in Peer.connected.
  }

  @Override
  public LocalNode nameFor(Atom host) {
    // As OTP names them, so that they do not meet: 60 random bits in base 36.
    String name = Long.toString(random.nextLong() >>> 4, 36).toUpperCase(Locale.ROOT);
    return new LocalNode(
        Atom.of(name + "@" + host.name()), 0, random.nextInt(Integer.MAX_VALUE - 4) + 4);
  }

  @Override
  public boolean isWanted(Atom node, Handshake handshake) {
    return peer(node).wants(handshake);
  }

  @Override
  public Link succeeded(Handshake handshake, Channel channel) {
    if (!handshake.isInitiator()) {
      openHandshakes.decrementAndGet();
    }
    if (closed) {
      return null;
    }
    Peer peer = peer(handshake.peerName());
    LocalNode self = handshake.self();
    if (!identity.isCalled(self, peer.name())) {
      peer.failed(
          handshake, new IOException("another node has named this one meanwhile; try again"));
      return null;
    }
    Connection connection = new Connection(port, functions, peer);
    TermDecoder decoder = new TermDecoder(options.limits().terms(), pids(self), codecs);
    Link link =
        new Link(channel, self, handshake.peer(), options.limits(), encoder, decoder, connection);
    connection.over(link);
    return peer.connected(connection, handshake) ? link : null;
  }

  @Override
  public void failed(Handshake handshake, Channel channel, HandshakeFailed cause) {
    if (handshake.isInitiator()) {
      peer(handshake.peerName()).failed(handshake, cause);
      return;
    }
    openHandshakes.decrementAndGet();
    warnings.warn(
        "refused {} at {}: {}",
        handshake.peerName() == null ? "a connection" : handshake.peerName().name(),
        channel.remoteAddress(),
        cause.getMessage());
  }

  /** Pids of this life of this node are local ones. */
  private PidFactory pids(LocalNode self) {
    Atom own = self.name();
    int creation = self.creation();
    return (node, id, serial, pidCreation) -> {
      if (pidCreation == creation && node.equals(own)) {
        Pid local = port.local(id, serial, creation);
        if (local != null) {
          return local;
        }
      }
      return new RemotePid(node, id, serial, pidCreation);
    };
  }

  /** Lets others in again, after {@link #dismiss}. */
  void welcome() {
    closed = false;
    peers.values().forEach(Peer::forgetFailures);
  }

  /** Lets nobody in any more and ends all connections, once what was sent has gone. */
  void dismiss() {
    closed = true;
    endAll("this node leaves");
  }

  /** Ends all connections, once what was sent has gone. */
  void endAll(String reason) {
    for (Peer peer : peers.values()) {
      Connection connection = peer.connection();
      if (connection != null) {
        connection.link().finish(reason);
      }
    }
  }

  /** Waits until all connections have ended, or the time has passed. */
  void awaitEmpty(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    synchronized (ends) {
      long left = time.toMillis();
      try {
        while (connected() > 0 && left > 0) {
          ends.wait(left);
          left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private long connected() {
    return peers.values().stream().filter(peer -> peer.connection() != null).count();
  }

  boolean isClosed() {
    return closed;
  }
}
