package dev.mob.cluster;

import dev.mob.process.Pid;
import java.time.Duration;
import java.util.Set;

/**
 * Names that are unique in the cluster: OTP's {@code global}. A hidden node has no part in it: it
 * knows no names and cannot register any.
 */
public interface GlobalNames {

  /** The process under a name, on whatever node; {@code null} when there is none. */
  Pid whereis(Object name);

  /** All names that are known here. */
  Set<Object> names();

  /**
   * Registers a process under a name on all nodes; {@code global:register_name/2}. Blocks, for the
   * nodes lock each other out meanwhile.
   *
   * @param name any term
   * @return false when the name is taken, or the lock was not to be had in this time
   */
  boolean register(Object name, Pid process, Duration timeout);

  /**
   * Has a name stand for another process on all nodes, without a moment in which it stands for
   * none; {@code global:re_register_name/2}. False when the lock was not to be had in this time.
   */
  boolean reregister(Object name, Pid process, Duration timeout);

  /** Removes a name on all nodes; false when the lock was not to be had in this time. */
  boolean unregister(Object name, Duration timeout);
}
