package dev.mob.cluster;

import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;
import dev.mob.process.ChildSpec;
import dev.mob.process.DynamicSupervisor;

/**
 * This node among others. So far it holds its place: its settings are checked, what it needs of a
 * phone is declared, and {@link #CONNECTIONS} runs. It listens nowhere, connects to nobody and
 * provides no service, so nobody can take it for more than that.
 */
public final class ClusterExtension implements Extension {
  /** The name of the supervisor below which each connection to another node is a process. */
  public static final String CONNECTIONS = "cluster_connections";

  @Override
  public void activate(ExtensionContext context) {
    context.supervise(
        ChildSpec.dynamicSupervisor("connections", DynamicSupervisor.Spec.STANDARD)
            .name(CONNECTIONS));
  }
}
