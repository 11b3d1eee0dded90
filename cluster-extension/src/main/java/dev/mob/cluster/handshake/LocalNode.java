package dev.mob.cluster.handshake;

import dev.mob.process.Atom;
import java.util.Objects;

/**
 * This node, as it presents itself.
 *
 * @param name {@code name@host}; only the host part, without {@code @}, asks the peer for a name
 * @param flags {@link Flags#SUPPORTED}, with {@link Flags#PUBLISHED} unless hidden
 * @param creation tells apart the lives of this node; 0 while it has no name
 */
public record LocalNode(Atom name, long flags, int creation) {
  public LocalNode {
    Objects.requireNonNull(name, "name");
  }

  /** True while this node asks its peer for a name. */
  public boolean isNameless() {
    return name.name().indexOf('@') < 0;
  }
}
