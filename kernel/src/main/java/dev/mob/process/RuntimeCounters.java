package dev.mob.process;

/**
 * What a runtime has done since it started.
 *
 * @param processes how many processes are alive
 * @param spawned how many were ever spawned
 * @param crashed how many their own code ended with a reason that is not orderly
 * @param reductions how many messages and signals were handled
 * @param dropped how many messages bounded mailboxes dropped
 * @param timers how many timers wait
 * @param workers how many worker threads exist, spare ones included
 */
public record RuntimeCounters(
    int processes,
    long spawned,
    long crashed,
    long reductions,
    long dropped,
    int timers,
    int workers) {}
