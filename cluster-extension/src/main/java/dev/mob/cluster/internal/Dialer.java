package dev.mob.cluster.internal;

import dev.mob.cluster.ClusterOptions;
import dev.mob.cluster.Discovery;
import dev.mob.cluster.handshake.Handshake;
import dev.mob.cluster.link.HandshakeHandler;
import dev.mob.cluster.link.PromptChannel;
import dev.mob.process.Atom;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;

/** Connects to other nodes: finds out where they listen, opens a socket, begins the handshake. */
final class Dialer {
  private final Peers peers;
  private final ClusterOptions options;
  private final List<Discovery> discoveries;
  private final EventLoopGroup loops;
  private final Executor waiting;
  private final IntSupplier challenges;

  /**
   * @param waiting runs what may block
   */
  Dialer(
      Peers peers,
      ClusterOptions options,
      List<Discovery> discoveries,
      EventLoopGroup loops,
      Executor waiting,
      IntSupplier challenges) {
    this.peers = peers;
    this.options = options;
    this.discoveries = discoveries;
    this.loops = loops;
    this.waiting = waiting;
    this.challenges = challenges;
  }

  void dial(Peer peer) {
    String name = peer.name().name();
    int at = name.indexOf('@');
    if (at < 1 || at == name.length() - 1) {
      fail(peer, new IOException("'" + name + "' is no node name; write name@host"));
    } else if (peers.isClosed()) {
      fail(peer, new IOException("this node has left the cluster"));
    } else if (peer.name().equals(peers.self().name())) {
      fail(peer, new IOException("it is this node itself, in another life"));
    } else {
      find(peer, peer.name(), 0);
    }
  }

  private void find(Peer peer, Atom node, int next) {
    if (next == discoveries.size()) {
      fail(peer, new IOException("no such node is known: neither EPMD nor discovery has it"));
      return;
    }
    CompletableFuture<InetSocketAddress> found;
    try {
      found = discoveries.get(next).find(node);
    } catch (RuntimeException e) {
      fail(peer, e);
      return;
    }
    found.whenComplete(
        (address, failure) -> {
          if (address != null) {
            resolved(address).whenComplete((to, unknown) -> connect(peer, to, unknown));
          } else if (failure == null || next + 1 < discoveries.size()) {
            find(peer, node, next + 1);
          } else {
            fail(peer, failure);
          }
        });
  }

  /** Names of hosts are looked up on a thread that may wait, not on an event loop. */
  private CompletableFuture<InetSocketAddress> resolved(InetSocketAddress address) {
    return address.isUnresolved()
        ? CompletableFuture.supplyAsync(
            () -> new InetSocketAddress(address.getHostString(), address.getPort()), waiting)
        : CompletableFuture.completedFuture(address);
  }

  private void connect(Peer peer, InetSocketAddress address, Throwable unknown) {
    if (unknown != null || address.isUnresolved()) {
      fail(peer, new IOException("its host has no address", unknown));
      return;
    }
    Handshake handshake =
        Handshake.initiate(peers.self(), peer.name(), options.cookie(), peers, challenges);
    if (!peer.began(handshake)) {
      return; // The other node has connected meanwhile.
    }
    ChannelFuture connected =
        new Bootstrap()
            .group(loops)
            .channelFactory(PromptChannel::new)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) options.handshakeTimeout().toMillis())
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    Sockets.connect(channel, options.tls(), address);
                  }
                })
            .connect(address);
    connected.addListener(
        done -> {
          if (done.isSuccess()) {
            connected
                .channel()
                .pipeline()
                .addLast(
                    new HandshakeHandler(
                        handshake,
                        Sockets.lengthBytes(options.tls()),
                        options.handshakeTimeout(),
                        peers));
          } else {
            peer.failed(handshake, cause(done.cause()));
          }
        });
  }

  private static void fail(Peer peer, Throwable cause) {
    peer.failed(null, cause(cause));
  }

  private static Exception cause(Throwable cause) {
    return cause instanceof Exception ? (Exception) cause : new IOException(cause);
  }
}
