package dev.mob.cluster.link;

import dev.mob.process.Address;
import dev.mob.process.Atom;
import dev.mob.process.Pid;
import dev.mob.process.Ref;
import java.util.List;

/**
 * What one node tells another: a control message and, where it has one, its payload.
 *
 * <p>Operations that OTP has in several forms (with a trace token, with the reason in the control
 * message or as payload) are one type here; {@link SignalFormat} knows the forms.
 */
public sealed interface Signal {

  /**
   * A message.
   *
   * @param from the sender; {@code null} where the form does not tell it
   * @param to a pid, a name on the receiving node (without node), or an alias
   */
  record Send(Pid from, Address to, Object message) implements Signal {}

  /** Makes a link. */
  record Link(Pid from, Pid to) implements Signal {}

  /**
   * Removes a link.
   *
   * @param id names this removal; {@code null} where the peer is too old for ids
   */
  record Unlink(Long id, Pid from, Pid to) implements Signal {}

  /** Says that a removal is known: what comes after it belongs to a new link. */
  record UnlinkAck(long id, Pid from, Pid to) implements Signal {}

  /** A linked process has ended. */
  record Exit(Pid from, Pid to, Object reason) implements Signal {}

  /** {@code exit/2}. */
  record Exit2(Pid from, Pid to, Object reason) implements Signal {}

  /**
   * Begins to watch.
   *
   * @param target a pid, or a name on the receiving node (without node)
   */
  record Monitor(Pid from, Address target, Ref ref) implements Signal {}

  /** Ends to watch. */
  record Demonitor(Pid from, Address target, Ref ref) implements Signal {}

  /**
   * What was watched has ended, or was not there.
   *
   * @param target as it was given in {@link Monitor}
   */
  record MonitorDown(Address target, Pid to, Ref ref, Object reason) implements Signal {}

  /** Gives a process another group leader. */
  record GroupLeader(Pid leader, Pid process) implements Signal {}

  /**
   * Asks for a process to be spawned.
   *
   * @param options {@code monitor}, {@code link}, {@code {monitor, Options}} and others
   */
  record SpawnRequest(
      Ref id,
      Pid from,
      Pid groupLeader,
      Atom module,
      Atom function,
      int arity,
      List<Object> options,
      List<Object> arguments)
      implements Signal {}

  /**
   * Answers a {@link SpawnRequest}.
   *
   * @param flags {@link #LINKED} and {@link #MONITORED}
   * @param result the pid, or an atom that says why there is none
   */
  record SpawnReply(Ref id, Pid to, int flags, Object result) implements Signal {
    public static final int LINKED = 1;
    public static final int MONITORED = 2;
  }
}
