package dev.mob.cluster.link;

import dev.mob.cluster.term.TermDecoder;
import dev.mob.process.Atom;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads frames into signals: with a distribution header, in fragments, or passed through without
 * one. One a link; event loop only.
 *
 * <p>A message in fragments is kept until its last one is here; all such messages together hold at
 * most {@link LinkLimits#frameBytes}. {@link #close} gives up what is under way.
 */
final class SignalReader {
  private static final int PASS_THROUGH = 112;
  private static final int VERSION = 131;
  private static final int HEADER = 68;
  private static final int FIRST_FRAGMENT = 69;
  private static final int FRAGMENT = 70;

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
    final CompositeByteBuf parts;
    long next;

    Assembly(Atom[] atoms, CompositeByteBuf parts, long next) {
      this.atoms = atoms;
      this.parts = parts;
      this.next = next;
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
    CompositeByteBuf parts = in.alloc().compositeBuffer(Integer.MAX_VALUE);
    assemblies.put(sequence, new Assembly(own, parts, fragments - 1));
    add(parts, in);
    return null;
  }

  private Signal readFragment(ByteBuf in) {
    long sequence = in.readLong();
    long fragment = in.readLong();
    Assembly assembly = assemblies.get(sequence);
    if (assembly == null || assembly.next != fragment) {
      throw new MalformedSignal("a fragment that is not the next one of any message");
    }
    add(assembly.parts, in);
    assembly.next--;
    if (fragment > 1) {
      return null;
    }
    assemblies.remove(sequence);
    assembledBytes -= assembly.parts.readableBytes();
    try {
      return readSignal(assembly.parts, assembly.atoms, assembly.atoms.length);
    } finally {
      assembly.parts.release();
    }
  }

  private void add(CompositeByteBuf parts, ByteBuf in) {
    int length = in.readableBytes();
    // Each fragment counts for what its bookkeeping costs, so that empty ones are not free.
    assembledBytes += length;
    if (assembledBytes + parts.numComponents() * 64L > limits.frameBytes()) {
      throw new MalformedSignal(
          "messages in fragments of more than " + limits.frameBytes() + " bytes");
    }
    // A copy: the frame's buffer is large, shared, and about to be used again.
    parts.addComponent(true, in.alloc().buffer(length).writeBytes(in));
  }

  /** Gives up the messages that are not complete. */
  void close() {
    for (Assembly assembly : assemblies.values()) {
      assembly.parts.release();
    }
    assemblies.clear();
    assembledBytes = 0;
  }
}
