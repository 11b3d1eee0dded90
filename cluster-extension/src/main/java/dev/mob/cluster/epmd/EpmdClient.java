package dev.mob.cluster.epmd;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks an EPMD. Methods return at once; futures complete on an event loop, with {@link
 * EpmdException} when there is no EPMD or it refuses. Safe for any thread. The caller owns the
 * event loops.
 */
public final class EpmdClient {
  /** Where EPMD listens, unless {@code ERL_EPMD_PORT} says otherwise. */
  public static final int DEFAULT_PORT = 4369;

  private static final int MAX_NAMES_BYTES = 1 << 20;
  private static final Pattern NAME_LINE = Pattern.compile("name (.+) at port (\\d+)");

  private final EventLoopGroup loops;
  private final Duration timeout;

  /**
   * @param timeout how long a connect, and an answer, may take
   */
  public EpmdClient(EventLoopGroup loops, Duration timeout) {
    this.loops = loops;
    this.timeout = timeout;
  }

  /**
   * A node's name in EPMD. EPMD forgets it when this is closed or the connection breaks.
   *
   * @param creation tells apart the lives of a node under one name
   * @param lost completes when the connection to EPMD has ended, also by {@code close}
   */
  public record Registration(int creation, CompletableFuture<Void> lost, Channel channel)
      implements AutoCloseable {
    @Override
    public void close() {
      channel.close();
    }
  }

  /** Registers a node that listens on this machine. */
  public CompletableFuture<Registration> register(
      InetSocketAddress epmd, String name, int port, boolean hidden) {
    ByteBuf request = Unpooled.buffer();
    request.writeByte(Epmd.ALIVE2_REQ).writeShort(port);
    request.writeByte(hidden ? Epmd.TYPE_HIDDEN : Epmd.TYPE_NORMAL);
    request.writeByte(Epmd.PROTOCOL_TCP).writeShort(Epmd.VERSION).writeShort(Epmd.VERSION);
    Epmd.writeName(request, name);
    request.writeShort(0);
    CompletableFuture<Registration> result = new CompletableFuture<>();
    ask(epmd, request, result, new RegistrationAnswer(name, result));
    return result;
  }

  /** Asks where a node listens; empty when EPMD knows no such node. */
  public CompletableFuture<Optional<EpmdEntry>> lookUp(InetSocketAddress epmd, String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    ByteBuf request = Unpooled.buffer().writeByte(Epmd.PORT_PLEASE2_REQ).writeBytes(utf8);
    CompletableFuture<Optional<EpmdEntry>> result = new CompletableFuture<>();
    ask(epmd, request, result, new WholeAnswer(result, EpmdClient::readPort));
    return result;
  }

  /** Asks for all nodes that are registered; whether they are hidden is not told. */
  public CompletableFuture<List<EpmdEntry>> names(InetSocketAddress epmd) {
    CompletableFuture<List<EpmdEntry>> result = new CompletableFuture<>();
    ByteBuf request = Unpooled.buffer().writeByte(Epmd.NAMES_REQ);
    ask(epmd, request, result, new WholeAnswer(result, EpmdClient::readNames));
    return result;
  }

