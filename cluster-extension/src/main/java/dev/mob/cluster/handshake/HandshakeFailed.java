package dev.mob.cluster.handshake;

import java.io.IOException;

/** The two nodes do not become a link; {@link #reason()} and the message say why. */
public final class HandshakeFailed extends IOException {

  /** Why. */
  public enum Reason {
    /** A message that is not what the protocol has here. */
    PROTOCOL,
    /** The peer cannot do what is mandatory, or we cannot do what it demands. */
    INCOMPATIBLE,
    /** The cookies differ. */
    WRONG_COOKIE,
    /** This node, or the peer, does not let the other in. */
    NOT_ALLOWED,
    /** The peer is not the node that was asked for. */
    WRONG_NODE,
    /** The other connection between the same two nodes is the one to keep. */
    OTHER_CONNECTION,
    /** It took too long. */
    TIMEOUT
  }

  private final Reason reason;

  public HandshakeFailed(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
