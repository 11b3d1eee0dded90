package dev.mob.process;

/**
 * Carries signals to other nodes: what the cluster gives to the runtime by {@link
 * DistributionPort#attach}.
 *
 * <p>The runtime calls these methods from workers and other threads; they must not block. Order
 * between two processes is kept by calling them in order. None of them fails: what cannot be sent
 * comes back through {@link DistributionPort} as {@code noconnection}, or is dropped, as in Erlang.
 */
public interface Distribution {

  /**
   * Sends a message to a process, a registered name or an alias of another node.
   *
   * @param from the sending process; {@code null} for a plain thread
   */
  void send(Pid from, Address to, Object message);

  /** Asks for a link; the answer to a process that is not there is {@code noproc}. */
  void link(Pid from, Pid to);

  void unlink(Pid from, Pid to);

  /**
   * Asks for a monitor; exactly one {@link DistributionPort#monitorDown} must follow unless {@link
   * #demonitor} comes first.
   *
   * @param from the watching process; the runtime's own process for plain threads and calls
   */
  void monitor(Pid from, Address to, Ref monitor);

  void demonitor(Pid from, Address to, Ref monitor);

  /** Sends an exit signal: {@code exit/2}. */
  void exit(Pid from, Pid to, ExitReason reason);

  /** Tells a linked process of another node that this one has ended. */
  void linkExit(Pid from, Pid to, ExitReason reason);

  /**
   * Tells a process of another node that what it monitored has ended.
   *
   * @param target what the watcher named: the pid or the registered name
   */
  void down(Pid from, Address target, Pid watcher, Ref monitor, ExitReason reason);

  /**
   * Sends a call in the form of OTP's {@code gen}: {@code {'$gen_call', {From, [alias | Tag]},
   * Request}} with a monitor on the callee under the same reference. The reply comes back by {@link
   * DistributionPort#reply}, the callee's end by {@link DistributionPort#monitorDown}.
   */
  void call(Pid from, Address to, Ref tag, Object request);

  /**
   * Answers a caller of another node: {@code {Tag, Reply}} to the alias in the tag, or to the pid.
   */
  void reply(Pid caller, Object tag, Object reply);
}
