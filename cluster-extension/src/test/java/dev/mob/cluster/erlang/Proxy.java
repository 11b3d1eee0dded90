package dev.mob.cluster.erlang;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network between two nodes that can be cut, or can lose all bytes while connections stay. */
public final class Proxy implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final int target;
  private volatile boolean dropping;
  private volatile boolean cut;

  public Proxy(int target) throws IOException {
    this.target = target;
    start(this::accept);
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
  }

  /** With true all bytes are lost, and nobody is told. */
  public void drop(boolean value) {
    dropping = value;
  }

  /** Closes all connections, and new ones as soon as they are made, until it is mended. */
  public void cut() {
    cut = true;
    open.forEach(Proxy::close);
  }

  public void mend() {
    cut = false;
  }

  private void accept() {
    try {
      while (true) {
        Socket from = listener.accept();
        if (cut) {
          close(from);
          continue;
        }
        Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(from);
        open.add(to);
        start(() -> pass(from, to));
        start(() -> pass(to, from));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[8_192];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!dropping) {
          out.write(buffer, 0, n);
        }
      }
    } catch (IOException closed) {
      // One end is gone.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // That is what was wanted.
    }
  }

  private static void start(Runnable action) {
    Thread thread = new Thread(action, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    open.forEach(Proxy::close);
  }
}
