package dev.mob.cluster.link;

import dev.mob.cluster.handshake.Handshake;
import dev.mob.cluster.handshake.HandshakeFailed;
import dev.mob.cluster.handshake.HandshakeFailed.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Gives a {@link Handshake} its channel: frames with lengths, and a time in which it has to end.
 * When it has ended well, the {@link Link}'s handler takes this one's place, and gets the bytes
 * that came already.
 */
public final class HandshakeHandler extends ByteToMessageDecoder {
  private final Handshake handshake;
  private final int lengthBytes;
  private final Duration timeout;
  private final HandshakeEvents events;
  private Future<?> deadline;
  private boolean ended;

  /**
   * @param lengthBytes 2; 4 under TLS, where OTP's handshake has the lengths of later frames
   */
  public HandshakeHandler(
      Handshake handshake, int lengthBytes, Duration timeout, HandshakeEvents events) {
    this.handshake = handshake;
    this.lengthBytes = lengthBytes;
    this.timeout = timeout;
    this.events = events;
    setSingleDecode(true);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    deadline =
        context
            .executor()
            .schedule(
                () ->
                    fail(
                        context,
                        new HandshakeFailed(
                            Reason.TIMEOUT, "the handshake took more than " + timeout)),
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
    if (context.channel().isActive()) {
      write(context);
    } else if (!context.channel().isOpen()) {
      channelInactive(context); // It was closed before there was anybody to hear of it.
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    write(context);
  }

  private ChannelFuture write(ChannelHandlerContext context) {
    ChannelFuture last = context.newSucceededFuture();
    for (ByteBuf message = handshake.poll(); message != null; message = handshake.poll()) {
      ByteBuf frame = context.alloc().buffer(lengthBytes + message.readableBytes());
      if (lengthBytes == 2) {
        frame.writeShort(message.readableBytes());
      } else {
        frame.writeInt(message.readableBytes());
      }
      last = context.write(frame.writeBytes(message));
      message.release();
    }
    context.flush();
    return last;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws HandshakeFailed {
    if (ended || in.readableBytes() < lengthBytes) {
      return;
    }
    int at = in.readerIndex();
    long length = lengthBytes == 2 ? in.getUnsignedShort(at) : in.getUnsignedInt(at);
    if (length > Handshake.MAX_MESSAGE) {
      throw new HandshakeFailed(Reason.PROTOCOL, "a handshake message of " + length + " bytes");
    }
    if (in.readableBytes() < lengthBytes + length) {
      return;
    }
    in.skipBytes(lengthBytes);
    ByteBuf message = in.readSlice((int) length);
    try {
      handshake.receive(message);
    } catch (HandshakeFailed refused) {
      fail(context, refused);
      return;
    }
    write(context);
    if (handshake.isDone()) {
      finish(context);
    }
  }

  private void finish(ChannelHandlerContext context) {
    ended = true;
    deadline.cancel(false);
    Link link = events.succeeded(handshake, context.channel());
    if (link == null) {
      context.close();
    } else {
      context.pipeline().replace(this, "link", link.handler());
    }
  }

  private void fail(ChannelHandlerContext context, HandshakeFailed cause) {
    if (!ended) {
      ended = true;
      deadline.cancel(false);
      events.failed(handshake, context.channel(), cause);
    }
    // A refusal is told before the connection is closed.
    write(context).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(
        context,
        new HandshakeFailed(
            Reason.PROTOCOL,
            "the peer closed the connection during the handshake; its log may say why"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    fail(
        context,
        root instanceof HandshakeFailed
            ? (HandshakeFailed) root
            : new HandshakeFailed(Reason.PROTOCOL, "the connection broke: " + root));
  }
}
