package dev.mob.kernel.internal.extension;

import dev.mob.config.Permission;
import dev.mob.config.Settings;
import dev.mob.config.Version;
import dev.mob.extension.ExtensionContext;
import dev.mob.extension.Registration;
import dev.mob.extension.RemoteFunction;
import dev.mob.extension.ServiceListener;
import dev.mob.extension.ServiceUnavailable;
import dev.mob.host.Host;
import dev.mob.host.PlatformService;
import dev.mob.kernel.PlannedExtension;
import dev.mob.process.Address;
import dev.mob.process.Child;
import dev.mob.process.ChildSpec;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Supervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One activation of an extension: its context, and what it has registered there. */
final class Activation implements ExtensionContext {
  private static final String CHILD = "child ";

  private final PlannedExtension planned;
  private final Environment environment;
  private final Pid supervisor;
  private final Services services;
  private final Registrations registrations;
  private final Adoption adoption;

  /** The children that activate has declared. */
  private final Map<Object, ChildSpec> declared =
      Collections.synchronizedMap(new LinkedHashMap<>());

  /** What waits for the boot's end. */
  private final Deque<Later> later = new ArrayDeque<>();

  private volatile Settings settings;
  private volatile boolean activated;

  /** The thread that does what was put off, and for which the activation goes on. */
  private volatile Thread completing;

  private volatile boolean handedOver;

  /**
   * @param adoption what this version finds of the one that it is to replace
   */
  Activation(
      PlannedExtension planned,
      Environment environment,
      BundleContext bundles,
      Pid supervisor,
      Adoption adoption) {
    this.planned = planned;
    this.environment = environment;
    this.supervisor = supervisor;
    this.adoption = adoption;
    this.services = new Services(planned, bundles, environment.providers());
    this.registrations = new Registrations(planned.id());
    this.settings = planned.settings();
  }

  Registrations registrations() {
    return registrations;
  }

  /** Withdraws what must not outlive the extension, when it does not stop in order. */
  void force() {
    registrations.close();
    services.unregisterAll();
  }

  /** True while something that was put off has not been done. */
  boolean isIncomplete() {
    synchronized (later) {
      return !later.isEmpty();
    }
  }

  /** Does what was put off until the boot is over. */
  void complete() throws Exception {
    completing = Thread.currentThread();
    try {
      for (Later next = nextLater(); next != null; next = nextLater()) {
        next.activate();
      }
    } finally {
      completing = null;
    }
  }

  private Later nextLater() {
    synchronized (later) {
      return later.poll();
    }
  }

  /** True for what activate does, also for what it has put off. */
  private boolean isActivating() {
    return !activated || Thread.currentThread() == completing;
  }

  /** Its {@code activate} has returned: what is supervised from now on comes and goes. */
  void activated() {
    activated = true;
  }

  /** The children that {@code activate} has declared, by id. */
  Map<Object, ChildSpec> declared() {
    synchronized (declared) {
      return new LinkedHashMap<>(declared);
    }
  }

  /** Its children are another version's from now on: they do not end with it. */
  void handOver() {
    handedOver = true;
  }

  void settings(Settings changed) {
    this.settings = changed;
  }

  @Override
  public String id() {
    return planned.id();
  }

  @Override
  public Version version() {
    return planned.descriptor().version();
  }

  @Override
  public Settings settings() {
    return settings;
  }

  @Override
  public <T> Registration provide(Class<T> contract, T service, Map<String, ?> properties) {
    registrations.requireOpen();
    services.requireSense(properties);
    Provision provision =
        new Provision(() -> services.register(contract, service, properties), services::unregister);
    adoption.atTakeover(provision::give);
    return keep("service " + contract.getName(), provision::take);
  }

  @Override
  public Registration expose(RemoteFunction function) {
    services.requirePermission(RemoteFunction.class, Permission.EXPOSE);
    return provide(RemoteFunction.class, function);
  }

  @Override
  public <T> T require(Class<T> contract) {
    registrations.requireOpen();
    return services.require(contract);
  }

  @Override
  public <T> Optional<T> find(Class<T> contract) {
    registrations.requireOpen();
    return Optional.ofNullable(services.find(contract));
  }

  @Override
  public <T> List<T> findAll(Class<T> contract) {
    registrations.requireOpen();
    return services.findAll(contract);
  }

