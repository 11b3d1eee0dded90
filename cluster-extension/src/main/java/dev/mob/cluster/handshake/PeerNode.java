package dev.mob.cluster.handshake;

import dev.mob.process.Atom;

/**
 * The other node, as it presented itself.
 *
 * @param flags what both can do, and the peer's {@link Flags#PUBLISHED}
 */
public record PeerNode(Atom name, long flags, int creation) {
  /** True when both can do this. */
  public boolean can(long flag) {
    return (flags & flag) == flag;
  }

  /** True when the peer is not told to others. */
  public boolean isHidden() {
    return (flags & Flags.PUBLISHED) == 0;
  }
}
