package dev.mob.cluster;

import dev.mob.process.Atom;
import java.io.IOException;

/** There is no connection to a node, and none can be made. The message says why. */
public final class NotConnected extends IOException {
  private final Atom node;

  public NotConnected(Atom node, String why, Throwable cause) {
    super("no connection to " + node.name() + ": " + why, cause);
    this.node = node;
  }

  public Atom node() {
    return node;
  }
}
