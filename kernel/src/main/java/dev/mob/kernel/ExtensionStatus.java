package dev.mob.kernel;

import dev.mob.config.Version;
import dev.mob.process.Pid;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One extension at one moment. Immutable.
 *
 * @param id as in mob.conf
 * @param version as in its descriptor
 * @param packaging how it came in: {@code linked}, {@code bundle}, or another {@linkplain
 *     dev.mob.kernel.packaging.Packaging packaging}'s name
 * @param origin the jar or the place on the class path that it came from
 * @param state where it is in its life
 * @param failure why it does not run, when it should
 * @param requires the ids of the extensions that it requires and that are activated before it
 * @param activation how long its activation took, from the start of its bundle; zero before it is
 *     active
 * @param supervisor the supervisor of its processes, while it has one
 */
public record ExtensionStatus(
    String id,
    Version version,
    String packaging,
    String origin,
    ExtensionState state,
    Optional<Failure> failure,
    List<String> requires,
    Duration activation,
    Optional<Pid> supervisor) {

  public boolean isActive() {
    return state == ExtensionState.ACTIVE;
  }
}
