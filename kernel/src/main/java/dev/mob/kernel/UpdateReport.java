package dev.mob.kernel;

import dev.mob.config.Version;
import java.time.Duration;
import java.util.List;

/**
 * What a hot update has done.
 *
 * @param id the extension
 * @param from the version before
 * @param to the version that runs now
 * @param processes how many processes were at rest and went on with the new code
 * @param pause how long they rested
 * @param took how long all of it took, the probation excepted
 * @param ended children that only the old version had, by their ids
 * @param restarted extensions that depend on this one and were started again
 */
public record UpdateReport(
    String id,
    Version from,
    Version to,
    int processes,
    Duration pause,
    Duration took,
    List<String> ended,
    List<String> restarted) {}
