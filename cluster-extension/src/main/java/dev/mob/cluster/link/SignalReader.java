package dev.mob.cluster.link;

import dev.mob.cluster.term.TermDecoder;
import dev.mob.process.Atom;
import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads frames into signals: with a distribution header, in fragments, or passed through without
 * one. One a link; event loop only.
 *
 * <p>A message in fragments is kept until its last one is here; all such messages together are of
 * at most {@link LinkLimits#frameBytes}, in buffers of at most twice that. {@link #close} gives up
 * what is under way.
 */
final class SignalReader {
  private static final int PASS_THROUGH = 112;
  private static final int VERSION = 131;
  private static final int HEADER = 68;
  private static final int FIRST_FRAGMENT = 69;
  private static final int FRAGMENT = 70;

  /** What a fragment counts for besides its bytes. */
  private static final int FRAGMENT_COST = 64;

  /** How much room there is at first, whatever the first fragment promises. */
  private static final int FIRST = 1 << 20;

  private static final int MAX_WHOLE = Integer.MAX_VALUE - 8;

  private final LinkLimits limits;
  private final TermDecoder terms;
  private final InboundAtoms cache = new InboundAtoms();
  private final Atom[] atoms = new Atom[255];
  private final Map<Long, Assembly> assemblies = new HashMap<>();
  private long assembledBytes;

  SignalReader(LinkLimits limits, TermDecoder terms) {
    this.limits = limits;
    this.terms = terms;
  }

  /** A message of which some fragments are here. */
  private static final class Assembly {
    final Atom[] atoms;
    final ByteBuf whole;

    /** How long it becomes if all fragments are as long as the first. */
    final long likely;

    long next;
    long cost;

    Assembly(Atom[] atoms, ByteBuf first, long fragments) {
      this.atoms = atoms;
      this.likely = Math.min(fragments, MAX_WHOLE) * first.readableBytes();
      this.next = fragments - 1;
      this.whole =
          first.alloc().buffer((int) Math.min(likely, Math.max(FIRST, first.readableBytes())));
    }

    void add(ByteBuf part) {
      int needed = whole.readableBytes() + part.readableBytes();
      if (needed > whole.capacity()) {
        long larger = Math.max(needed, Math.min(likely, 2L * whole.capacity()));
        whole.capacity((int) Math.min(larger, MAX_WHOLE));
      }
      whole.writeBytes(part);
    }
  }

  /**
   * Reads one frame.
   *
   * @param in exactly one frame, not empty
   * @return the signal; {@code null} when it is not complete yet
   * @throws RuntimeException {@link MalformedSignal}, {@link dev.mob.cluster.term.MalformedTerm} or
   *     an index out of bounds when it is not one
   */
  Signal read(ByteBuf in) {
    int kind = in.readUnsignedByte();
    if (kind == PASS_THROUGH) {
      return readPassThrough(in);
    }
    if (kind != VERSION) {
      throw new MalformedSignal("a frame that begins with " + kind);
    }
    int header = in.readUnsignedByte();
    switch (header) {
      case HEADER:
        int count = cache.read(in, atoms);
        return readSignal(in, atoms, count);
      case FIRST_FRAGMENT:
        return readFirstFragment(in);
      case FRAGMENT:
        return readFragment(in);
      default:
        throw new MalformedSignal("a distribution header that begins with " + header);
    }
  }

  private Signal readPassThrough(ByteBuf in) {
    Object control = terms.decodeVersioned(in);
    Object payload = null;
    if (SignalFormat.hasPayload(control)) {
      payload = terms.decodeVersioned(in);
    }
    return complete(in, control, payload);
  }

  private Signal readSignal(ByteBuf in, Atom[] references, int count) {
    Object control = terms.decode(in, references, count);
    Object payload = null;
    if (SignalFormat.hasPayload(control)) {
      payload = terms.decode(in, references, count);
    }
    return complete(in, control, payload);
  }

  private static Signal complete(ByteBuf in, Object control, Object payload) {
    if (in.isReadable()) {
      throw new MalformedSignal(in.readableBytes() + " bytes follow a signal");
    }
    return SignalFormat.read(control, payload);
  }

  private Signal readFirstFragment(ByteBuf in) {
    long sequence = in.readLong();
    long fragments = in.readLong();
    int count = cache.read(in, atoms);
    if (fragments == 1) {
      return readSignal(in, atoms, count);
    }
    if (assemblies.size() == limits.openFragments()) {
      throw new MalformedSignal(
          "more than " + assemblies.size() + " messages in fragments at once");
    }
    if (fragments < 1 || assemblies.containsKey(sequence)) {
      throw new MalformedSignal("a first fragment of a message that is under way");
    }
    Atom[] own = new Atom[count];
    System.arraycopy(atoms, 0, own, 0, count);
    Assembly assembly = new Assembly(own, in, fragments);
    assemblies.put(sequence, assembly);
    add(assembly, in);
    return null;
  }

  private Signal readFragment(ByteBuf in) {
    long sequence = in.readLong();
    long fragment = in.readLong();
    Assembly assembly = assemblies.get(sequence);
    if (assembly == null || assembly.next != fragment) {
      throw new MalformedSignal("a fragment that is not the next one of any message");
    }
    assembly.next--;
    add(assembly, in);
    if (fragment > 1) {
      return null;
    }
    assemblies.remove(sequence);
    assembledBytes -= assembly.cost;
    try {
      return readSignal(assembly.whole, assembly.atoms, assembly.atoms.length);
    } finally {
      assembly.whole.release();
    }
  }

  private void add(Assembly assembly, ByteBuf in) {
    // Each fragment counts for more than its bytes, so that empty ones are not free.
    long cost = in.readableBytes() + FRAGMENT_COST;
    assembly.cost += cost;
    assembledBytes += cost;
    if (assembledBytes > limits.frameBytes() + FRAGMENT_COST) {
      throw new MalformedSignal(
          "messages in fragments of more than " + limits.frameBytes() + " bytes");
    }
    assembly.add(in);
  }

  /** Gives up the messages that are not complete. */
  void close() {
    for (Assembly assembly : assemblies.values()) {
      assembly.whole.release();
    }
    assemblies.clear();
    assembledBytes = 0;
  }
}
