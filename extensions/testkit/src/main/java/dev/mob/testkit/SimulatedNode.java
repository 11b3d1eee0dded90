package dev.mob.testkit;

import dev.mob.host.Host;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Strategy;
import dev.mob.process.Supervisor;
import dev.mob.process.SupervisorSpec;
import dev.mob.testkit.internal.NodeContext;
import dev.mob.testkit.internal.NodeReadiness;
import dev.mob.testkit.internal.NodeServices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Extensions in a {@link dev.mob.process.Simulation}, each under a supervisor of its own, with the
 * services that they give each other: a node without bundles, class loaders and threads, so that a
 * run depends on its seed alone.
 *
 * <p>Used by the thread that drives the simulation.
 */
public final class SimulatedNode implements AutoCloseable {
  private static final int RESTARTS = 10;
  private static final Duration WITHIN = Duration.ofSeconds(10);

  private final ProcessRuntime runtime;
  private final List<NodeContext> active = new ArrayList<>();
  private final NodeServices services = new NodeServices();
  private final NodeReadiness readiness = new NodeReadiness();

  private SimulatedNode(ProcessRuntime runtime) {
    this.runtime = runtime;
  }

  /**
   * Activates extensions, in this order.
   *
   * @param host whose platform services they get
   * @throws IllegalStateException when one fails; those before it are stopped
   */
  public static SimulatedNode start(ProcessRuntime runtime, Host host, List<Part> parts) {
    SimulatedNode node = new SimulatedNode(runtime);
    for (Part part : parts) {
      try {
        node.activate(host, part);
      } catch (Exception e) {
        node.close();
        throw new IllegalStateException(
            "extension " + part.id() + " was not activated: " + e.getMessage(), e);
      }
    }
    node.readiness.reached();
    return node;
  }

  private void activate(Host host, Part part) throws Exception {
    Pid supervisor =
        Supervisor.start(
            runtime,
            SupervisorSpec.of(Strategy.ONE_FOR_ONE).intensity(RESTARTS, WITHIN),
            SpawnOptions.NONE.leadsGroup());
    NodeContext context = new NodeContext(part, host, runtime, supervisor, services, readiness);
    active.add(context);
    part.extension().activate(context);
  }

  /** The supervisor of an extension, to see whether it has given up. */
  public Pid supervisor(String extension) {
    for (NodeContext context : active) {
      if (context.id().equals(extension)) {
        return context.supervisor();
      }
    }
    throw new IllegalArgumentException("no extension " + extension + " runs here");
  }

  /** The service that an extension here provides. */
  public <T> T service(Class<T> contract) {
    return services
        .find(contract)
        .orElseThrow(
            () -> new IllegalArgumentException("nobody here provides " + contract.getName()));
  }

  /** Stops the extensions in reverse order: processes, services, resources. */
  @Override
  public void close() {
    for (int i = active.size() - 1; i >= 0; i--) {
      active.get(i).close();
    }
    active.clear();
  }
}
