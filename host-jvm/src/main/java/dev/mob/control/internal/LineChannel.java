package dev.mob.control.internal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Lines of UTF-8 over a socket, each way with a limit on length and on time.
 *
 * <p>A socket channel of the Unix domain has no time-outs of its own; a selector gives them, so
 * that a peer which stops half-way holds nobody up. Owned by one thread at a time; whoever made it
 * closes it.
 */
public final class LineChannel implements Closeable {
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final int maxLine;
  private final ByteBuffer in = ByteBuffer.allocate(8192).flip();

  /**
   * Takes over a connected channel.
   *
   * @param maxLine the longest line that is read, in bytes
   */
  public LineChannel(SocketChannel channel, int maxLine) throws IOException {
    this.channel = channel;
    this.maxLine = maxLine;
    channel.configureBlocking(false);
    selector = Selector.open();
    key = channel.register(selector, 0);
  }

  /**
   * Reads one line, without its end.
   *
   * @param patience how long to wait for each further part; {@code null} for as long as it takes
   * @return {@code null} when the peer has closed and nothing is left
   * @throws LineTooLong when the line has more bytes than the limit
   * @throws SilentPeer when nothing came in time
   */
  public String readLine(Duration patience) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      while (in.hasRemaining()) {
        byte b = in.get();
        if (b == '\n') {
          return line.toString(StandardCharsets.UTF_8);
        }
        if (line.size() == maxLine) {
          throw new LineTooLong(maxLine);
        }
        line.write(b);
      }
      if (!fill(patience)) {
        if (line.size() > 0) {
          throw new EOFException("the peer closed in the middle of a line");
        }
        return null;
      }
    }
  }

  /** Writes one line; {@code patience} is how long the peer may go without reading. */
  public void writeLine(String line, Duration patience) throws IOException {
    ByteBuffer out = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (out.hasRemaining()) {
      if (channel.write(out) == 0) {
        await(SelectionKey.OP_WRITE, patience);
      }
    }
  }

  /** True until the peer has closed its side; never waits. What it sends meanwhile is dropped. */
  public boolean isPeerThere() {
    try {
      in.clear();
      int read = channel.read(in);
      in.limit(0);
      return read >= 0;
    } catch (IOException gone) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }

  private boolean fill(Duration patience) throws IOException {
    in.clear();
    try {
      int read = channel.read(in);
      while (read == 0) {
        await(SelectionKey.OP_READ, patience);
        read = channel.read(in);
      }
      return read > 0;
    } finally {
      in.flip();
    }
  }

  private void await(int operation, Duration patience) throws IOException {
    key.interestOps(operation);
    int ready = patience == null ? selector.select() : selector.select(patience.toMillis());
    selector.selectedKeys().clear();
    if (Thread.currentThread().isInterrupted()) {
      throw new IOException("interrupted");
    }
    if (ready == 0 && patience != null) {
      throw new SilentPeer(patience);
    }
  }

  /** A line with more bytes than the limit. */
  public static final class LineTooLong extends IOException {
    LineTooLong(int limit) {
      super("a line of more than " + limit + " bytes");
    }
  }

  /** The peer did nothing for longer than it may. */
  public static final class SilentPeer extends IOException {
    SilentPeer(Duration patience) {
      super("no answer for " + patience.toMillis() + " ms");
    }
  }
}
