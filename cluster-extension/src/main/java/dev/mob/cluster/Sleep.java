package dev.mob.cluster;

import dev.mob.extension.SuspendListener;
import dev.mob.process.Atom;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import java.time.Duration;
import java.util.Set;

/**
 * Leaves when the operating system is about to stop this node, so that the others know at once, and
 * comes back under the same name when it goes on, to the nodes that it was connected to.
 */
final class Sleep implements SuspendListener {
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(3);

  private final ClusterNode node;
  private final ProcessRuntime runtime;
  private final Runnable leaves;
  private volatile Set<Atom> before = Set.of();

  /**
   * @param leaves run before the node leaves
   */
  Sleep(ClusterNode node, ProcessRuntime runtime, Runnable leaves) {
    this.node = node;
    this.runtime = runtime;
    this.leaves = leaves;
  }

  @Override
  public void suspending(Duration left) {
    before = node.nodes(true);
    leaves.run();
    Duration half = left.dividedBy(2);
    node.leave(half.compareTo(LONGEST_GOODBYE) < 0 ? half : LONGEST_GOODBYE);
  }

  @Override
  public void resuming(Duration slept) {
    runtime.send(ProcessName.of(Listening.NAME), new Listening.ComeBack(before));
  }
}
