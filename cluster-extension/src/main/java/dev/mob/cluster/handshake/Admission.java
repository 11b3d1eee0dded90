package dev.mob.cluster.handshake;

import dev.mob.process.Atom;

/**
 * Decides about connections, for it knows them all: OTP's {@code net_kernel} in the handshake.
 * Called on event loops; must not block.
 */
public interface Admission {

  /** The answers to a node that connects, as {@code dist_util:mark_pending} has them. */
  enum Verdict {
    /** Come in. */
    OK,
    /** Come in; this node was connecting to you too, and gives that up. */
    OK_SIMULTANEOUS,
    /** Go away: this node is connecting to you too, and that connection is the one to keep. */
    NOK,
    /** You are connected already; do you still want this connection? */
    ALIVE,
    /** Go away. */
    NOT_ALLOWED
  }

  /** A node has connected and said its name. */
  Verdict arrived(Atom node, Handshake handshake);

  /** The connected node wants this connection in place of the one it has. */
  void replace(Atom node, Handshake handshake);

  /** A name and creation for a node that has none; {@code null} to refuse it. */
  LocalNode nameFor(Atom host);

  /** True while the connection that this node began is still wanted. */
  boolean isWanted(Atom node, Handshake handshake);
}
