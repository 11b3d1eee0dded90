package dev.mob.cluster.internal;

import dev.mob.cluster.ClusterOptions;
import dev.mob.cluster.Discovery;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * A node's event loops and its socket, its entry in EPMD and its way to other nodes: all of Netty
 * that a node touches before it has a connection. Loading that takes longer than all the rest of a
 * node, so {@link Node} opens it beside the start. Whoever opens it closes it.
 */
final class Transport implements AutoCloseable {
  private static final int CLOSE_SECONDS = 5;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(
          Math.min(2, Runtime.getRuntime().availableProcessors()),
          new DefaultThreadFactory("mob-cluster", true),
          NioIoHandler.newFactory());
  private Door door;
  private Registrar registrar;
  private Dialer dialer;

  private Transport() {}

  /**
   * Listens and registers with EPMD, as the options say. Blocks until that is done.
   *
   * @throws IOException when the port or the name is taken, or EPMD does not answer; nothing is
   *     open then
   */
  static Transport open(
      ClusterOptions options, Peers peers, ScheduledExecutorService timer, IntSupplier challenges)
      throws IOException {
    Transport transport = new Transport();
    try {
      transport.begin(options, peers, timer, challenges);
      return transport;
    } catch (IOException | RuntimeException e) {
      transport.close();
      throw e;
    }
  }

  private void begin(
      ClusterOptions options, Peers peers, ScheduledExecutorService timer, IntSupplier challenges)
      throws IOException {
    List<Discovery> discoveries = new ArrayList<>(options.discoveries());
    if (options.usesEpmd()) {
      registrar = new Registrar(options, loops, timer);
      discoveries.add(registrar);
    }
    dialer = new Dialer(peers, options, discoveries, loops, timer, challenges);
    if (options.listening()) {
      door =
          Door.bind(
              options.listen(),
              loops,
              channel -> Door.welcome(channel, peers, options, challenges));
      if (registrar != null) {
        registrar.register(door.port());
      }
    }
  }

  void dial(Peer peer) {
    dialer.dial(peer);
  }

  /** The port that it listens on; 0 when it does not listen. */
  int port() {
    return door == null ? 0 : door.port();
  }

  /** Lets nobody in any more; connections that stand go on. */
  void stopListening() {
    if (door != null) {
      door.close();
    }
    if (registrar != null) {
      registrar.close();
    }
  }

  @Override
  public void close() {
    stopListening();
    loops
        .shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
