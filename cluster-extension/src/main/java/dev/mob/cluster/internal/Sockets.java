package dev.mob.cluster.internal;

import dev.mob.cluster.ClusterTls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;

/**
 * What all connections of a node have in common below the handshake: memory, socket options, and
 * TLS. Safe for any thread.
 *
 * <p>Memory is Netty's pool, not what Netty 4.2 has in its place by default: that one gives back to
 * the system what large messages were in as soon as they are sent, and zeroes new memory for the
 * next ones. Its chunks are small, for a phone has them too; under load a chunk more is made.
 */
final class Sockets {
  private static final int PAGE = 8 * 1_024;

  /** A chunk is 2 to the power of this pages: 1 MiB. */
  private static final int CHUNK_ORDER = 7;

  private final ClusterTls tls;
  private final ByteBufAllocator memory;

  /**
   * @param tls {@code null} for connections without it
   * @param arenas how many event loops there are
   */
  Sockets(ClusterTls tls, int arenas) {
    this.tls = tls;
    this.memory =
        new PooledByteBufAllocator(
            true,
            1,
            arenas,
            PAGE,
            CHUNK_ORDER,
            PooledByteBufAllocator.defaultSmallCacheSize(),
            PooledByteBufAllocator.defaultNormalCacheSize(),
            false);
  }

  /** How many bytes say a handshake message's length: under TLS as many as later. */
  int lengthBytes() {
    return tls == null ? 2 : 4;
  }

  /** A connection that another node has made. */
  void accept(Channel channel) {
    prepare(channel);
    if (tls != null) {
      channel.pipeline().addLast(tls.accept(channel.alloc()));
    }
  }

  /** A connection to another node. */
  void connect(Channel channel, InetSocketAddress to) {
    prepare(channel);
    if (tls != null) {
      channel.pipeline().addLast(tls.connect(channel.alloc(), to.getHostString(), to.getPort()));
    }
  }

  /**
   * Small messages at once, large ones in large reads, and an early word when the socket is full.
   */
  private void prepare(Channel channel) {
    channel.config().setAllocator(memory);
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
