package dev.mob.cluster;

import dev.mob.process.Atom;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * Has this node listen. When it cannot at its start the process ends: its supervisor tries again,
 * and when that gives up the extension has failed with that cause. When it cannot after it has left
 * for a while, as a phone's network may be away when the phone wakes, it goes on trying.
 */
final class Listening implements GenServer<Listening.State> {
  static final String NAME = "mob_cluster_listening";
  private static final Object LISTENS = Atom.of("listens");
  private static final Object AGAIN = Atom.of("again");
  private static final int MAX_DOUBLINGS = 5;

  private final ClusterNode node;
  private final Consumer<Integer> listens;
  private final Logger log;

  /** Why it does not listen. */
  private record Failed(Exception cause) {}

  /** The node is to come back, and to connect to these. */
  record ComeBack(Set<Atom> nodes) {}

  /**
   * What is to be done once it listens.
   *
   * @param returning whether it was reachable before
   */
  record State(boolean returning, Set<Atom> connect, int failures) {}

  /**
   * @param listens told the port each time that it listens; returns at once
   */
  Listening(ClusterNode node, Consumer<Integer> listens, Logger log) {
    this.node = node;
    this.listens = listens;
    this.log = log;
  }

  @Override
  public Init<State> init(Object argument, Self self) {
    open(self);
    return Init.ok(new State(false, Set.of(), 0));
  }

  private void open(Self self) {
    node.open()
        .whenComplete(
            (open, failure) -> {
              if (failure == null) {
                listens.accept(node.port());
              }
              self.runtime()
                  .send(self.pid(), failure == null ? LISTENS : new Failed(cause(failure)));
            });
  }

  @Override
  public Next<State> handleInfo(Object message, State state, Self self) throws Exception {
    if (message.equals(LISTENS)) {
      log.info("this node is {}, port {}", node.name().name(), node.port());
      state.connect().forEach(node::connect);
      return Next.noreply(new State(true, Set.of(), 0));
    }
    if (message instanceof ComeBack) {
      open(self);
      return Next.noreply(new State(true, ((ComeBack) message).nodes(), 0));
    }
    if (message instanceof Failed) {
      Exception cause = ((Failed) message).cause();
      if (!state.returning()) {
        throw cause;
      }
      Duration pause = Duration.ofSeconds(1L << Math.min(state.failures(), MAX_DOUBLINGS));
      log.warn("cannot come back, trying again in {}: {}", pause, cause.getMessage());
      self.sendAfter(pause, self.pid(), AGAIN);
      return Next.noreply(new State(true, state.connect(), state.failures() + 1));
    }
    if (message.equals(AGAIN)) {
      open(self);
    }
    return Next.keep();
  }

  /** Why this has failed, in words. */
  static String why(CompletableFuture<Void> failed) {
    try {
      failed.join();
      return "";
    } catch (CompletionException e) {
      return cause(e).getMessage();
    }
  }

  private static Exception cause(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof Exception ? (Exception) cause : new IOException(cause);
  }
}
