package dev.mob.process;

import java.util.List;
import java.util.Set;

/**
 * One process at one moment: {@code erlang:process_info/1}. Read without stopping the process, so
 * the parts may be some messages apart.
 *
 * @param names the names it is registered under
 * @param behaviour the class name of its code
 * @param status what it does right now
 * @param mailboxLength how many messages wait
 * @param reductions how many messages and signals it has handled
 * @param parent the process that spawned it; {@code null} when a plain thread did
 * @param groupLeader see {@link Self#groupLeader()}; {@code null} when it has none
 * @param monitors what it monitors
 * @param monitoredBy who monitors it
 * @param droppedMessages how many a bounded mailbox has dropped
 */
public record ProcessInfo(
    Pid pid,
    List<Atom> names,
    String behaviour,
    Status status,
    int mailboxLength,
    long reductions,
    Pid parent,
    Pid groupLeader,
    boolean trapExit,
    Set<Pid> links,
    List<Address> monitors,
    Set<Pid> monitoredBy,
    long droppedMessages) {

  /** What a process does. */
  public enum Status {
    /** Nothing waits for it. */
    WAITING,
    /** It waits for a worker. */
    RUNNABLE,
    /** A worker runs it. */
    RUNNING,
    /** {@link Sys#suspend} stopped it. */
    SUSPENDED,
    /** It has ended. */
    EXITING
  }
}
