package dev.mob.process;

/**
 * Names one process for as long as the node that runs it lives; never used again for another one.
 *
 * <p>Pids of this node and of others are one type: {@code send}, {@code link} and {@code monitor}
 * work the same on both. Two pids are equal when node, id, serial and creation are. Not for
 * extension outside the runtime and the cluster.
 */
public abstract non-sealed class Pid implements Address, Comparable<Pid> {

  protected Pid() {}

  /** The name of the node that runs the process; {@code nonode@nohost} when it has none. */
  public abstract Atom node();

  /** The slot in the node's process table: 28 significant bits or more. */
  public abstract int id();

  /** Tells apart the processes that used the same slot, one after the other. */
  public abstract int serial();

  /** Tells apart the lives of a node that was started again under the same name. */
  public abstract int creation();

  /** True when the process belongs to the runtime in this JVM that made this pid. */
  public abstract boolean isLocal();

  @Override
  public final boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Pid)) {
      return false;
    }
    Pid that = (Pid) other;
    return id() == that.id()
        && serial() == that.serial()
        && creation() == that.creation()
        && node().equals(that.node());
  }

  @Override
  public final int hashCode() {
    return id() * 31 + serial();
  }

  /** Erlang's order: by id, then serial, then node, then creation. */
  @Override
  public final int compareTo(Pid that) {
    int order = Integer.compareUnsigned(id(), that.id());
    if (order == 0) {
      order = Integer.compareUnsigned(serial(), that.serial());
    }
    if (order == 0) {
      order = node().compareTo(that.node());
    }
    return order == 0 ? Integer.compareUnsigned(creation(), that.creation()) : order;
  }

  /** As Erlang prints it: {@code <0.ID.SERIAL>} on its own node, {@code <NODE.ID.SERIAL>} else. */
  @Override
  public final String toString() {
    return "<"
        + (isLocal() ? "0" : node().name())
        + "."
        + Integer.toUnsignedString(id())
        + "."
        + Integer.toUnsignedString(serial())
        + ">";
  }
}
