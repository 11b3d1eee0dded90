package dev.mob.cluster.internal;

import dev.mob.cluster.handshake.LocalNode;
import dev.mob.process.Atom;
import dev.mob.process.Distribution;
import dev.mob.process.DistributionPort;

/**
 * Who this node is: whom its options say, or whom the first node that it connects to names it, for
 * as long as that connection stands (OTP's dynamic node name). While it has a name, the runtime is
 * attached under it. Safe for any thread.
 */
final class Identity {
  private final LocalNode asConfigured;
  private final DistributionPort port;
  private volatile LocalNode now;

  // Guarded by this.
  private Distribution out;
  private Atom giver;

  Identity(LocalNode asConfigured, DistributionPort port) {
    this.asConfigured = asConfigured;
    this.port = port;
    this.now = asConfigured;
  }

  LocalNode now() {
    return now;
  }

  boolean isNameless() {
    return now.isNameless();
  }

  /**
   * Attaches the runtime, now or as soon as there is a name.
   *
   * @throws IllegalStateException when it is attached already
   */
  synchronized void begin(Distribution distribution) {
    out = distribution;
    if (!now.isNameless()) {
      port.attach(now.name(), now.creation(), out);
    }
  }

  /**
   * A handshake has ended well in which this node was called so; false when it is another one by
   * now.
   */
  synchronized boolean isCalled(LocalNode name, Atom peer) {
    if (now.isNameless()) {
      if (out == null) {
        return false;
      }
      port.attach(name.name(), name.creation(), out);
      now = name;
      giver = peer;
    }
    return now.equals(name);
  }

  /** A connection has ended; true when that was the one that this node had its name of. */
  synchronized boolean losesNameWith(Atom peer) {
    if (!peer.equals(giver)) {
      return false;
    }
    giver = null;
    now = asConfigured;
    port.detach();
    return true;
  }

  /** The runtime is on its own again. */
  synchronized void end() {
    giver = null;
    out = null;
    port.detach();
  }
}
