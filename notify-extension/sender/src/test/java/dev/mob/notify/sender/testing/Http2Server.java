package dev.mob.notify.sender.testing;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;

/** An HTTP/2 server over TLS on a loopback port; it speaks no HTTP/1.1. */
public final class Http2Server implements AutoCloseable {

  /** A request as it came. Names of headers are in lower case. */
  public record Request(String method, String path, Map<String, String> headers, byte[] body) {}

  /** What to answer. */
  public record Answer(int status, Map<String, String> headers, String body) {
    public static Answer of(int status, String body) {
      return new Answer(status, Map.of(), body);
    }
  }

  /** Decides the answer; null drops the connection. */
  public interface Script {
    Answer answer(Request request);
  }

  private final EventLoopGroup threads =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Script script;

  public Http2Server(TestCertificates certificates, Script script) {
    this.script = script;
    SslContext tls = tls(certificates);
    server =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    connections.incrementAndGet();
                    channel
                        .pipeline()
                        .addLast(tls.newHandler(channel.alloc()))
                        .addLast(Http2FrameCodecBuilder.forServer().build())
                        .addLast(new Http2MultiplexHandler(new Streams()));
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  private static SslContext tls(TestCertificates certificates) {
    try {
      return SslContextBuilder.forServer(certificates.key(), certificates.certificate())
          .applicationProtocolConfig(
              new ApplicationProtocolConfig(
                  ApplicationProtocolConfig.Protocol.ALPN,
                  ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                  ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                  ApplicationProtocolNames.HTTP_2))
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Streams extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel.pipeline().addLast(new Exchange());
    }
  }

  private final class Exchange extends ChannelInboundHandlerAdapter {
    private final Map<String, String> headers = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      boolean last = false;
      if (message instanceof Http2HeadersFrame frame) {
        frame.headers().forEach(h -> headers.put(h.getKey().toString(), h.getValue().toString()));
        last = frame.isEndStream();
      } else if (message instanceof Http2DataFrame frame) {
        copy(frame.content());
        last = frame.isEndStream();
        frame.release();
      }
      if (last) {
        answer(context);
      }
    }

    private void copy(ByteBuf content) {
      try {
        content.readBytes(body, content.readableBytes());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private void answer(ChannelHandlerContext context) {
      Request request =
          new Request(
              headers.get(":method"),
              headers.get(":path"),
              Map.copyOf(headers),
              body.toByteArray());
      requests.add(request);
      Answer answer = script.answer(request);
      if (answer == null) {
        context.channel().parent().unsafe().closeForcibly();
        return;
      }
      DefaultHttp2Headers answered = new DefaultHttp2Headers();
      answered.status(Integer.toString(answer.status()));
      answered.set("content-type", "application/json");
      answer.headers().forEach(answered::set);
      context.write(new DefaultHttp2HeadersFrame(answered));
      context.writeAndFlush(
          new DefaultHttp2DataFrame(
              Unpooled.copiedBuffer(answer.body(), java.nio.charset.StandardCharsets.UTF_8), true));
    }
  }

  public void script(Script script) {
    this.script = script;
  }

  public URI address() {
    return URI.create("https://localhost:" + ((InetSocketAddress) server.localAddress()).getPort());
  }

  public List<Request> requests() {
    return requests;
  }

  public int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    server.close().awaitUninterruptibly();
    threads.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
