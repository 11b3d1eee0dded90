package dev.mob.cluster.erlang;

import dev.mob.cluster.handshake.Admission;
import dev.mob.cluster.handshake.Cookie;
import dev.mob.cluster.handshake.Flags;
import dev.mob.cluster.handshake.Handshake;
import dev.mob.cluster.handshake.LocalNode;
import dev.mob.process.Atom;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A peer that shakes hands as it should, or nearly so, and then sends whatever a test likes. */
public final class Stranger implements AutoCloseable, Admission {
  private static final int TRICKLE_MILLIS = 20;

  private final Socket socket;
  private final DataOutputStream out;
  private final DataInputStream in;

  /** Connects to a port of this machine; nothing is said yet. */
  public Stranger(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    out = new DataOutputStream(socket.getOutputStream());
    in = new DataInputStream(socket.getInputStream());
  }

  /** Shakes hands, as a hidden node that can do all that there is. */
  public void shakeHands(String name, Atom with, String cookie) throws IOException {
    LocalNode self = new LocalNode(Atom.of(name), Flags.SUPPORTED, 7);
    Handshake handshake = Handshake.initiate(self, with, Cookie.of(cookie), this, () -> 42);
    while (true) {
      for (ByteBuf message = handshake.poll(); message != null; message = handshake.poll()) {
        byte[] bytes = bytes(message);
        out.writeShort(bytes.length);
        out.write(bytes);
      }
      if (handshake.isDone()) {
        return;
      }
      byte[] answer = new byte[in.readUnsignedShort()];
      in.readFully(answer);
      handshake.receive(Unpooled.wrappedBuffer(answer));
    }
  }

  /** Sends bytes; whether the other side still takes them does not matter. */
  public void send(ByteBuf bytes) {
    try {
      out.write(bytes(bytes));
    } catch (IOException closed) {
      // What was to be shown; awaitEnd() sees it too.
    }
  }

  /** Sends bytes one by one, each when the other side has had time to close for the one before. */
  public void trickle(ByteBuf bytes) throws IOException {
    socket.setSoTimeout(TRICKLE_MILLIS);
    for (byte each : bytes(bytes)) {
      try {
        out.write(each);
        if (in.read() < 0) {
          return;
        }
      } catch (SocketTimeoutException open) {
        // On with the next one.
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** Returns when the other side has closed the connection; fails when it does not. */
  public void awaitEnd() throws IOException {
    socket.setSoTimeout(60_000);
    try {
      while (in.read() >= 0) {
        // Ticks, or an answer to the handshake.
      }
    } catch (SocketTimeoutException open) {
      throw new AssertionError("the connection is still open", open);
    } catch (IOException reset) {
      // Closed with bytes unread: that is the end too.
    }
  }

  private static byte[] bytes(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  @Override
  public Verdict arrived(Atom node, Handshake handshake) {
    return Verdict.OK;
  }

  @Override
  public void replace(Atom node, Handshake handshake) {
    // It has no other connection.
  }

  @Override
  public LocalNode nameFor(Atom host) {
    return null;
  }

  @Override
  public boolean isWanted(Atom node, Handshake handshake) {
    return true;
  }
}
