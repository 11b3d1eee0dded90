package dev.mob.process;

/**
 * How many children a supervisor has: OTP's {@code count_children}.
 *
 * @param specs all child specifications, running or not
 * @param active those whose process runs
 */
public record ChildCount(int specs, int active, int supervisors, int workers) {}
