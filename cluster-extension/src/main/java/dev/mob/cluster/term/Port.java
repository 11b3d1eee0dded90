package dev.mob.cluster.term;

import dev.mob.process.Atom;
import java.util.Objects;

/**
 * A port of an Erlang node. Opaque here.
 *
 * @param id 28 bits up to OTP 23, 64 bits since
 */
public record Port(Atom node, long id, int creation) {
  public Port {
    Objects.requireNonNull(node, "node");
  }

  /** As Erlang prints it. */
  @Override
  public String toString() {
    return "#Port<" + node.name() + "." + Long.toUnsignedString(id) + ">";
  }
}
