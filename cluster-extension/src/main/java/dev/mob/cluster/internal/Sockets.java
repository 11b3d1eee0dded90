package dev.mob.cluster.internal;

import dev.mob.cluster.ClusterTls;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;

/** What all connections have in common below the handshake: socket options, and TLS. */
final class Sockets {
  private Sockets() {}

  /** How many bytes say a handshake message's length: under TLS as many as later. */
  static int lengthBytes(ClusterTls tls) {
    return tls == null ? 2 : 4;
  }

  /** A connection that another node has made. */
  static void accept(Channel channel, ClusterTls tls) {
    prepare(channel);
    if (tls != null) {
      channel.pipeline().addLast(tls.accept(channel.alloc()));
    }
  }

  /** A connection to another node. */
  static void connect(Channel channel, ClusterTls tls, InetSocketAddress to) {
    prepare(channel);
    if (tls != null) {
      channel.pipeline().addLast(tls.connect(channel.alloc(), to.getHostString(), to.getPort()));
    }
  }

  /**
   * Small messages at once, large ones in large reads, and an early word when the socket is full.
   */
  private static void prepare(Channel channel) {
    channel.config().setOption(ChannelOption.TCP_NODELAY, true);
    channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
    channel
        .config()
        .setOption(
            ChannelOption.RECVBUF_ALLOCATOR,
            new AdaptiveRecvByteBufAllocator(1_024, 16 * 1_024, 256 * 1_024));
    channel
        .config()
        .setOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(256 << 10, 1 << 20));
  }
}
