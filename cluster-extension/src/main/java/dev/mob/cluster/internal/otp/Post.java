package dev.mob.cluster.internal.otp;

import dev.mob.process.Address;
import dev.mob.process.Atom;
import dev.mob.process.Pid;
import dev.mob.process.Tuple;

/**
 * How servers write to those on other nodes: without making a connection, as OTP's {@code
 * noconnect}. They react to nodes that come and go; a late reaction must not bring one back that
 * has just been let go of.
 */
public interface Post {
  Atom GEN_CAST = Atom.of("$gen_cast");

  /** Whether there is a connection to that node. */
  boolean reaches(Atom node);

  /** Sends where a connection is there or on its way; else the message is lost. */
  void send(Pid from, Address to, Object message);

  /** {@link #send} of a cast to a server. */
  default void cast(Pid from, Address to, Object message) {
    send(from, to, Tuple.of(GEN_CAST, message));
  }
}
