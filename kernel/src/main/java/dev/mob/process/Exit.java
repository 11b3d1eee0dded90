package dev.mob.process;

/**
 * An exit signal as a process that traps exits sees it: Erlang's {@code {'EXIT', From, Reason}}.
 *
 * @param from the process that ended or sent the signal
 */
public record Exit(Pid from, ExitReason reason) {}
