package dev.mob.process;

/**
 * The message to the one who monitors a process when that process has ended, was not there, or its
 * node was lost: Erlang's {@code {'DOWN', Ref, process, Object, Reason}}. Exactly one comes for a
 * monitor.
 *
 * @param monitor what {@link Self#monitor} returned
 * @param process the pid or the name that was monitored
 * @param reason the process's exit reason, {@code noproc} or {@code noconnection}
 */
public record Down(Ref monitor, Address process, ExitReason reason) {}