  @Override
  public <T> Registration track(Class<T> contract, ServiceListener<T> listener) {
    registrations.requireOpen();
    Tracking<T> tracking = services.track(contract, listener);
    return keep("tracking of " + contract.getName(), tracking::close);
  }

  @Override
  public Pid supervise(ChildSpec child) {
    registrations.requireOpen();
    ProcessRuntime runtime = runtime();
    Optional<Child> adopted = adoption.find(child.id());
    if (adopted.isPresent() && declared.containsKey(child.id())) {
      throw new IllegalArgumentException("two children have the id " + child.id());
    }
    Pid pid = adopted.isPresent() ? adopted.get().pid() : start(child);
    // Not the child itself: its specification is the other version's.
    boolean wasThere = adopted.isPresent();
    Object id = child.id();
    if (isActivating()) {
      declared.put(child.id(), child);
    }
    keep(
        CHILD + id,
        () -> {
          if (!handedOver && (!wasThere || adoption.isTakenOver())) {
            end(runtime, id);
          }
        });
    return pid;
  }

  private Pid start(ChildSpec child) {
    boolean later = adoption.postpones(() -> Supervisor.startChild(runtime(), supervisor, child));
    return later ? null : Supervisor.startChild(runtime(), supervisor, child);
  }

  /** A child that has gone by itself is as good as ended, and so is one whose supervisor has. */
  private void end(ProcessRuntime runtime, Object id) {
    if (runtime.isAlive(supervisor) && Supervisor.terminateChild(runtime, supervisor, id)) {
      Supervisor.deleteChild(runtime, supervisor, id);
    }
  }

  @Override
  public void sendWhenReady(Address receiver, Object message) {
    environment.readiness().send(runtime(), receiver, message);
  }

  @Override
  public void whenReady(Later part) {
    registrations.requireOpen();
    if (!isActivating()) {
      throw new IllegalStateException(
          "extension " + id() + " is active: whenReady belongs to activate; do it now instead");
    }
    if (!environment.readiness().isReached()) {
      synchronized (later) {
        later.add(part);
      }
      return;
    }
    try {
      part.activate();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(Thrown.message(e), e);
    }
  }

  @Override
  public Pid supervisor() {
    return supervisor;
  }

  @Override
  public ProcessRuntime runtime() {
    return environment.runtime();
  }

  @Override
  public <T extends PlatformService> T platform(Class<T> contract) {
    Optional<T> service = findPlatform(contract);
    if (service.isPresent()) {
      return service.get();
    }
    throw new ServiceUnavailable(
        contract.getName(),
        "extension "
            + id()
            + " needs the platform service "
            + contract.getName()
            + ", which host "
            + hostName()
            + " does not offer; it cannot be used on this host");
  }

  @Override
  public <T extends PlatformService> Optional<T> findPlatform(Class<T> contract) {
    Optional<T> service = host().find(contract);
    if (service.isPresent()) {
      services.requirePermission(contract, service.get().permission().orElse(null));
    }
    return service;
  }

  @Override
  public String nodeName() {
    return environment.nodeName();
  }

  @Override
  public String hostName() {
    return host().name();
  }

  @Override
  public Path home() {
    return environment.home();
  }

  @Override
  public Path data() {
    Path folder = home().resolve("data").resolve(id());
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be made", e);
    }
  }

  @Override
  public Logger logger() {
    return LoggerFactory.getLogger("mob.extension." + id());
  }

  @Override
  public <T extends AutoCloseable> T own(T resource) {
    String what = "resource " + resource.getClass().getName();
    if (isActivating()) {
      keep(what, resource::close);
    } else {
      registered(() -> registrations.addUnderneath(what, resource::close), resource::close);
    }
    return resource;
  }

  private Host host() {
    return environment.host();
  }

  private Registration keep(String what, Registrations.Undo undo) {
    return registered(
        () -> registrations.add(what, undo, !isActivating() && !what.startsWith(CHILD)), undo);
  }

  /** What was begun while the extension was being stopped is undone at once. */
  private static Registration registered(Supplier<Registration> adding, Registrations.Undo undo) {
    try {
      return adding.get();
    } catch (IllegalStateException stopped) {
      try {
        undo.undo();
      } catch (Exception e) {
        stopped.addSuppressed(e);
      }
      throw stopped;
    }
  }
}
