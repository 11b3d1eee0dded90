package dev.mob.kernel.internal.extension;

import dev.mob.config.Settings;
import dev.mob.extension.Extension;
import dev.mob.kernel.ExtensionState;
import dev.mob.kernel.ExtensionStatus;
import dev.mob.kernel.Failure;
import dev.mob.kernel.PlannedExtension;
import dev.mob.kernel.packaging.PackagedExtension;
import dev.mob.process.Down;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.LoggerFactory;

/**
 * One extension from its installation to its end; the same for every packaging.
 *
 * <p>The kernel calls it from one thread at a time, except {@link #status} and {@link #cancel},
 * which any thread may call. Extension code runs in {@link Callback}s only.
 */
public final class Unit {
  private final Environment environment;
  private final Consumer<ExtensionStatus> changed;
  private final BiConsumer<Unit, Failure> gaveUp;
  private final String location;
  private volatile PlannedExtension planned;
  private volatile Bundle bundle;
  private volatile Extension instance;
  private volatile Activation activation;
  private volatile SupervisorHold supervisor;
  private boolean released;
  private volatile String madeFrom;
  private volatile Callback running;
  private volatile boolean cancelled;
  private volatile ExtensionStatus status;

  /**
   * @param location names its bundle in the framework; no other has it
   * @param changed hears every change of the status, on the thread that makes it
   * @param gaveUp hears, on a worker of the process runtime, that an active extension's supervisor
   *     has ended by itself; must not block
   */
  public Unit(
      PlannedExtension planned,
      String location,
      Environment environment,
      Consumer<ExtensionStatus> changed,
      BiConsumer<Unit, Failure> gaveUp) {
    this.planned = planned;
    this.location = location;
    this.environment = environment;
    this.changed = changed;
    this.gaveUp = gaveUp;
    PackagedExtension packaged = planned.packaged();
    this.status =
        new ExtensionStatus(
            planned.id(),
            planned.descriptor().version(),
            packaged.packaging(),
            packaged.origin(),
            ExtensionState.PLANNED,
            Optional.empty(),
            planned.requires(),
            Duration.ZERO,
            Optional.empty());
  }

  public String id() {
    return planned.id();
  }

  public PlannedExtension planned() {
    return planned;
  }

  public ExtensionStatus status() {
    return status;
  }

  public ExtensionState state() {
    return status.state();
  }

  /** The location of its bundle, by which services are told whose they are. */
  public String location() {
    return location;
  }

  /** Ends what runs of its activation, and lets none begin. */
  public void cancel() {
    cancelled = true;
    Callback now = running;
    if (now != null && state() == ExtensionState.ACTIVATING) {
      now.cancel();
    }
  }

  /**
   * PLANNED to INSTALLED, or to FAILED.
   *
   * @return the bundle; {@code null} when it failed
   */
  public Bundle install() {
    try {
      bundle =
          environment
              .framework()
              .install(planned.packaged().content(), location, environment.providers()::locationOf);
      reach(ExtensionState.INSTALLED);
      return bundle;
    } catch (BundleException | IOException | RuntimeException e) {
      fail(
          Failure.of(
              planned.packaged().origin() + " cannot be installed: " + Thrown.message(e), e));
      return null;
    }
  }

