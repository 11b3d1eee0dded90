package dev.mob.cluster.link;

import dev.mob.cluster.handshake.Flags;
import dev.mob.cluster.handshake.PeerNode;
import dev.mob.cluster.term.TermEncoder;
import dev.mob.process.Tuple;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes signals into frames, and gathers frames into chunks that go to the socket in one write.
 *
 * <p>A signal is encoded into a scratch buffer first, for the header before it says which atoms it
 * refers to. Small ones are then copied to the end of the last chunk; one of {@link #LARGE} bytes
 * or more becomes a chunk itself. Not safe for threads: the caller holds the link's lock.
 */
final class SignalWriter {
  private static final int FRAGMENT_BYTES = 64 * 1024;

  /**
   * From here on a signal is sent in fragments. They follow each other without a pause, so they buy
   * a medium one nothing, and cost the peer a copy of it.
   */
  private static final int FRAGMENTED_BYTES = 256 * 1024;

  private static final int CHUNK = 64 * 1024;
  private static final int LARGE = 8 * 1024;

  /** Enough for a length, a header of 255 references and what comes before. */
  private static final int HEADER_ROOM = 512;

  private final ByteBufAllocator allocator;
  private final TermEncoder terms;
  private final SignalFormat format;
  private final OutboundAtoms atoms;
  private final boolean fragments;
  private final Deque<ByteBuf> chunks = new ArrayDeque<>();

  private ByteBuf open;
  private ByteBuf scratch;
  private int scratchSize = 1_024;
  private long sequence;
  private long bytes;

  SignalWriter(PeerNode peer, TermEncoder terms, ByteBufAllocator allocator) {
    this.allocator = allocator;
    this.terms = terms;
    this.format = new SignalFormat(peer);
    // Fragments need the header: without it an Erlang node closes the connection (measured).
    this.atoms = peer.can(Flags.DIST_HDR_ATOM_CACHE) ? new OutboundAtoms() : null;
    this.fragments = atoms != null && peer.can(Flags.FRAGMENTS);
  }

  /** How many bytes wait in chunks. */
  long bytes() {
    return bytes;
  }

  /** The next chunk, oldest first; the caller owns it. {@code null} when there are no more. */
  ByteBuf poll() {
    if (chunks.isEmpty()) {
      seal();
    }
    ByteBuf next = chunks.poll();
    if (next != null) {
      bytes -= next.readableBytes();
    }
    return next;
  }

  /** Gives back what is left of the chunk that was taken last: it comes first again. */
  void putBack(ByteBuf chunk) {
    chunks.addFirst(chunk);
    bytes += chunk.readableBytes();
  }

  /** Adds a tick: a frame of no bytes. */
  void tick() {
    room(4).writeInt(0);
    bytes += 4;
  }

  /**
   * Adds a signal.
   *
   * @throws dev.mob.cluster.term.UnencodableTerm when a part of it is no term; nothing is added
   */
  void write(Signal signal) {
    if (scratch == null) {
      scratch = allocator.buffer(scratchSize);
    }
    ByteBuf body = scratch.clear();
    Tuple control = format.control(signal);
    Object payload = format.payload(signal);
    if (atoms == null) {
      writePassThrough(body, control, payload);
      return;
    }
    atoms.begin();
    boolean written = false;
    try {
      terms.encode(control, body, atoms);
      if (payload != SignalFormat.NO_PAYLOAD) {
        terms.encode(payload, body, atoms);
      }
      written = true;
    } finally {
      if (!written) {
        atoms.abandon();
      }
    }
    if (fragments && body.readableBytes() > FRAGMENTED_BYTES) {
      writeFragments(body);
    } else {
      writeFrame(body);
    }
  }

  private void writePassThrough(ByteBuf body, Tuple control, Object payload) {
    terms.encodeVersioned(control, body);
    if (payload != SignalFormat.NO_PAYLOAD) {
      terms.encodeVersioned(payload, body);
    }
    ByteBuf out = room(5 + body.readableBytes());
    out.writeInt(1 + body.readableBytes()).writeByte(112);
    add(out, body, 5);
  }

  private void writeFrame(ByteBuf body) {
    int length = body.readableBytes();
    ByteBuf out = room(HEADER_ROOM + (length < LARGE ? length : 0));
    int start = out.writerIndex();
    out.writeInt(0).writeByte(131).writeByte(68);
    atoms.write(out);
    int header = out.writerIndex() - start;
    out.setInt(start, header - 4 + length);
    add(out, body, header);
  }

  private void add(ByteBuf out, ByteBuf body, int headerBytes) {
    int length = body.readableBytes();
    bytes += headerBytes + length;
    if (length < LARGE) {
      out.writeBytes(body);
      return;
    }
    seal();
    chunks.add(body);
    takeScratch(length);
  }

  /** The scratch buffer is on its way out; the next one starts as large as this one had to be. */
  private void takeScratch(int length) {
    scratch = null;
    scratchSize = Math.min(length + 256, FRAGMENTED_BYTES);
  }

  private void writeFragments(ByteBuf body) {
    long count = (body.readableBytes() + FRAGMENT_BYTES - 1) / FRAGMENT_BYTES;
    long id = ++sequence;
    int length = body.readableBytes();
    for (long fragment = count; fragment > 0; fragment--) {
      ByteBuf out = room(HEADER_ROOM);
      int start = out.writerIndex();
      out.writeInt(0).writeByte(131).writeByte(fragment == count ? 69 : 70);
      out.writeLong(id).writeLong(fragment);
      if (fragment == count) {
        atoms.write(out);
      }
      int header = out.writerIndex() - start;
      ByteBuf part = body.readRetainedSlice(Math.min(FRAGMENT_BYTES, body.readableBytes()));
      out.setInt(start, header - 4 + part.readableBytes());
      bytes += header + part.readableBytes();
      seal();
      chunks.add(part);
    }
    body.release();
    takeScratch(length);
  }

  /** The buffer that small frames are gathered in, with at least this much room. */
  private ByteBuf room(int needed) {
    if (open != null && open.writableBytes() < needed) {
      seal();
      open.release();
      open = null;
    }
    if (open == null) {
      open = allocator.directBuffer(Math.max(CHUNK, needed));
    }
    return open;
  }

  /** Makes what is in the open buffer a chunk; the rest of the buffer is used on. */
  private void seal() {
    if (open != null && open.isReadable()) {
      chunks.add(open.readRetainedSlice(open.readableBytes()));
    }
  }

  /** Releases all that was not taken. */
  void close() {
    for (ByteBuf chunk = poll(); chunk != null; chunk = poll()) {
      chunk.release();
    }
    if (open != null) {
      open.release();
      open = null;
    }
    if (scratch != null) {
      scratch.release();
      scratch = null;
    }
  }
}
