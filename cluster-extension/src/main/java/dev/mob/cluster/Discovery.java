package dev.mob.cluster;

import dev.mob.process.Atom;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Finds where a node listens: by EPMD, by a fixed port, on the local network. */
@FunctionalInterface
public interface Discovery {

  /**
   * Where this node listens; completes with {@code null} when this discovery does not know it, so
   * that the next one is asked. Never blocks.
   */
  CompletableFuture<InetSocketAddress> find(Atom node);

  /** Every node listens on this port of its host: no EPMD is needed. */
  static Discovery fixedPort(int port) {
    return node -> {
      String host = node.name().substring(node.name().indexOf('@') + 1);
      return CompletableFuture.completedFuture(InetSocketAddress.createUnresolved(host, port));
    };
  }
}
