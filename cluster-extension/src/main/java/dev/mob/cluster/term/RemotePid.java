package dev.mob.cluster.term;

import dev.mob.process.Atom;
import dev.mob.process.Pid;
import java.util.Objects;

/** A process of another node. Immutable. */
public final class RemotePid extends Pid {
  private final Atom node;
  private final int id;
  private final int serial;
  private final int creation;

  public RemotePid(Atom node, int id, int serial, int creation) {
    this.node = Objects.requireNonNull(node, "node");
    this.id = id;
    this.serial = serial;
    this.creation = creation;
  }

  @Override
  public Atom node() {
    return node;
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public int serial() {
    return serial;
  }

  @Override
  public int creation() {
    return creation;
  }

  @Override
  public boolean isLocal() {
    return false;
  }
}
