package dev.mob.cluster;

import dev.mob.cluster.internal.Node;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Supervisor;
import dev.mob.process.SupervisorSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A process runtime's membership in a cluster. Whoever joins owns it and closes it: then the node
 * leaves cleanly, and the runtime can join again, under the same name or another.
 */
public interface ClusterNode extends Cluster, AutoCloseable {

  /**
   * Gives the runtime a name and makes it reachable. Blocks until EPMD knows it.
   *
   * @throws IOException when the port or the name is taken; the runtime is then as it was
   */
  static ClusterNode join(ProcessRuntime runtime, ClusterOptions options) throws IOException {
    return join(
        runtime, options, services -> Supervisor.start(runtime, services, SpawnOptions.NONE));
  }

  /**
   * As {@link #join(ProcessRuntime, ClusterOptions)}, with the node's own processes ({@code
   * net_kernel}, {@code rex}, {@code pg}) below a supervisor of the caller's.
   *
   * @param supervise starts a supervisor and returns it
   */
  static ClusterNode join(
      ProcessRuntime runtime, ClusterOptions options, Function<SupervisorSpec, Pid> supervise)
      throws IOException {
    return Node.join(runtime, options, supervise);
  }

  /**
   * As {@link #join(ProcessRuntime, ClusterOptions, Function)}, but returns at once: the runtime
   * has its name, connecting and sending work and wait; {@link #opened} tells when the node can be
   * reached, or why not.
   *
   * @throws IllegalStateException when the runtime is in a cluster already
   */
  static ClusterNode begin(
      ProcessRuntime runtime, ClusterOptions options, Function<SupervisorSpec, Pid> supervise) {
    return Node.begin(runtime, options, supervise);
  }

  /**
   * Makes this node reachable, unless it is: after {@link #leave}, or once more when it failed.
   * Never blocks.
   *
   * @return fails with an {@link IOException} when the port or the name is taken
   * @throws IllegalStateException after {@link #close}
   */
  CompletableFuture<Void> open();

  /**
   * Leaves for a while: says goodbye to EPMD and to all nodes, what was sent before is sent. Name,
   * processes, pids and registrations stay; until {@link #open} other nodes cannot be reached
   * ({@code noconnection}). Blocks for the time at most, a little longer where a peer hangs.
   */
  void leave(Duration time);

  /** The port that this node listens on; 0 while it does not listen. */
  int port();

  /** Leaves: what was sent is sent, then all connections end. Idempotent. */
  @Override
  void close();
}
