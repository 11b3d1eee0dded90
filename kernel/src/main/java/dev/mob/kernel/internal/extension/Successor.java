package dev.mob.kernel.internal.extension;

import dev.mob.extension.Extension;
import dev.mob.kernel.Failure;
import dev.mob.process.Child;
import dev.mob.process.ChildSpec;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Supervisor;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One version of an extension on its way into the place of another that is active.
 *
 * <p>{@link #prepare} brings it as far as it can come while the other one works: installed,
 * resolved, its {@code activate} returned. What that declared as children runs already and is only
 * noted; new children are started; services wait. Then {@link #takeOver}, or {@link #discard},
 * after which nothing of it is left. Used once, by one thread at a time.
 */
public final class Successor {
  private static final Logger LOG = LoggerFactory.getLogger(Successor.class);

  private final Unit running;
  private final Unit fresh;
  private final Environment environment;
  private final SupervisorHold supervisor;
  private final Extension oldInstance;
  private final Activation oldActivation;
  private final Bundle oldBundle;
  private Adoption adoption;
  private Bundle bundle;
  private boolean ownsBundle;
  private volatile Extension instance;
  private volatile Activation activation;
  private boolean discarded;

  /** Its supervisor starts nothing until the exchange is over. */
  private boolean startsLate;

  private Duration activationTook = Duration.ZERO;

  /**
   * @param running the active version
   * @param fresh the other one; its state is PLANNED
   */
  public Successor(Unit running, Unit fresh) {
    this.running = running;
    this.fresh = fresh;
    this.environment = fresh.environment();
    this.supervisor = running.supervisor();
    this.oldInstance = running.instance();
    this.oldActivation = running.activation();
    this.oldBundle = running.bundle();
  }

  /** Why the running version cannot be replaced at all. */
  public Optional<Failure> check() {
    List<String> late = oldActivation.registrations().late();
    return late.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Failure.of(
                "processes of the running version have registered what no activate of another"
                    + " version would: "
                    + String.join(", ", late)
                    + "; register it in activate, or restart the extension"));
  }

  /** Installs the fresh version's bundle beside the other one and resolves it. */
  public Optional<Failure> install() {
    try {
      bundle =
          environment
              .framework()
              .install(
                  fresh.planned().packaged().content(),
                  fresh.location(),
                  environment.providers()::locationOf);
      ownsBundle = true;
    } catch (BundleException | IOException | RuntimeException e) {
      return Optional.of(Failure.of("it cannot be installed: " + Thrown.message(e), e));
    }
    environment.framework().hide(Arrays.asList(oldBundle, bundle));
    environment.framework().resolve(List.of(bundle));
    if (bundle.adapt(BundleWiring.class) != null) {
      return Optional.empty();
    }
    try {
      bundle.start(Bundle.START_TRANSIENT);
      return Optional.of(Failure.of("its bundle did not resolve"));
    } catch (BundleException e) {
      return Optional.of(Failure.of("its bundle cannot be resolved: " + Thrown.message(e), e));
    }
  }

  /** Goes back to a version that was replaced and is still installed. */
  public void installed(Bundle stillThere) {
    bundle = stillThere;
    startsLate = true;
  }

  /** Runs its {@code activate}, while the other version works. */
  public Optional<Failure> activate() {
    long begun = System.nanoTime();
    Duration limit = environment.activationLimit();
    Callback callback = Callback.start("mob-" + fresh.id() + "-activate", newLoader(), this::begin);
    Callback.Outcome outcome = callback.await(limit);
    activationTook = Duration.ofNanos(System.nanoTime() - begun);
    return outcome == Callback.Outcome.RETURNED
        ? Optional.empty()
        : Optional.of(Failures.ofCall("activate", callback, outcome, limit));
  }

  private void begin() throws Exception {
    bundle.start(Bundle.START_TRANSIENT);
    adoption = Adoption.of(children(), startsLate);
    Activation context =
        new Activation(
            fresh.planned(), environment, bundle.getBundleContext(), supervisor.pid(), adoption);
    synchronized (this) {
      if (discarded) {
        throw new IllegalStateException("the time for the activation was over");
      }
      activation = context;
    }
    if (fresh.planned().descriptor().mainClass().isPresent()) {
      instance = MainClass.instantiate(bundle, fresh.planned().descriptor());
      instance.activate(activation);
    }
    activation.activated();
  }

  private List<Child> children() {
    // At once: on the way back supervisors are stopped.
    return environment.runtime().sys().children(supervisor.pid(), environment.activationLimit());
  }

  /** The supervisor that the two versions share. */
  public Pid supervisor() {
    return supervisor.pid();
  }

  public ClassLoader oldLoader() {
    return loader(oldBundle);
  }

  public ClassLoader newLoader() {
    return loader(bundle);
  }

  private static ClassLoader loader(Bundle bundle) {
    return bundle.adapt(BundleWiring.class).getClassLoader();
  }

  /** What the fresh version declares below the supervisor. */
  public Map<Object, ChildSpec> declared() {
    return activation.declared();
  }

  /** The ids that only the other version declares. */
  public Set<Object> ending() {
    Set<Object> ids = new HashSet<>(oldActivation.declared().keySet());
    ids.removeAll(activation.declared().keySet());
    return ids;
  }

  /** What a process may hold of the other version that has its like in this one. */
  public Map<Object, Object> stands() {
    Map<Object, Object> stands = new IdentityHashMap<>();
    stands.put(oldActivation, activation);
    return stands;
  }

  /**
   * Runs a step of the update that calls code of either version.
   *
   * @return why it did not succeed
   */
  public Optional<Failure> run(String what, Duration limit, Runnable step) {
    Callback callback = Callback.start("mob-" + fresh.id() + "-" + what, newLoader(), step::run);
    Callback.Outcome outcome = callback.await(limit);
    if (outcome == Callback.Outcome.RETURNED) {
      return Optional.empty();
    }
    return Optional.of(
        outcome == Callback.Outcome.THREW
            ? Failure.of(Thrown.message(callback.thrown()), callback.thrown())
            : Failures.ofCall(what, callback, outcome, limit));
  }

  /**
   * Registers the fresh version's services, beside those of the other one.
   *
   * @throws RuntimeException when one cannot be registered
   */
  public void giveServices() {
    adoption.takeOver();
  }

  /** The fresh version is the extension from now on: its unit is ACTIVE. */
  public void takeOver() {
    oldActivation.handOver();
    environment.framework().hide(Collections.singleton(oldBundle));
    environment.framework().show(Collections.singleton(bundle));
    fresh.takeOver(bundle, instance, activation, supervisor, activationTook);
  }

  /** Starts the children that could not be started before. */
  public void startLate() {
    adoption.startLate();
  }

  /** Ends children of the other version that the fresh one does not have. */
  public void endChildren(Pid above, Set<Object> ids) {
    ProcessRuntime runtime = environment.runtime();
    for (Object id : ids) {
      if (runtime.isAlive(above) && Supervisor.terminateChild(runtime, above, id)) {
        Supervisor.deleteChild(runtime, above, id);
      }
    }
  }

  /** Says goodbye to the other version and withdraws what it had; its bundle stays. */
  public void withdrawOld() {
    Duration limit = environment.stopLimit();
    if (oldInstance != null) {
      Optional<Failure> failed =
          run("replaced", limit.dividedBy(2), () -> unchecked(oldInstance::replaced));
      failed.ifPresent(why -> LOG.warn("extension {}: {}", fresh.id(), why.summary()));
    }
    withdraw(oldActivation, limit);
    running.leave();
  }

  /** The other version will not be needed any more. */
  public void uninstallOld() {
    uninstall(oldBundle);
  }

  /** The bundle of the other version, while it may be needed again. */
  public Bundle oldBundle() {
    return oldBundle;
  }

  /** Takes back all that the fresh version has begun. */
  public void discard() {
    synchronized (this) {
      discarded = true;
    }
    if (activation != null) {
      withdraw(activation, environment.stopLimit());
    }
    if (bundle != null && ownsBundle) {
      uninstall(bundle);
    }
    environment.framework().show(bundle == null ? List.of() : Arrays.asList(oldBundle, bundle));
    environment.framework().refresh();
  }

  private void withdraw(Activation ended, Duration limit) {
    ended.registrations().close();
    Optional<Failure> failed =
        run(
            "withdraw",
            limit,
            () ->
                ended
                    .registrations()
                    .withdrawAll(
                        (what, e) ->
                            LOG.warn(
                                "extension {}: {} did not end in order", fresh.id(), what, e)));
    if (failed.isPresent()) {
      LOG.warn("extension {}: {}", fresh.id(), failed.get().summary());
      ended.force();
    }
  }

  private void uninstall(Bundle ended) {
    try {
      if (ended.getState() == Bundle.ACTIVE) {
        ended.stop(Bundle.STOP_TRANSIENT);
      }
      environment.framework().uninstall(ended);
      environment.framework().show(Collections.singleton(ended));
    } catch (BundleException | IllegalStateException e) {
      LOG.warn("extension {}: bundle not uninstalled", fresh.id(), e);
    }
  }

  private static void unchecked(Callback.Code code) {
    try {
      code.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(Thrown.name(e), e);
    }
  }
}
