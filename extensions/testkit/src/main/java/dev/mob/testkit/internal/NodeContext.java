package dev.mob.testkit.internal;

import dev.mob.config.Settings;
import dev.mob.config.Version;
import dev.mob.extension.ExtensionContext;
import dev.mob.extension.Registration;
import dev.mob.extension.ServiceListener;
import dev.mob.extension.ServiceUnavailable;
import dev.mob.host.Host;
import dev.mob.host.PlatformService;
import dev.mob.process.Address;
import dev.mob.process.CallFailed;
import dev.mob.process.ChildSpec;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Supervisor;
import dev.mob.testkit.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One extension's view of a simulated node. */
public final class NodeContext implements ExtensionContext, AutoCloseable {
  private static final Version VERSION = Version.of(1, 0, 0);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Part part;
  private final Host host;
  private final ProcessRuntime runtime;
  private final Pid supervisor;
  private final NodeServices services;
  private final NodeReadiness readiness;
  private final Logger logger;

  /** What is withdrawn at the end, the latest first. */
  private final Deque<AutoCloseable> owned = new ArrayDeque<>();

  public NodeContext(
      Part part,
      Host host,
      ProcessRuntime runtime,
      Pid supervisor,
      NodeServices services,
      NodeReadiness readiness) {
    this.part = part;
    this.host = host;
    this.runtime = runtime;
    this.supervisor = supervisor;
    this.services = services;
    this.readiness = readiness;
    this.logger = LoggerFactory.getLogger("mob.extension." + part.id());
  }

  @Override
  public String id() {
    return part.id();
  }

  /** A simulated node is alone in its world. */
  @Override
  public String nodeName() {
    return "simulated";
  }

  @Override
  public Version version() {
    return VERSION;
  }

  @Override
  public Settings settings() {
    return part.settings();
  }

  @Override
  public <T> Registration provide(Class<T> contract, T service, Map<String, ?> properties) {
    return withdrawn(services.provide(contract, service, properties));
  }

  @Override
  public <T> T require(Class<T> contract) {
    return find(contract)
        .orElseThrow(
            () ->
                new ServiceUnavailable(
                    contract.getName(),
                    "no extension of this node provides "
                        + contract.getName()
                        + "; start the one that does before "
                        + id()));
  }

  @Override
  public <T> Optional<T> find(Class<T> contract) {
    return services.find(contract);
  }

  @Override
  public <T> List<T> findAll(Class<T> contract) {
    return services.findAll(contract);
  }

  @Override
  public <T> Registration track(Class<T> contract, ServiceListener<T> listener) {
    return withdrawn(services.track(contract, listener));
  }

  private Registration withdrawn(Registration registration) {
    owned.push(registration::withdraw);
    return registration;
  }

  @Override
  public Pid supervise(ChildSpec child) {
    return Supervisor.startChild(runtime, supervisor, child);
  }

  @Override
  public void sendWhenReady(Address receiver, Object message) {
    readiness.send(this, receiver, message);
  }

  @Override
  public void whenReady(Later later) {
    readiness.run(
        () -> {
          try {
            later.activate();
          } catch (RuntimeException e) {
            throw e;
          } catch (Exception e) {
            throw new IllegalStateException("extension " + id() + " failed: " + e, e);
          }
        });
  }

  @Override
  public Pid supervisor() {
    return supervisor;
  }

  @Override
  public ProcessRuntime runtime() {
    return runtime;
  }

  @Override
  public <T extends PlatformService> T platform(Class<T> contract) {
    return findPlatform(contract)
        .orElseThrow(
            () ->
                new ServiceUnavailable(
                    contract.getName(), host + " does not offer " + contract.getName()));
  }

  @Override
  public <T extends PlatformService> Optional<T> findPlatform(Class<T> contract) {
    return host.find(contract);
  }

  @Override
  public String hostName() {
    return host.name();
  }

  @Override
  public Path home() {
    return host.home();
  }

  @Override
  public Path data() {
    return home().resolve("data").resolve(id());
  }

  @Override
  public Logger logger() {
    return logger;
  }

  @Override
  public <T extends AutoCloseable> T own(T resource) {
    owned.push(resource);
    return resource;
  }

  /** Ends the extension: says goodbye, ends its processes, withdraws what it registered. */
  @Override
  public void close() {
    try {
      part.extension().deactivate();
    } catch (Exception e) {
      logger.error("the extension failed to say goodbye", e);
    }
    try {
      runtime.stop(supervisor, ExitReason.SHUTDOWN, STOP);
    } catch (CallFailed e) {
      logger.warn("the extension's supervisor had ended before: {}", e.reason());
    }
    while (!owned.isEmpty()) {
      try {
        owned.pop().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (Exception e) {
        logger.error("a resource was not closed", e);
      }
    }
  }
}
