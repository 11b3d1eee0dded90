import java.io.*;
import java.net.*;
import java.nio.*;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.*;

/**
 * The work of dserver.erl's client done by a program that knows nothing: frames are made before the
 * clock runs, answers are counted by their lengths and never decoded, two blocking threads, no
 * processes. It is no peer but a floor: what the Erlang server on the other side, the sockets and the
 * two processors leave for any client.
 *
 *   java BareClient srv@127.0.0.1 COOKIE REPETITIONS
 */
public class BareClient {
  static final long FLAGS = 0x4 | 0x10 | 0x80 | 0x100 | 0x200 | 0x400 | 0x800 | 0x10000 | 0x20000
      | 0x40000 | 0x1000000 | 0x8 | 0x20 | 0x4000 | 0x2000000 | 0x4000000 | 1L << 34;
  static final String SELF = "bare@127.0.0.1";
  static SocketChannel socket;
  static final ByteBuffer in = ByteBuffer.allocateDirect(1 << 20);
  static int skip, head; // of the frame that is being read: bytes to come, bytes of its length seen
  static int length;

  /** Reads once and counts the frames, ticks left out, that have become complete. */
  static int frames() throws IOException {
    in.clear();
    if (socket.read(in) < 0) throw new EOFException();
    in.flip();
    int whole = 0;
    while (in.hasRemaining()) {
      if (head < 4) {
        length = length << 8 | in.get() & 255;
        if (++head < 4) continue;
        skip = length;
        length = 0;
        if (skip == 0) head = 0;
        continue;
      }
      int step = Math.min(skip, in.remaining());
      in.position(in.position() + step);
      skip -= step;
      if (skip == 0) { head = 0; whole++; }
    }
    return whole;
  }

  static void await(long count) throws IOException { while (count > 0) count -= frames(); }

  static void write(ByteBuffer bytes) throws IOException {
    bytes.rewind();
    while (bytes.hasRemaining()) socket.write(bytes);
  }

  // Terms.

  interface Term { void to(DataOutputStream out) throws IOException; }
  static Term atom(String name) { return o -> { o.write(119); o.write(name.length()); o.writeBytes(name); }; }
  static Term integer(int value) { return o -> { o.write(98); o.writeInt(value); }; }
  static Term binary(int size) { return o -> { o.write(109); o.writeInt(size); byte[] b = new byte[size]; Arrays.fill(b, (byte) 1); o.write(b); }; }
  static Term tuple(Term... parts) { return o -> { o.write(104); o.write(parts.length); for (Term each : parts) each.to(o); }; }
  static final Term PID = o -> { o.write(88); atom(SELF).to(o); o.writeInt(1); o.writeInt(0); o.writeInt(7); };

