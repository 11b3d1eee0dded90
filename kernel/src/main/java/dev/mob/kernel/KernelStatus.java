package dev.mob.kernel;

import dev.mob.process.Pid;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A kernel at one moment. Immutable.
 *
 * @param state where it is in its life
 * @param node the node's name from mob.conf; empty before that has been read
 * @param conf the mob.conf file, as it was named
 * @param home the home folder
 * @param bootedAt when {@code boot} was called; empty before
 * @param bootTime how long it took from there to ready; zero before it is ready
 * @param root the root supervisor, while there is one
 * @param extensions in the order in which they are activated
 */
public record KernelStatus(
    KernelState state,
    String node,
    String conf,
    Path home,
    Optional<Instant> bootedAt,
    Duration bootTime,
    Optional<Pid> root,
    List<ExtensionStatus> extensions) {

  /** The extension with this id. */
  public Optional<ExtensionStatus> extension(String id) {
    for (ExtensionStatus extension : extensions) {
      if (extension.id().equals(id)) {
        return Optional.of(extension);
      }
    }
    return Optional.empty();
  }

  /** True when the kernel is ready and every extension of mob.conf is active. */
  public boolean isHealthy() {
    if (state != KernelState.READY) {
      return false;
    }
    for (ExtensionStatus extension : extensions) {
      if (!extension.isActive()) {
        return false;
      }
    }
    return true;
  }
}
