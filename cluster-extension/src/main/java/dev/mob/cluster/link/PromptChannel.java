package dev.mob.cluster.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;

/**
 * A socket that can be written from any thread, without waking its event loop, as long as nothing
 * is on its way through the event loop. That is what makes a lone message fast: waking the loop
 * costs a system call and a switch of threads, more than the write itself.
 *
 * <p>{@link Link} knows when it may. A socket channel of the JDK takes writes from any thread.
 */
public final class PromptChannel extends NioSocketChannel {

  /** For a connection that this node makes. */
  public PromptChannel() {}

  private PromptChannel(Channel parent, SocketChannel socket) {
    super(parent, socket);
  }

  /**
   * Writes what the socket takes at once; the buffer's reader index tells how much that was.
   *
   * @throws IOException when the connection is broken
   */
  void writeNow(ByteBuf bytes) throws IOException {
    int written = javaChannel().write(bytes.nioBuffer());
    if (written > 0) {
      bytes.skipBytes(written);
    }
  }

  /** Listens, and makes such channels of the connections that come. */
  public static final class Server extends NioServerSocketChannel {
    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
      SocketChannel socket = javaChannel().accept();
      if (socket == null) {
        return 0;
      }
      try {
        accepted.add(new PromptChannel(this, socket));
        return 1;
      } catch (RuntimeException e) {
        socket.close();
        throw e;
      }
    }
  }
}
