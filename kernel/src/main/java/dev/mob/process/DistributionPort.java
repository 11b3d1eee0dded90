package dev.mob.process;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where signals from other nodes enter the runtime: what the runtime gives to the cluster. Reached
 * by {@link ProcessRuntime#distribution()}. May be called from any thread; never blocks.
 */
@ProviderType
public interface DistributionPort {

  /**
   * Names this node and connects the runtime to the cluster.
   *
   * @param creation tells apart the lives of a node under one name; not 0
   * @throws IllegalStateException when a cluster is attached already
   */
  void attach(Atom node, int creation, Distribution distribution);

  /** The node has no name and no cluster any more. */
  void detach();

  /** The process that stands for the runtime itself; the caller for plain threads. Always alive. */
  Pid systemProcess();

  /**
   * Delivers a message to a local pid, name or alias; dropped when there is nobody.
   *
   * @return false when there is nobody
   */
  boolean deliver(Address to, Object message);

  /** The local process with the numbers of a pid that came from another node; null when dead. */
  Pid local(int id, int serial, int creation);

  /** A process of another node links itself to a local one. */
  void link(Pid remote, Pid local);

  void unlink(Pid remote, Pid local);

  /** A linked process of another node has ended, or its node is gone. */
  void linkExit(Pid remote, Pid local, ExitReason reason);

  /** A process of another node sends {@code exit/2}. */
  void exit(Pid remote, Pid local, ExitReason reason);

  /** A process of another node watches a local pid or name. */
  void monitor(Pid remote, Address local, Ref monitor);

  void demonitor(Pid remote, Address local, Ref monitor);

  /** What a local process, thread or call monitors has ended, or its node is gone. */
  void monitorDown(Ref monitor, ExitReason reason);

  /**
   * A reply to {@link Distribution#call} has come.
   *
   * @return false when nobody waits for it any more
   */
  boolean reply(Ref tag, Object reply);
}