  /** INSTALLED to ACTIVE by way of RESOLVED and ACTIVATING, or to FAILED. */
  public void activate() {
    long begun = System.nanoTime();
    if (bundle.getState() == Bundle.INSTALLED) {
      environment.framework().resolve(List.of(bundle));
    }
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    if (wiring == null) {
      fail(unresolved());
      return;
    }
    reach(ExtensionState.RESOLVED);
    reach(ExtensionState.ACTIVATING);
    Callback.Outcome outcome =
        call("activate", wiring.getClassLoader(), environment.activationLimit(), this::begin);
    if (outcome != Callback.Outcome.RETURNED) {
      fail(callFailed("activate", outcome, environment.activationLimit()));
      return;
    }
    Optional<Down> down = supervisor.keepFor(this::supervisorEnded);
    if (down.isPresent()) {
      fail(exhausted(down.get().reason()));
      return;
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    publish(ExtensionState.ACTIVE, Optional.empty(), took, Optional.of(supervisor.pid()));
  }

  /** Runs in a callback. */
  private void begin() throws Exception {
    Bundle started = bundle;
    started.start(Bundle.START_TRANSIENT);
    SupervisorHold held = SupervisorHold.start(planned.id(), environment);
    Activation context =
        new Activation(
            planned, environment, started.getBundleContext(), held.pid(), Adoption.none());
    synchronized (this) {
      if (released) {
        held.kill();
        throw new IllegalStateException("the time for the activation was over");
      }
      supervisor = held;
      activation = context;
    }
    if (planned.descriptor().mainClass().isPresent()) {
      Extension made = MainClass.instantiate(started, planned.descriptor());
      instance = made;
      made.activate(context);
    }
    context.activated();
  }

  /**
   * Does what {@code activate} has put off until the boot is over, if that was not done yet.
   *
   * @return why it did not succeed
   */
  public Optional<Failure> complete() {
    Activation context = activation;
    if (state() != ExtensionState.ACTIVE || context == null || !context.isIncomplete()) {
      return Optional.empty();
    }
    Duration limit = environment.activationLimit();
    Callback.Outcome outcome = call("activate", loader(), limit, context::complete);
    return outcome == Callback.Outcome.RETURNED
        ? Optional.empty()
        : Optional.of(callFailed("activate", outcome, limit));
  }

  /**
   * ACTIVE to STOPPED in order: {@code deactivate}, then all registrations in reverse, then the
   * supervisor and the bundle. What does not end in its time is ended by force.
   *
   * @param limit how long all of it may take
   * @param failure why it is stopped, when it should go on running
   * @param overdue hears what was ended by force, a line each
   */
  public void stop(Duration limit, Optional<Failure> failure, Consumer<String> overdue) {
    if (state() != ExtensionState.ACTIVE) {
      if (state() == ExtensionState.PLANNED || state() == ExtensionState.INSTALLED) {
        uninstall();
        publish(ExtensionState.STOPPED, failure, Duration.ZERO, Optional.empty());
      }
      return;
    }
    publish(ExtensionState.STOPPING, failure, status.activation(), status.supervisor());
    supervisor.letGo();
    Extension active = instance;
    Duration half = limit.dividedBy(2);
    long begun = System.nanoTime();
    if (active != null) {
      Callback.Outcome outcome = call("deactivate", loader(), half, active::deactivate);
      if (outcome != Callback.Outcome.RETURNED) {
        Failure why = callFailed("deactivate", outcome, half);
        LoggerFactory.getLogger(Unit.class).warn("extension {}: {}", id(), why.summary());
        if (outcome != Callback.Outcome.THREW) {
          overdue.accept(id() + ": " + why.summary());
        }
      }
    }
    Duration left = limit.minusNanos(System.nanoTime() - begun);
    release(left.isNegative() ? Duration.ZERO : left, overdue);
    publish(ExtensionState.STOPPED, failure, Duration.ZERO, Optional.empty());
  }

  /** From any state to FAILED; nothing of what it had registered is left. */
  public void fail(Failure failure) {
    LoggerFactory.getLogger(Unit.class)
        .error("extension {} failed: {}\n{}", id(), failure.summary(), failure.detail());
    if (supervisor != null) {
      supervisor.letGo();
    }
    release(environment.stopLimit(), line -> {});
    publish(ExtensionState.FAILED, Optional.of(failure), Duration.ZERO, Optional.empty());
  }

  /**
   * Gives an active extension changed settings.
   *
   * @return true when it took them
   */
  public boolean reconfigure(PlannedExtension changedPlan) {
    Settings settings = changedPlan.settings();
    Extension active = instance;
    if (active == null) {
      return false;
    }
    boolean[] taken = new boolean[1];
    Callback.Outcome outcome =
        call(
            "reconfigure",
            loader(),
            environment.activationLimit(),
            () -> taken[0] = active.reconfigure(settings));
    if (outcome == Callback.Outcome.RETURNED && taken[0]) {
      planned = changedPlan;
      activation.settings(settings);
      return true;
    }
    if (outcome != Callback.Outcome.RETURNED) {
      LoggerFactory.getLogger(Unit.class)
          .warn(
              "extension {} is activated again: {}",
              id(),
              callFailed("reconfigure", outcome, environment.activationLimit()).summary());
    }
    return false;
  }

  /** Takes back everything that this activation had, by force where it does not go in order. */
  private void release(Duration limit, Consumer<String> overdue) {
    Activation ended;
    SupervisorHold held;
    synchronized (this) {
      released = true;
      ended = activation;
      held = supervisor;
    }
    Bundle stopped = bundle;
    if (ended != null) {
      ended.registrations().close();
    }
    Callback.Outcome outcome =
        call(
            "stop",
            loader(),
            limit,
            () -> {
              if (ended != null) {
                ended
                    .registrations()
                    .withdrawAll(
                        (what, e) ->
                            LoggerFactory.getLogger(Unit.class)
                                .warn("extension {}: {} did not end in order", id(), what, e));
              }
              if (held != null) {
                held.stop();
              }
              if (stopped != null) {
                stopped.stop(Bundle.STOP_TRANSIENT);
              }
            });
    if (held != null) {
      held.kill();
    }
    if (outcome == Callback.Outcome.RETURNED || outcome == Callback.Outcome.THREW) {
      uninstall();
    } else {
      // Its services must not outlive it; its bundle hangs and is left to the framework's end.
      if (ended != null) {
        ended.force();
      }
      overdue.accept(id() + ": " + callFailed("stop", outcome, limit).summary());
    }
    // A status that is kept must not keep the extension's classes.
    activation = null;
    supervisor = null;
    instance = null;
    bundle = null;
    running = null;
  }

  private void uninstall() {
    if (bundle == null) {
      return;
    }
    try {
      environment.framework().uninstall(bundle);
    } catch (BundleException | IllegalStateException e) {
      LoggerFactory.getLogger(Unit.class).warn("extension {}: bundle not uninstalled", id(), e);
    }
    bundle = null;
  }

  // ---- for a successor

  Environment environment() {
    return environment;
  }

  Bundle bundle() {
    return bundle;
  }

  Extension instance() {
    return instance;
  }

  Activation activation() {
    return activation;
  }

  SupervisorHold supervisor() {
    return supervisor;
  }

  /** ACTIVE, in the place of another version whose supervisor it has. */
  void takeOver(
      Bundle ownBundle,
      Extension made,
      Activation context,
      SupervisorHold held,
      Duration activationTook) {
    synchronized (this) {
      bundle = ownBundle;
      instance = made;
      activation = context;
      supervisor = held;
    }
    publish(ExtensionState.ACTIVE, Optional.empty(), activationTook, Optional.of(held.pid()));
    Optional<Down> down = held.keepFor(this::supervisorEnded);
    if (down.isPresent()) {
      supervisorEnded(down.get());
    }
  }

  /**
   * Notes what its file is, for one that may be put elsewhere while it runs.
   *
   * @param checksum of the file that it was installed from
   */
  public void madeFrom(String checksum) {
    madeFrom = checksum;
  }

  /** The checksum of the file that it was installed from; {@code null} when that was not noted. */
  public String madeFrom() {
    return madeFrom;
  }

  /** Where its file is from now on; its settings are as they were. */
  public void movedTo(PackagedExtension place) {
    PlannedExtension now = planned;
    planned = new PlannedExtension(place, now.settings(), now.requires(), now.permissions());
  }

  /** Another version has all that it had. */
  void leave() {
    synchronized (this) {
      released = true;
    }
    activation = null;
    supervisor = null;
    instance = null;
    bundle = null;
    running = null;
  }

  private Callback.Outcome call(
      String what, ClassLoader loader, Duration limit, Callback.Code code) {
    Callback callback = Callback.start("mob-" + id() + "-" + what, loader, code);
    running = callback;
    if (cancelled && what.equals("activate")) {
      callback.cancel();
    }
    return callback.await(limit);
  }

  private ClassLoader loader() {
    BundleWiring wiring = bundle == null ? null : bundle.adapt(BundleWiring.class);
    return wiring == null ? Unit.class.getClassLoader() : wiring.getClassLoader();
  }

  /** On a worker of the process runtime. */
  private void supervisorEnded(Down down) {
    gaveUp.accept(this, exhausted(down.reason()));
  }

  private Failure exhausted(ExitReason reason) {
    return Failures.ofSupervisor(reason, environment.restarts(), environment.period());
  }

  private Failure callFailed(String what, Callback.Outcome outcome, Duration limit) {
    return Failures.ofCall(what, running, outcome, limit);
  }

  /** The framework says what is missing only to those who try to start the bundle. */
  private Failure unresolved() {
    try {
      bundle.start(Bundle.START_TRANSIENT);
      return Failure.of("its bundle did not resolve");
    } catch (BundleException e) {
      return Failure.of("its bundle cannot be resolved: " + Thrown.message(e), e);
    }
  }

  private void reach(ExtensionState state) {
    publish(state, Optional.empty(), Duration.ZERO, Optional.empty());
  }

  private void publish(
      ExtensionState state,
      Optional<Failure> failure,
      Duration activationTook,
      Optional<Pid> supervisorPid) {
    ExtensionStatus next =
        new ExtensionStatus(
            status.id(),
            status.version(),
            status.packaging(),
            status.origin(),
            state,
            failure,
            planned.requires(),
            activationTook,
            supervisorPid);
    status = next;
    changed.accept(next);
  }
}
