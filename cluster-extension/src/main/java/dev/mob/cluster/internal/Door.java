package dev.mob.cluster.internal;

import dev.mob.cluster.ClusterOptions;
import dev.mob.cluster.handshake.Handshake;
import dev.mob.cluster.link.HandshakeHandler;
import dev.mob.cluster.link.PromptChannel;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.IntSupplier;

/** Listens for other nodes and begins their handshakes, only so many at a time. */
final class Door {
  private final Channel listener;

  private Door(Channel listener) {
    this.listener = listener;
  }

  /**
   * Opens the socket; connections are taken from {@link #open} on.
   *
   * @throws IOException when the port is taken
   */
  static Door bind(
      InetSocketAddress address, EventLoopGroup loops, java.util.function.Consumer<Channel> guests)
      throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channelFactory(PromptChannel.Server::new)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    guests.accept(channel);
                  }
                });
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen for other nodes at "
              + address.getHostString()
              + ":"
              + address.getPort()
              + " ("
              + bound.cause().getMessage()
              + "); end what is there, or set listen.port to a free one, or to 0 for any",
          bound.cause());
    }
    return new Door(bound.channel());
  }

  /** What is done with who connects. */
  static void welcome(
      Channel channel, Peers peers, ClusterOptions options, IntSupplier challenges) {
    if (!peers.opens()) {
      peers
          .warnings()
          .warn(
              "refused {}: {} handshakes are open",
              channel.remoteAddress(),
              options.openHandshakes());
      channel.close();
      return;
    }
    Sockets.accept(channel, options.tls());
    Handshake handshake = Handshake.accept(peers.self(), options.cookie(), peers, challenges);
    channel
        .pipeline()
        .addLast(
            new HandshakeHandler(
                handshake, Sockets.lengthBytes(options.tls()), options.handshakeTimeout(), peers));
  }

  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  void close() {
    listener.close().syncUninterruptibly();
  }
}
