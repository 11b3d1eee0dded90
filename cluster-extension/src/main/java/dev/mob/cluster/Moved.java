package dev.mob.cluster;

import dev.mob.process.Pid;

/**
 * The argument of {@code init} where a process begins that has come from another node.
 *
 * @param state what {@link Movable#pack} gave there
 * @param from its pid there; what is sent to that is forwarded for a while
 */
public record Moved(Object state, Pid from) {}
