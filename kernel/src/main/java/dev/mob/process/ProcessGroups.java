package dev.mob.process;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Named groups of processes: OTP's {@code pg}. One instance is one scope; scopes of the same name
 * on connected nodes share their groups once a cluster joins them.
 *
 * <p>A process may join a group several times and is then a member several times. It leaves all its
 * groups when it ends. Reading takes no lock and may lag behind a join by a moment, as in OTP. Safe
 * for use from any thread. Reached by {@link ProcessRuntime#groups}.
 */
@ProviderType
public interface ProcessGroups {

  /** The name of this scope. */
  Atom scope();

  /**
   * Adds a local process to a group, once more if it is in it already.
   *
   * @throws IllegalArgumentException for a process of another node: its own node adds it
   */
  void join(Object group, Pid process);

  /** Takes a process out of a group, once; false when it is not in it. */
  boolean leave(Object group, Pid process);

  /** The members of all nodes, in no particular order. */
  List<Pid> members(Object group);

  /** The members on this node. */
  List<Pid> localMembers(Object group);

  /** The groups that have members. */
  Set<Object> groups();

  /** Sends a message to every member. */
  void broadcast(Object group, Object message);

  /**
   * Follows joins and leaves until the returned handle is closed. The listener runs on the thread
   * of whoever causes the change and must not block.
   */
  AutoCloseable subscribe(Listener listener);

  /** For the cluster: processes of another node have joined; it watches over their end itself. */
  void joinRemote(Object group, List<Pid> processes);

  /** For the cluster: processes of another node have left, or are gone. */
  void leaveRemote(Object group, List<Pid> processes);

  /** Hears of changes. */
  interface Listener {
    void joined(Object group, List<Pid> processes);

    void left(Object group, List<Pid> processes);
  }
}
