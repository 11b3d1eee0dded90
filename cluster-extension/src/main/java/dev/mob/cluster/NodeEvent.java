package dev.mob.cluster;

import dev.mob.process.Atom;

/** What a process is sent that has asked {@link Cluster#monitorNodes} about other nodes. */
public sealed interface NodeEvent {

  /** Which node. */
  Atom node();

  /** True for a node that is not told to others. */
  boolean hidden();

  /** A node is connected now: Erlang's {@code {nodeup, Node}}. */
  record Up(Atom node, boolean hidden) implements NodeEvent {}

  /**
   * A node is not connected any more: Erlang's {@code {nodedown, Node}}. The {@code noconnection}
   * of links and monitors is sent before this.
   *
   * @param reason why, for people
   */
  record Down(Atom node, boolean hidden, String reason) implements NodeEvent {}
}
