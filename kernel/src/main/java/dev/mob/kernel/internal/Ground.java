package dev.mob.kernel.internal;

import dev.mob.config.MobConf;
import dev.mob.config.Settings;
import dev.mob.kernel.BootFailed;
import dev.mob.kernel.internal.extension.Environment;
import dev.mob.kernel.internal.extension.Providers;
import dev.mob.kernel.internal.extension.Readiness;
import dev.mob.kernel.internal.framework.OsgiFramework;
import dev.mob.kernel.internal.home.HomeLock;
import dev.mob.kernel.packaging.PackagedLibrary;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Strategy;
import dev.mob.process.Supervisor;
import dev.mob.process.SupervisorSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.LoggerFactory;

/**
 * What a running kernel stands on: the lock on its home folder, the framework, the process runtime
 * and the root supervisor. Whoever prepares it closes it.
 */
final class Ground {
  /** The root supervisor's registered name. */
  private static final String ROOT = "mob_sup";

  private final HomeLock lock;
  private final Environment environment;
  private final boolean ownsRuntime;
  private final Surroundings surroundings;
  private final Set<String> libraries;

  private Ground(
      HomeLock lock,
      Environment environment,
      boolean ownsRuntime,
      Surroundings surroundings,
      Set<String> libraries) {
    this.lock = lock;
    this.environment = environment;
    this.ownsRuntime = ownsRuntime;
    this.surroundings = surroundings;
    this.libraries = libraries;
  }

  /**
   * Starts the processes while the foundation is still being laid. The ground that comes of it owns
   * the foundation.
   *
   * @throws BootFailed when something does not start; the processes have been ended, the foundation
   *     is still its caller's
   */
  static Ground prepare(
      Surroundings surroundings, MobConf conf, Foundation foundation, Providers providers) {
    ProcessRuntime runtime = null;
    try {
      runtime = surroundings.runtime().isPresent() ? surroundings.runtime().get() : runtime(conf);
      Pid root =
          Supervisor.start(
              runtime, SupervisorSpec.of(Strategy.ONE_FOR_ONE), SpawnOptions.NONE.name(ROOT));
      Foundation.Laid laid = foundation.await();
      Environment environment =
          environment(
              surroundings,
              conf,
              laid.lock(),
              laid.framework(),
              runtime,
              root,
              providers,
              new Readiness());
      return new Ground(
          laid.lock(),
          environment,
          !surroundings.runtime().isPresent(),
          surroundings,
          ConcurrentHashMap.newKeySet());
    } catch (RuntimeException | Error e) {
      if (runtime != null && !surroundings.runtime().isPresent()) {
        runtime.close();
      }
      if (e instanceof BootFailed || e instanceof Error) {
        throw e;
      }
      throw new BootFailed("the kernel does not start: " + e.getMessage(), e);
    }
  }

  Environment environment() {
    return environment;
  }

  /** The same ground with what a changed mob.conf says to extensions that start from now on. */
  Ground with(MobConf conf) {
    return new Ground(
        lock,
        environment(
            surroundings,
            conf,
            lock,
            environment.framework(),
            environment.runtime(),
            environment.root(),
            environment.providers(),
            environment.readiness()),
        ownsRuntime,
        surroundings,
        libraries);
  }

  /** Installs those that are not there yet; one that cannot be is left out, and logged. */
  void installLibraries(List<PackagedLibrary> wanted) {
    for (PackagedLibrary library : wanted) {
      if (libraries.add(library.content().location())) {
        try {
          environment
              .framework()
              .install(library.content(), library.content().location(), id -> null);
        } catch (BundleException | IOException | RuntimeException e) {
          LoggerFactory.getLogger(Ground.class)
              .warn("library {} cannot be installed", library.origin(), e);
        }
      }
    }
  }

  /** All services with a contract, the best first; none once the framework has stopped. */
  <T> List<T> services(Class<T> contract) {
    List<T> services = new ArrayList<>();
    try {
      BundleContext context = environment.framework().context();
      if (context == null) {
        return services;
      }
      Collection<ServiceReference<T>> found = context.getServiceReferences(contract, null);
      List<ServiceReference<T>> ordered = new ArrayList<>(found);
      ordered.sort(Collections.reverseOrder());
      for (ServiceReference<T> reference : ordered) {
        T service = context.getService(reference);
        if (service != null) {
          services.add(service);
        }
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter was given", e);
    } catch (IllegalStateException stopped) {
      return Collections.emptyList();
    }
    return services;
  }

  /** The contracts of all services but the framework's own, in order. */
  List<String> services() {
    List<String> contracts = new ArrayList<>();
    try {
      BundleContext context = environment.framework().context();
      ServiceReference<?>[] found =
          context == null ? null : context.getAllServiceReferences((String) null, null);
      for (ServiceReference<?> each : found == null ? new ServiceReference<?>[0] : found) {
        if (each.getBundle() != null && each.getBundle().getBundleId() != 0) {
          Collections.addAll(contracts, (String[]) each.getProperty(Constants.OBJECTCLASS));
        }
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter was given", e);
    } catch (IllegalStateException stopped) {
      return Collections.emptyList();
    }
    Collections.sort(contracts);
    return contracts;
  }

  /** Ends the processes, then the framework, then frees the home folder, whatever goes wrong. */
  void close(Duration limit, Consumer<String> overdue) {
    long begun = System.nanoTime();
    try {
      if (ownsRuntime) {
        environment.runtime().close(limit.dividedBy(2));
      } else {
        environment.runtime().exit(environment.root(), ExitReason.SHUTDOWN);
      }
    } finally {
      try {
        Duration left = limit.minusNanos(System.nanoTime() - begun);
        if (!environment.framework().stop(left.isNegative() ? Duration.ZERO : left)) {
          overdue.accept("the OSGi framework did not stop within its time");
        }
      } finally {
        lock.close();
      }
    }
  }

  private static Environment environment(
      Surroundings surroundings,
      MobConf conf,
      HomeLock lock,
      OsgiFramework framework,
      ProcessRuntime runtime,
      Pid root,
      Providers providers,
      Readiness readiness) {
    Settings settings = conf.settings();
    return new Environment(
        conf.nodeName(),
        surroundings.host(),
        lock.home(),
        framework,
        runtime,
        root,
        settings.intValue("restarts.intensity"),
        settings.duration("restarts.period"),
        surroundings.activationLimit().orElse(settings.duration("activation-timeout")),
        settings.duration("stop-timeout"),
        providers,
        readiness);
  }

  private static ProcessRuntime runtime(MobConf conf) {
    Settings settings = conf.settings();
    ProcessRuntime.Builder builder = ProcessRuntime.builder();
    Optional<Long> workers = settings.optionalInteger("processes.workers");
    if (workers.isPresent()) {
      builder.workers(Math.toIntExact(workers.get()));
    }
    return builder.mailboxWarning(settings.intValue("processes.mailbox-warning")).build();
  }
}
