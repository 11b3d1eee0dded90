package dev.mob.process;

/**
 * Where a message can be sent: a process, a registered name (on this node or another), an alias, or
 * a key in a {@link Registry}.
 *
 * <p>Sending to an address behind which there is nobody is not an error: the message is dropped, as
 * in Erlang (Reference Manual, "Processes", section "Message sending").
 */
public sealed interface Address permits Pid, Ref, ProcessName, Registry.Via {}
