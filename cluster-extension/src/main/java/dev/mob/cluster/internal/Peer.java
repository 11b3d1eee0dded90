package dev.mob.cluster.internal;

import dev.mob.cluster.NotConnected;
import dev.mob.cluster.handshake.Handshake;
import dev.mob.cluster.handshake.HandshakeFailed;
import dev.mob.cluster.link.Signal;
import dev.mob.process.Atom;
import dev.mob.process.ProcessName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another node, connected or not.
 *
 * <pre>
 *              send, connect                 handshake ends well
 *   IDLE  ------------------->  CONNECTING  --------------------->  UP
 *    ^                              |                               |
 *    |   fails; what waited is lost |             link is lost      |
 *    +------------------------------+-------------------------------+
 * </pre>
 *
 * From IDLE, and from CONNECTING, the other node's own connection leads to UP too. While
 * CONNECTING, signals wait in order; UP, they go straight to the connection. After a failure
 * signals are lost at once for a while that doubles from a tenth of a second to half a minute;
 * {@code connect} does not mind it.
 */
final class Peer {
  private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
  private static final int MAX_WAITING = 100_000;
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int MAX_DOUBLINGS = 8;

  private final Atom name;
  private final Peers peers;

  /** Held while a connection comes up or ends, with all that is told of it. */
  private final Object turn = new Object();

  private volatile Connection up;

  // Guarded by this.
  private Attempt attempt;
  private int failures;
  private long pauseUntil;

  /** One try of ours to connect, and what waits for it. */
  private static final class Attempt {
    final List<Signal> waiting = new ArrayList<>();
    final CompletableFuture<Void> outcome = new CompletableFuture<>();
    Handshake handshake;
  }

  Peer(Atom name, Peers peers) {
    this.name = name;
    this.peers = peers;
  }

  Atom name() {
    return name;
  }

  /** Stands for the node as a whole where an address of it is asked for. */
  ProcessName address() {
    return new ProcessName(name, name);
  }

  /** The connection; {@code null} when there is none. */
  Connection connection() {
    return up;
  }

  /** Sends a signal, connecting first if need be. */
  void send(Signal signal) {
    Connection now = up;
    if (now != null && now.send(signal)) {
      return;
    }
    boolean begin = false;
    synchronized (this) {
      if (up != null && up != now && up.send(signal)) {
        return;
      }
      if (attempt == null && System.nanoTime() - pauseUntil >= 0) {
        attempt = new Attempt();
        begin = true;
      }
      if (attempt != null && attempt.waiting.size() < MAX_WAITING) {
        attempt.waiting.add(signal);
        signal = null;
      }
    }
    if (signal != null) {
      peers.lost(signal);
    }
    if (begin) {
      peers.dial(this);
    }
  }

  /**
   * Sends a signal if there is a connection; what tells of an end needs none where there is none.
   */
  void sendIfConnected(Signal signal) {
    Connection now = up;
    if (now != null) {
      now.send(signal);
    }
  }

  /** Sends a signal where a connection is there or on its way; elsewhere it is lost. */
  void sendIfUnderWay(Signal signal) {
    Connection now = up;
    if (now == null) {
      synchronized (this) {
        now = up;
        if (now == null && attempt != null && attempt.waiting.size() < MAX_WAITING) {
          attempt.waiting.add(signal);
          return;
        }
      }
    }
    if (now == null || !now.send(signal)) {
      peers.lost(signal);
    }
  }

  /** Connects, unless there is a connection. */
  CompletableFuture<Void> connect() {
    CompletableFuture<Void> outcome;
    synchronized (this) {
      if (up != null) {
        return CompletableFuture.completedFuture(null);
      }
      if (attempt != null) {
        return attempt.outcome;
      }
      attempt = new Attempt();
      outcome = attempt.outcome;
    }
    peers.dial(this);
    return outcome;
  }

  /** The socket is there: this handshake is what the attempt waits for now. */
  synchronized boolean began(Handshake handshake) {
    if (attempt == null) {
      return false;
    }
    attempt.handshake = handshake;
    return true;
  }

  synchronized boolean isConnecting() {
    return attempt != null;
  }

  /** True while the attempt waits for this handshake of ours. */
  synchronized boolean wants(Handshake handshake) {
    return attempt != null && attempt.handshake == handshake;
  }

  /**
   * Does something while no connection of this node comes up or ends. Two connections in a row may
   * be of two event loops; all that is told of the first one's end has to come before what is told
   * of the second, and before what comes over it. Otherwise a node that is up again is taken for
   * down. Others wait meanwhile, for as long as it takes to hand over some messages.
   */
  void inTurn(Runnable action) {
    synchronized (turn) {
      action.run();
    }
  }

  /** A handshake has ended well; false when its connection is not wanted any more. */
  boolean connected(Connection connection, Handshake handshake) {
    Attempt ended;
    synchronized (turn) {
      synchronized (this) {
        if (handshake.isInitiator() && !wants(handshake)) {
          return false;
        }
      }
      Connection old = up;
      if (old != null) {
        old.abandon("the node has connected anew");
      }
      ended = begin(connection);
      LOG.info("connected to {}{}", name.name(), connection.isHidden() ? ", a hidden node" : "");
      peers.tellUp(connection);
    }
    if (ended != null) {
      ended.outcome.complete(null);
    }
    return true;
  }

  /** The connection is the one from now on; returns the attempt that this ends, if there is one. */
  private synchronized Attempt begin(Connection connection) {
    up = connection;
    Attempt ended = attempt;
    attempt = null;
    failures = 0;
    pauseUntil = System.nanoTime();
    if (ended != null) {
      for (Signal signal : ended.waiting) {
        connection.send(signal);
      }
    }
    return ended;
  }

  /** Our attempt has failed; with another handshake than the attempt's it is none of ours. */
  void failed(Handshake handshake, Exception cause) {
    Attempt ended;
    synchronized (this) {
      if (attempt == null || attempt.handshake != handshake) {
        return;
      }
      if (isOtherConnection(cause)) {
        // The other node keeps the connection that it began: wait for that one instead.
        attempt.handshake = null;
        Attempt waiting = attempt;
        peers.afterHandshakeTime(() -> giveUp(waiting, cause));
        return;
      }
      ended = attempt;
    }
    giveUp(ended, cause);
  }

  private static boolean isOtherConnection(Exception cause) {
    return cause instanceof HandshakeFailed
        && ((HandshakeFailed) cause).reason() == HandshakeFailed.Reason.OTHER_CONNECTION;
  }

  private void giveUp(Attempt ended, Exception cause) {
    synchronized (this) {
      if (attempt != ended) {
        return;
      }
      attempt = null;
      pauseUntil = System.nanoTime() + (FIRST_PAUSE_NANOS << Math.min(failures, MAX_DOUBLINGS));
      failures++;
    }
    LOG.info("cannot connect to {}: {}", name.name(), cause.getMessage());
    for (Signal signal : ended.waiting) {
      peers.lost(signal);
    }
    ended.outcome.completeExceptionally(new NotConnected(name, cause.getMessage(), cause));
  }

  synchronized void disconnected(Connection connection) {
    if (up == connection) {
      up = null;
    }
  }

  void tellDown(Connection connection, String reason) {
    LOG.info("the connection to {} has ended: {}", name.name(), reason);
    peers.tellDown(connection, reason);
  }

  /** The next signal connects at once, whatever has failed before. */
  synchronized void forgetFailures() {
    failures = 0;
    pauseUntil = System.nanoTime();
  }

  synchronized boolean isIdle() {
    return up == null && attempt == null && System.nanoTime() - pauseUntil >= 0;
  }
}
