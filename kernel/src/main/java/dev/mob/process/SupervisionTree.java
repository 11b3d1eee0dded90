package dev.mob.process;

import java.util.List;

/**
 * A supervisor with all that is below it, at one moment.
 *
 * @param id the child's id; the registered name or pid for the root
 * @param info {@code null} when the child does not run
 * @param children empty for a worker
 */
public record SupervisionTree(
    Object id,
    Pid pid,
    boolean supervisor,
    Child.Status status,
    long restarts,
    ExitReason lastExit,
    ProcessInfo info,
    List<SupervisionTree> children) {}
