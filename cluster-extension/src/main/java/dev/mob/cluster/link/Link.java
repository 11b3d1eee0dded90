package dev.mob.cluster.link;

import dev.mob.cluster.handshake.LocalNode;
import dev.mob.cluster.handshake.PeerNode;
import dev.mob.cluster.term.TermDecoder;
import dev.mob.cluster.term.TermEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open connection to another node.
 *
 * <p><b>Sending.</b> Any thread encodes its signal under the link's lock, into the chunks of {@link
 * SignalWriter}; the first one to do so wakes the event loop, which writes all that has gathered
 * meanwhile in one go. A signal that comes after a pause of {@link #PAUSE_NANOS}, or is large, with
 * nothing on its way, is written to the socket by the sending thread itself ({@link
 * PromptChannel}). So a lone signal leaves at once, and under load many share one system call. The
 * order in which a thread sends is the order on the wire. {@code send} never waits: when the peer
 * takes nothing and more than {@link LinkLimits#outboundBytes} has gathered, the link is closed.
 * While the socket is full nothing is handed to it, so what waits is counted in one place.
 *
 * <p><b>Receiving.</b> Frames are decoded where they lie in the receive buffer and handed on, in
 * order, on the event loop. Anything malformed closes the link with a line in the log.
 *
 * <p><b>Ticks.</b> Four times in {@link LinkLimits#tickTime} the link looks: when nothing was
 * written since the last look it writes a tick, when nothing was read for four looks in a row it
 * closes (OTP's {@code net_kernel}, {@code net_ticktime} and {@code net_tickintensity}).
 */
public final class Link {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);
  private static final int TICK_INTENSITY = 4;

  /** More than this is left to the event loop, which can wait for the socket. */
  private static final int PROMPT_BYTES = 512 * 1024;

  /**
   * From here on a signal is worth a write of its own, pause or not: copying it into the socket
   * costs far more than the call, and least on the thread that has just made it.
   */
  private static final int LARGE_BYTES = 32 * 1024;

  /** Who sends again sooner than this is taken to send more: batches are worth it. */
  private static final long PAUSE_NANOS = 15_000;

  private final Channel channel;
  private final LocalNode self;
  private final PeerNode peer;
  private final LinkLimits limits;
  private final LinkEvents events;
  private final SignalReader reader;

  private final Object lock = new Object();

  // Guarded by the lock.
  private final SignalWriter writer;
  private boolean flushing;
  private boolean closed;
  private long sent;
  private long lastSend = System.nanoTime();

  /** Batches that the event loop has handed to the channel and the socket has not taken yet. */
  private int underWay;

  /** The channel, where it can be written from any thread; {@code null} under TLS. */
  private final PromptChannel prompt;

  // Of the event loop.
  private Future<?> ticker;
  private boolean hasRead;
  private boolean hasWritten;
  private volatile boolean wroteDirectly;
  private int silentTicks;
  private long received;
  private boolean failed;
  private String closeReason;

  /**
   * A link on a channel whose handshake has ended well; {@link #handler} makes it work.
   *
   * @param decoder of this link alone
   */
  public Link(
      Channel channel,
      LocalNode self,
      PeerNode peer,
      LinkLimits limits,
      TermEncoder encoder,
      TermDecoder decoder,
      LinkEvents events) {
    this.channel = channel;
    this.self = self;
    this.peer = peer;
    this.limits = limits;
    this.events = events;
    this.reader = new SignalReader(limits, decoder);
    this.writer = new SignalWriter(peer, encoder, channel.alloc());
    boolean plain = channel.pipeline().get(SslHandler.class) == null;
    this.prompt = plain && channel instanceof PromptChannel ? (PromptChannel) channel : null;
  }

  /** This node, as the peer knows it. */
  public LocalNode self() {
    return self;
  }

  public PeerNode peer() {
    return peer;
  }

  /**
   * Sends a signal. Never blocks; any thread.
   *
   * @return false when the link is closed
   * @throws dev.mob.cluster.term.UnencodableTerm when the message is no term; nothing is sent
   */
  public boolean send(Signal signal) {
    boolean wake;
    boolean stuck;
    synchronized (lock) {
      if (closed) {
        return false;
      }
      long before = writer.bytes();
      writer.write(signal);
      sent++;
      stuck = writer.bytes() > limits.outboundBytes();
      wake = !flushing && !sendNow(writer.bytes() - before);
      flushing |= wake;
    }
    if (stuck) {
      close("the peer takes nothing, and " + limits.outboundBytes() + " bytes wait for it");
    } else if (wake) {
      channel.eventLoop().execute(this::flush);
    }
    return true;
  }

  /**
   * Writes to the socket here and now, if that is allowed and worth it; false for the event loop.
   */
  private boolean sendNow(long size) {
    if (prompt == null) {
      return false;
    }
    long now = System.nanoTime();
    boolean worthIt = now - lastSend > PAUSE_NANOS || size >= LARGE_BYTES;
    lastSend = now;
    if (!worthIt || underWay > 0 || writer.bytes() > PROMPT_BYTES) {
      return false;
    }
    wroteDirectly = true;
    for (ByteBuf chunk = writer.poll(); chunk != null; chunk = writer.poll()) {
      try {
        prompt.writeNow(chunk);
      } catch (IOException broken) {
        // The event loop meets the same error at its own write, and closes the link.
      }
      if (chunk.isReadable()) {
        writer.putBack(chunk);
        return false;
      }
      chunk.release();
    }
    return true;
  }

  /** How many bytes wait until the socket takes them. */
  public long waitingBytes() {
    synchronized (lock) {
      return writer.bytes();
    }
  }

  /** How many signals were sent. */
  public long sentSignals() {
    synchronized (lock) {
      return sent;
    }
  }

  /** Closes the link; {@link LinkEvents#closed} tells when it is done. Any thread; idempotent. */
  public void close(String reason) {
    channel
        .eventLoop()
        .execute(
            () -> {
              if (closeReason == null) {
                closeReason = reason;
              }
              channel.close();
            });
  }

  /** Sends what waits, then closes. Any thread. */
  public void finish(String reason) {
    channel
        .eventLoop()
        .execute(
            () -> {
              flush();
              close(reason);
            });
  }

  private void flush() {
    if (!channel.isWritable() && channel.isActive()) {
      return; // flushing stays true; channelWritabilityChanged goes on.
    }
    synchronized (lock) {
      flushing = false;
      if (closed) {
        return;
      }
      ByteBuf chunk = writer.poll();
      if (chunk == null) {
        return;
      }
      underWay++;
      for (ByteBuf next = writer.poll(); next != null; next = writer.poll()) {
        channel.write(chunk, channel.voidPromise());
        chunk = next;
      }
      channel.write(chunk).addListener(taken -> socketHasTaken());
    }
    hasWritten = true;
    channel.flush();
  }

  private void socketHasTaken() {
    synchronized (lock) {
      underWay--;
    }
  }

  private void tick() {
    if (hasRead) {
      silentTicks = 0;
    } else if (++silentTicks >= TICK_INTENSITY) {
      close("nothing came for " + limits.tickTime() + " (net tick timeout)");
      return;
    }
    hasRead = false;
    if (!hasWritten && !wroteDirectly) {
      synchronized (lock) {
        if (closed || flushing) {
          return;
        }
        writer.tick();
      }
      flush();
    }
    hasWritten = false;
    wroteDirectly = false;
  }

  private void ended() {
    ticker.cancel(false);
    reader.close();
    synchronized (lock) {
      closed = true;
      writer.close();
    }
    events.closed(this, closeReason == null ? "the peer closed the connection" : closeReason);
  }

  private void fail(Throwable cause) {
    failed = true;
    if (closeReason == null) {
      closeReason = cause instanceof IOException ? "the connection broke: " + cause : "" + cause;
      LOG.warn("closing the link with {} after {} signals: {}", peer.name(), received, closeReason);
    }
    channel.close();
  }

  private void read(ByteBuf frame) {
    Signal signal;
    try {
      signal = reader.read(frame);
    } catch (IndexOutOfBoundsException tooShort) {
      throw new MalformedSignal("a signal that is longer than its frame");
    }
    if (signal != null) {
      received++;
      events.received(this, signal);
    }
  }

  /** The channel handler that reads frames; takes the place of the handshake's. */
  ChannelHandler handler() {
    return new Handler();
  }

  private final class Handler extends ChannelInboundHandlerAdapter {
    private final Frames frames =
        new Frames(limits.frameBytes(), Link.this::read, () -> !failed && channel.isActive());

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      long period = limits.tickTime().toMillis() / TICK_INTENSITY;
      ticker =
          context
              .executor()
              .scheduleAtFixedRate(Link.this::tick, period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf in = (ByteBuf) message;
      hasRead = true;
      try {
        if (!failed) {
          frames.read(in);
        }
      } catch (RuntimeException malformed) {
        fail(malformed);
      } finally {
        in.release();
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      if (channel.isWritable()) {
        flush();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      // What is left is not a whole frame, or is no longer wanted.
      frames.close();
      ended();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      fail(cause);
    }
  }

  @Override
  public String toString() {
    return "Link[" + self.name() + " to " + peer.name() + "]";
  }
}