  static byte[] send(String name, Term message) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(body);
    out.write(112);
    out.write(131);
    tuple(o -> { o.write(97); o.write(6); }, PID, atom(""), atom(name)).to(out);
    out.write(131);
    message.to(out);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    new DataOutputStream(frame).writeInt(body.size());
    body.writeTo(frame);
    return frame.toByteArray();
  }

  static ByteBuffer direct(byte[] bytes) { return ByteBuffer.allocateDirect(bytes.length).put(bytes); }

  // The handshake, version 6.

  static void connect(String node, String cookie) throws Exception {
    String host = node.substring(node.indexOf('@') + 1), alive = node.substring(0, node.indexOf('@'));
    int epmd = Integer.parseInt(System.getenv().getOrDefault("ERL_EPMD_PORT", "4369")), port;
    try (Socket ask = new Socket(host, epmd)) {
      DataOutputStream out = new DataOutputStream(ask.getOutputStream());
      out.writeShort(1 + alive.length());
      out.write(122);
      out.writeBytes(alive);
      DataInputStream answer = new DataInputStream(ask.getInputStream());
      answer.readShort();
      port = answer.readUnsignedShort();
    }
    socket = SocketChannel.open(new InetSocketAddress(host, port));
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    DataOutputStream out = new DataOutputStream(socket.socket().getOutputStream());
    DataInputStream from = new DataInputStream(socket.socket().getInputStream());
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    DataOutputStream n = new DataOutputStream(name);
    n.write('N');
    n.writeLong(FLAGS);
    n.writeInt(7);
    n.writeShort(SELF.length());
    n.writeBytes(SELF);
    message(out, name.toByteArray());
    message(from);
    ByteBuffer challenge = ByteBuffer.wrap(message(from));
    byte[] digest = MessageDigest.getInstance("MD5")
        .digest((cookie + Integer.toUnsignedString(challenge.getInt(9))).getBytes(StandardCharsets.ISO_8859_1));
    message(out, ByteBuffer.allocate(21).put((byte) 'r').putInt(42).put(digest).array());
    message(from);
  }

  static void message(DataOutputStream out, byte[] bytes) throws IOException {
    out.write(ByteBuffer.allocate(2 + bytes.length).putShort((short) bytes.length).put(bytes).array());
  }

  static byte[] message(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readUnsignedShort()];
    in.readFully(bytes);
    return bytes;
  }

  // The work.

  static double trip(ByteBuffer request) throws IOException {
    long start = System.nanoTime();
    write(request);
    await(1);
    return (System.nanoTime() - start) / 1e3;
  }

  static double median(ByteBuffer request, int count) throws IOException {
    double[] times = new double[count];
    for (int i = 0; i < count; i++) times[i] = trip(request);
    Arrays.sort(times);
    return times[count / 2];
  }

  /** So many of one message, a number of them in each write. */
  static double oneWay(Term message, int count, int batch) throws IOException {
    write(direct(send("sink", tuple(atom("n"), PID, integer(count)))));
    await(1);
    byte[] frame = send("sink", message);
    ByteBuffer many = ByteBuffer.allocateDirect(batch * frame.length);
    for (int i = 0; i < batch; i++) many.put(frame);
    long start = System.nanoTime();
    for (int i = 0; i < count; i += batch) write(many);
    await(1);
    return (System.nanoTime() - start) / 1e9;
  }

  static double pipelined(int count, int batch) throws Exception {
    byte[] frame = send("echo", tuple(atom("echo"), PID, integer(1_000)));
    ByteBuffer many = ByteBuffer.allocateDirect(batch * frame.length);
    for (int i = 0; i < batch; i++) many.put(frame);
    long start = System.nanoTime();
    Thread sender = new Thread(() -> {
      try {
        for (int i = 0; i < count; i += batch) write(many);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    sender.start();
    await(count);
    sender.join();
    return (System.nanoTime() - start) / 1e9;
  }

  static double inbound(int count, int size) throws IOException {
    ByteBuffer request = direct(send("echo", tuple(atom("spray"), PID, integer(count), integer(size))));
    long start = System.nanoTime();
    write(request);
    await(count + 1);
    return (System.nanoTime() - start) / 1e9;
  }

  public static void main(String[] arguments) throws Exception {
    connect(arguments[0], arguments[1]);
    ByteBuffer small = direct(send("echo", tuple(atom("echo"), PID, atom("hello"))));
    ByteBuffer large = direct(send("echo", tuple(atom("echo"), PID, binary(65_536))));
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      median(small, 20_000);
      System.out.printf(Locale.ROOT,
          "RESULT rt_p50_us=%.1f rt64k_p50_us=%.1f oneway_small_per_s=%d oneway_64k_MBps=%d"
              + " pipelined_rt_per_s=%d in_small_per_s=%d in_64k_MBps=%d%n",
          median(small, 20_000), median(large, 2_000),
          Math.round(400_000 / oneWay(tuple(atom("msg"), integer(42)), 400_000, 500)),
          Math.round(10_000 * 65_536L / oneWay(tuple(atom("msg"), binary(65_536)), 10_000, 1) / 1e6),
          Math.round(200_000 / pipelined(200_000, 500)),
          Math.round(400_000 / inbound(400_000, 0)), Math.round(10_000 * 65_536L / inbound(10_000, 65_536) / 1e6));
    }
    System.exit(0);
  }
}