  private void ask(
      InetSocketAddress epmd,
      ByteBuf body,
      CompletableFuture<?> result,
      SimpleChannelInboundHandler<ByteBuf> answer) {
    ByteBuf request = Unpooled.buffer().writeShort(body.readableBytes()).writeBytes(body);
    int millis = (int) timeout.toMillis();
    ChannelFuture connected =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new ReadTimeoutHandler(millis, TimeUnit.MILLISECONDS))
                        .addLast(answer);
                  }
                })
            .connect(epmd);
    connected.addListener(
        done -> {
          if (done.isSuccess()) {
            connected.channel().writeAndFlush(request);
          } else {
            result.completeExceptionally(
                new EpmdException("no EPMD answers at " + epmd, done.cause()));
          }
        });
  }

  private static void readPort(ByteBuf in, CompletableFuture<Optional<EpmdEntry>> result)
      throws EpmdException {
    if (in.readUnsignedByte() != Epmd.PORT2_RESP) {
      throw new EpmdException("EPMD's answer to a look-up does not begin with 119");
    }
    if (in.readUnsignedByte() != 0) {
      result.complete(Optional.empty());
      return;
    }
    int port = in.readUnsignedShort();
    boolean hidden = in.readUnsignedByte() == Epmd.TYPE_HIDDEN;
    in.skipBytes(1);
    int highest = in.readUnsignedShort();
    int lowest = in.readUnsignedShort();
    String name = Epmd.readName(in);
    if (lowest > Epmd.VERSION || highest < Epmd.VERSION) {
      throw new EpmdException(
          "node "
              + name
              + " speaks distribution versions "
              + lowest
              + " to "
              + highest
              + ", not 6");
    }
    result.complete(Optional.of(new EpmdEntry(name, port, hidden)));
  }

  private static void readNames(ByteBuf in, CompletableFuture<List<EpmdEntry>> result) {
    in.skipBytes(4);
    List<EpmdEntry> entries = new ArrayList<>();
    for (String line : in.toString(StandardCharsets.UTF_8).split("\n")) {
      Matcher matcher = NAME_LINE.matcher(line);
      if (matcher.matches()) {
        entries.add(new EpmdEntry(matcher.group(1), Integer.parseInt(matcher.group(2)), false));
      }
    }
    result.complete(entries);
  }

  /** Reads one part of an answer. */
  private interface Reader<T> {
    void read(ByteBuf in, CompletableFuture<T> result) throws EpmdException;
  }

  /** Gathers an answer that ends when EPMD closes the connection. */
  private static final class WholeAnswer extends SimpleChannelInboundHandler<ByteBuf> {
    private final ByteBuf gathered = Unpooled.buffer();
    private final CompletableFuture<?> result;
    private final BiConsumer<ByteBuf, ChannelHandlerContext> end;

    <T> WholeAnswer(CompletableFuture<T> result, Reader<T> reader) {
      this.result = result;
      this.end =
          (in, context) -> {
            try {
              reader.read(in, result);
            } catch (EpmdException e) {
              result.completeExceptionally(e);
            } catch (IndexOutOfBoundsException | NumberFormatException e) {
              result.completeExceptionally(new EpmdException("EPMD's answer is not complete", e));
            }
          };
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf in) {
      if (gathered.readableBytes() + in.readableBytes() > MAX_NAMES_BYTES) {
        result.completeExceptionally(new EpmdException("EPMD's answer does not end"));
        context.close();
        return;
      }
      gathered.writeBytes(in);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!result.isDone()) {
        end.accept(gathered, context);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      result.completeExceptionally(failure(cause));
      context.close();
    }
  }

  private static EpmdException failure(Throwable cause) {
    return cause instanceof ReadTimeoutException
        ? new EpmdException("EPMD did not answer in time")
        : new EpmdException("the connection to EPMD broke", cause);
  }

  /** Waits for the answer to a registration, then keeps the connection. */
  private static final class RegistrationAnswer extends SimpleChannelInboundHandler<ByteBuf> {
    private final String name;
    private final CompletableFuture<Registration> result;
    private final CompletableFuture<Void> lost = new CompletableFuture<>();
    private final ByteBuf gathered = Unpooled.buffer(6);

    RegistrationAnswer(String name, CompletableFuture<Registration> result) {
      this.name = name;
      this.result = result;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf in) {
      gathered.writeBytes(in, Math.min(in.readableBytes(), 6 - gathered.readableBytes()));
      if (gathered.readableBytes() < 4 || result.isDone()) {
        return;
      }
      int tag = gathered.getUnsignedByte(0);
      if ((tag != Epmd.ALIVE2_RESP && tag != Epmd.ALIVE2_X_RESP) || gathered.getByte(1) != 0) {
        result.completeExceptionally(
            new EpmdException(
                "EPMD refuses the name '" + name + "'; is another node using it already?"));
        context.close();
      } else if (tag == Epmd.ALIVE2_RESP) {
        registered(context, gathered.getUnsignedShort(2));
      } else if (gathered.readableBytes() == 6) {
        registered(context, gathered.getInt(2));
      }
    }

    private void registered(ChannelHandlerContext context, int creation) {
      context.pipeline().remove(ReadTimeoutHandler.class);
      if (!result.complete(new Registration(creation, lost, context.channel()))) {
        context.close();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      result.completeExceptionally(new EpmdException("EPMD closed the connection, with no answer"));
      lost.complete(null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      result.completeExceptionally(failure(cause));
      context.close();
    }
  }
}
