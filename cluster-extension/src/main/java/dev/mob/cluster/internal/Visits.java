package dev.mob.cluster.internal;

import dev.mob.cluster.Cluster;
import dev.mob.cluster.Visit;
import dev.mob.process.Atom;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts the visits to each node, and leaves with the last one. Safe for any thread. */
final class Visits {
  private final Cluster cluster;

  /** How many are there now, for nodes to which a visit has made the connection. */
  private final Map<Atom, Integer> visitors = new HashMap<>();

  Visits(Cluster cluster) {
    this.cluster = cluster;
  }

  CompletableFuture<Visit> begin(Atom node) {
    boolean counted;
    synchronized (visitors) {
      counted = visitors.containsKey(node) || !cluster.nodes(true).contains(node);
      if (counted) {
        visitors.merge(node, 1, Integer::sum);
      }
    }
    Visit visit = new Counted(node, counted);
    return cluster
        .connect(node)
        .handle(
            (connected, failure) -> {
              if (failure != null) {
                visit.close();
                throw new java.util.concurrent.CompletionException(
                    failure instanceof java.util.concurrent.CompletionException
                        ? failure.getCause()
                        : failure);
              }
              return visit;
            });
  }

  private final class Counted implements Visit {
    private final Atom node;
    private final AtomicBoolean open;

    Counted(Atom node, boolean counted) {
      this.node = node;
      this.open = new AtomicBoolean(counted);
    }

    @Override
    public Atom node() {
      return node;
    }

    @Override
    public void close() {
      if (!open.compareAndSet(true, false)) {
        return;
      }
      synchronized (visitors) {
        if (visitors.merge(node, -1, Integer::sum) > 0) {
          return;
        }
        visitors.remove(node);
      }
      cluster.disconnect(node);
    }
  }
}
