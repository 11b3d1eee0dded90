package dev.mob.notify.sender.http;

import dev.mob.notify.sender.PushService;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * The push sender over HTTP/1.1, for servers in any language. Its description is served at {@code
 * /openapi.json}; everything but that and {@code /healthz} needs a bearer key.
 *
 * <p>Bound to the loopback interface unless said otherwise. Keys travel in the clear without TLS:
 * give it a certificate, or put it behind a proxy that has one, before it listens anywhere else.
 *
 * <p>Owns its threads and connections, not the service; close it first.
 */
public final class PushHttpServer implements AutoCloseable {
  /** A request with 10,000 Web Push endpoints fits. */
  private static final int LARGEST_BODY = 8 << 20;

  private static final int SILENT_SECONDS = 60;
  private static final int WAITING_CALLS = 1_000;

  private final EventLoopGroup network;
  private final ThreadPoolExecutor calls;
  private final Channel server;

  private PushHttpServer(Builder builder) {
    network = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    // Calls wait for the disk, many share one sync: more threads mean larger groups.
    calls =
        new ThreadPoolExecutor(
            32,
            32,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING_CALLS),
            task -> {
              Thread thread = new Thread(task, "push-http");
              thread.setDaemon(true);
              return thread;
            });
    calls.allowCoreThreadTimeOut(true);
    Api api = new Api(builder.service);
    try {
      server =
          new ServerBootstrap()
              .group(network)
              .channel(NioServerSocketChannel.class)
              .childHandler(
                  new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                      builder.tls.ifPresent(
                          tls -> channel.pipeline().addLast(tls.newHandler(channel.alloc())));
                      channel
                          .pipeline()
                          .addLast(new HttpServerCodec())
                          .addLast(new HttpServerKeepAliveHandler())
                          .addLast(new Bodies())
                          .addLast(new IdleStateHandler(0, 0, SILENT_SECONDS))
                          .addLast(new HttpCalls(builder.service, api, builder.keys, calls));
                    }
                  })
              .bind(builder.address)
              .syncUninterruptibly()
              .channel();
    } catch (Exception e) {
      // Netty throws what the socket said, though it is checked.
      close(null);
      throw new IllegalStateException(
          "the push API cannot listen on " + builder.address + ": " + e.getMessage(), e);
    }
  }

  /** Whole requests; one that is too large is told so in the words of the API. */
  private static final class Bodies extends HttpObjectAggregator {
    private Bodies() {
      super(LARGEST_BODY);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
      Reply problem =
          Reply.problem(
              413, "the body has more than " + LARGEST_BODY + " bytes; send less at once");
      context.writeAndFlush(HttpCalls.response(problem));
    }
  }

  public static Builder builder(PushService service, ApiKeys keys) {
    return new Builder(service, keys);
  }

  /** Where it listens; with the port that was given out when 0 was asked for. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.localAddress();
  }

  /** Lets calls that have begun end, closes connections, ends the threads. Idempotent. */
  @Override
  public void close() {
    close(server);
  }

  private void close(Channel channel) {
    if (channel != null) {
      channel.close().awaitUninterruptibly();
    }
    calls.shutdown();
    try {
      if (!calls.awaitTermination(10, TimeUnit.SECONDS)) {
        calls.shutdownNow();
      }
    } catch (InterruptedException e) {
      calls.shutdownNow();
      Thread.currentThread().interrupt();
    }
    network.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
  }

  /** Not safe for use by several threads at once. */
  public static final class Builder {
    private final PushService service;
    private final ApiKeys keys;
    private InetSocketAddress address =
        new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 8086);
    private Optional<SslContext> tls = Optional.empty();

    private Builder(PushService service, ApiKeys keys) {
      this.service = Objects.requireNonNull(service, "service");
      this.keys = Objects.requireNonNull(keys, "keys");
    }

    /** Where to listen; port 0 for any that is free. The loopback interface's 8086 by default. */
    public Builder address(InetSocketAddress address) {
      this.address = Objects.requireNonNull(address, "address");
      return this;
    }

    /** Speaks HTTPS with this certificate, followed by those that signed it. */
    public Builder tls(PrivateKey key, X509Certificate... chain) {
      try {
        tls = Optional.of(SslContextBuilder.forServer(key, chain).build());
      } catch (SSLException e) {
        throw new IllegalArgumentException("the certificate cannot be used: " + e, e);
      }
      return this;
    }

    /**
     * Begins to listen.
     *
     * @throws IllegalStateException when that is not possible at this address
     */
    public PushHttpServer start() {
      return new PushHttpServer(this);
    }
  }
}
