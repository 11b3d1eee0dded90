package dev.mob.cluster;

import dev.mob.process.Pid;
import java.util.List;
import java.util.Set;

/**
 * One scope of OTP's {@code pg}: groups of processes on all nodes that have the scope. Eventually
 * consistent: each node has its own view. Look-ups take no lock; a process leaves all groups when
 * it ends, or when its node is gone.
 */
public interface ProcessGroups {

  /** The scope's name; {@code pg} is OTP's standard one. */
  String scope();

  /**
   * Adds a local process to a group; a process that joins twice is in it twice.
   *
   * @param group any term
   * @throws IllegalArgumentException when the process is not alive here
   */
  void join(Object group, Pid process);

  /** Takes a local process out of a group, once. False when it is not in it. */
  boolean leave(Object group, Pid process);

  /** All processes of a group, on all nodes; empty when there is no such group. */
  List<Pid> members(Object group);

  /** The processes of a group on this node. */
  List<Pid> localMembers(Object group);

  /** All groups that have members. */
  Set<Object> groups();
}
