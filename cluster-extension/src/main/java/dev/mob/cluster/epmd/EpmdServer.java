package dev.mob.cluster.epmd;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An EPMD inside this JVM, for a machine where none runs, so that Erlang nodes find nodes here.
 *
 * <p>Answers registrations, look-ups and names. Registrations are taken from this machine only, as
 * {@code epmd} does; dumping, killing and stopping are refused. Those who connect and say nothing
 * are closed after ten seconds. Whoever starts it closes it, which drops all registrations.
 */
public final class EpmdServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EpmdServer.class);
  private static final int MAX_REQUEST = 2_048;
  private static final int MAX_REGISTRATIONS = 1_000;
  private static final int MAX_CONNECTIONS = 2_000;
  private static final int SILENCE_SECONDS = 10;

  private final Map<String, EpmdEntry> registered = new TreeMap<>();
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel listener;
  private final int port;

  private EpmdServer(EventLoopGroup loops, InetSocketAddress address) throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accept(channel);
                  }
                });
    try {
      listener = bootstrap.bind(address).syncUninterruptibly().channel();
    } catch (Exception taken) {
      throw new EpmdException("cannot listen as EPMD at " + address, taken);
    }
    port = ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /**
   * Starts to listen.
   *
   * @param address where; port 0 takes a free one
   * @throws IOException when the port is taken, probably by an EPMD
   */
  public static EpmdServer start(EventLoopGroup loops, InetSocketAddress address)
      throws IOException {
    EpmdServer server = new EpmdServer(loops, address);
    LOG.info("no EPMD was here; this node serves as one on port {}", server.port);
    return server;
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    connections.close().syncUninterruptibly();
  }

  private void accept(Channel channel) {
    if (connections.size() >= MAX_CONNECTIONS) {
      LOG.warn(
          "EPMD refuses {}: {} connections are open", channel.remoteAddress(), MAX_CONNECTIONS);
      channel.close();
      return;
    }
    connections.add(channel);
    channel
        .pipeline()
        .addLast(new ReadTimeoutHandler(SILENCE_SECONDS))
        .addLast(new LengthFieldBasedFrameDecoder(MAX_REQUEST, 0, 2, 0, 2))
        .addLast(new Requests());
  }

  private boolean add(EpmdEntry entry) {
    synchronized (registered) {
      return registered.size() < MAX_REGISTRATIONS
          && registered.putIfAbsent(entry.name(), entry) == null;
    }
  }

  private void remove(EpmdEntry entry) {
    synchronized (registered) {
      registered.remove(entry.name());
    }
  }

  /** The requests of one connection. */
  private final class Requests extends SimpleChannelInboundHandler<ByteBuf> {
    private EpmdEntry own;

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf in) {
      int request = in.readUnsignedByte();
      if (request == Epmd.ALIVE2_REQ && own == null) {
        register(context, in);
      } else if (request == Epmd.PORT_PLEASE2_REQ) {
        answerAndClose(context, lookUp(in.toString(StandardCharsets.UTF_8)));
      } else if (request == Epmd.NAMES_REQ) {
        answerAndClose(context, names());
      } else {
        LOG.warn("EPMD refuses request {} of {}", request, context.channel().remoteAddress());
        context.close();
      }
    }

    private void register(ChannelHandlerContext context, ByteBuf in) {
      int nodePort = in.readUnsignedShort();
      boolean hidden = in.readUnsignedByte() == Epmd.TYPE_HIDDEN;
      in.skipBytes(1);
      int highest = in.readUnsignedShort();
      in.skipBytes(2);
      String name = Epmd.readName(in);
      EpmdEntry entry = new EpmdEntry(name, nodePort, hidden);
      boolean wide = highest >= Epmd.VERSION;
      InetSocketAddress from = (InetSocketAddress) context.channel().remoteAddress();
      boolean accepted = isOfThisMachine(context, from) && isNodeName(name) && add(entry);
      ByteBuf answer = Unpooled.buffer(6);
      answer.writeByte(wide ? Epmd.ALIVE2_X_RESP : Epmd.ALIVE2_RESP).writeByte(accepted ? 0 : 1);
      // 1 to 3 were special before OTP 23; a random creation makes a repeat improbable.
      int creation = ThreadLocalRandom.current().nextInt(4, wide ? Integer.MAX_VALUE : 0xFFFF);
      if (wide) {
        answer.writeInt(creation);
      } else {
        answer.writeShort(creation);
      }
      if (accepted) {
        own = entry;
        context.pipeline().remove(ReadTimeoutHandler.class);
        context.writeAndFlush(answer);
      } else {
        answerAndClose(context, answer);
      }
    }

    private boolean isOfThisMachine(ChannelHandlerContext context, InetSocketAddress from) {
      InetSocketAddress to = (InetSocketAddress) context.channel().localAddress();
      return from.getAddress().isLoopbackAddress() || from.getAddress().equals(to.getAddress());
    }

    private boolean isNodeName(String name) {
      return !name.isEmpty()
          && name.length() <= Epmd.MAX_NAME_BYTES
          && name.indexOf('@') < 0
          && name.chars().noneMatch(c -> c < 32);
    }

    private ByteBuf lookUp(String name) {
      EpmdEntry entry;
      synchronized (registered) {
        entry = registered.get(name);
      }
      ByteBuf answer = Unpooled.buffer().writeByte(Epmd.PORT2_RESP);
      if (entry == null) {
        return answer.writeByte(1);
      }
      answer.writeByte(0).writeShort(entry.port());
      answer.writeByte(entry.hidden() ? Epmd.TYPE_HIDDEN : Epmd.TYPE_NORMAL);
      answer.writeByte(Epmd.PROTOCOL_TCP).writeShort(Epmd.VERSION).writeShort(Epmd.VERSION);
      Epmd.writeName(answer, entry.name());
      return answer.writeShort(0);
    }

    private ByteBuf names() {
      StringBuilder lines = new StringBuilder();
      synchronized (registered) {
        for (EpmdEntry entry : registered.values()) {
          lines.append("name ").append(entry.name());
          lines.append(" at port ").append(entry.port()).append('\n');
        }
      }
      ByteBuf answer = Unpooled.buffer().writeInt(port);
      answer.writeCharSequence(lines, StandardCharsets.UTF_8);
      return answer;
    }

    private void answerAndClose(ChannelHandlerContext context, ByteBuf answer) {
      context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (own != null) {
        remove(own);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      LOG.debug("EPMD closes {}: {}", context.channel().remoteAddress(), cause.toString());
      context.close();
    }
  }
}
