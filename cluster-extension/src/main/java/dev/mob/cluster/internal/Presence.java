package dev.mob.cluster.internal;

import dev.mob.cluster.NotConnected;
import dev.mob.process.Atom;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether this node can be reached: opens its {@link Transport} on a thread of its own, closes it,
 * and opens it again.
 *
 * <pre>
 *            open()                     it listens
 *   AWAY  ------------>  OPENING  ---------------------->  OPEN
 *    ^                      |  fails; open() tries again     |
 *    +----------------------+--------------------------------+
 *                          leave()
 * </pre>
 *
 * Safe for any thread.
 */
final class Presence {
  private static final int LEAVE_SECONDS = 15;

  private final Atom name;
  private final Callable<Transport> opener;

  // Guarded by this.
  private Attempt attempt;

  /** One try to open it, and its outcome. */
  private static final class Attempt {
    final CompletableFuture<Transport> outcome = new CompletableFuture<>();
    Thread thread;

    /** Ends the try if it is still under way; the transport if there is one. */
    Transport settled() {
      if (!outcome.isDone()) {
        thread.interrupt();
      }
      try {
        return outcome.get(LEAVE_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException neverOpen) {
        return null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (TimeoutException stuck) {
        // Closed below, whenever it comes.
      }
      outcome.thenAccept(Transport::close);
      return null;
    }
  }

  /**
   * @param opener opens a transport; may block
   */
  Presence(Atom name, Callable<Transport> opener) {
    this.name = name;
    this.opener = opener;
  }

  /** Opens it, unless it is open or about to be. Never blocks. */
  CompletableFuture<Void> open() {
    Attempt begun;
    synchronized (this) {
      if (attempt == null || attempt.outcome.isCompletedExceptionally()) {
        attempt = new Attempt();
        Attempt mine = attempt;
        mine.thread = new Thread(() -> run(mine), "mob-cluster-open");
        mine.thread.setDaemon(true);
        mine.thread.start();
      }
      begun = attempt;
    }
    return begun.outcome.thenAccept(open -> {});
  }

  private void run(Attempt mine) {
    try {
      mine.outcome.complete(opener.call());
    } catch (Throwable e) {
      mine.outcome.completeExceptionally(e);
    }
  }

  /** How the last try to open it went, or goes; fails while nobody has tried. */
  CompletableFuture<Void> opened() {
    return transport().thenAccept(open -> {});
  }

  private synchronized CompletableFuture<Transport> transport() {
    if (attempt != null) {
      return attempt.outcome;
    }
    CompletableFuture<Transport> away = new CompletableFuture<>();
    away.completeExceptionally(new NotConnected(name, "this node has left the cluster", null));
    return away;
  }

  /** Connects to another node, once this one is open. */
  void dial(Peer peer) {
    transport()
        .whenComplete(
            (open, failure) -> {
              if (open != null) {
                open.dial(peer);
              } else {
                peer.failed(null, cause(failure));
              }
            });
  }

  private static Exception cause(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof Exception ? (Exception) cause : new IOException(cause);
  }

  /** The port that it listens on; 0 while it does not. */
  int port() {
    CompletableFuture<Transport> outcome = transport();
    return outcome.isCompletedExceptionally() || !outcome.isDone() ? 0 : outcome.join().port();
  }

  /**
   * Lets nobody in any more, then does what is given, then closes all. Blocks. {@link #open} opens
   * it again.
   */
  void leave(Runnable goodbye) {
    Attempt ended;
    synchronized (this) {
      ended = attempt;
      attempt = null;
    }
    Transport transport = ended == null ? null : ended.settled();
    if (transport != null) {
      transport.stopListening();
    }
    goodbye.run();
    if (transport != null) {
      transport.close();
    }
  }
}
