package dev.mob.kernel.internal;

import dev.mob.config.Requirement;
import dev.mob.kernel.ExtensionState;
import dev.mob.kernel.ExtensionStatus;
import dev.mob.kernel.Failure;
import dev.mob.kernel.KernelEvent;
import dev.mob.kernel.PlannedExtension;
import dev.mob.kernel.internal.extension.Environment;
import dev.mob.kernel.internal.extension.Providers;
import dev.mob.kernel.internal.extension.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;

/**
 * The extensions of a running kernel, in the order in which they are activated, and the rules that
 * hold between them: one is active only while all that it requires are; what goes takes first those
 * that depend on it.
 *
 * <p>Changed by one thread at a time; read by any.
 */
final class ExtensionSet implements Providers {
  private final Events events;
  private final BiConsumer<Unit, Failure> gaveUp;
  private volatile List<Unit> units = Collections.emptyList();
  private volatile boolean cancelled;

  /**
   * @param gaveUp hears, on a worker of the process runtime, of an active extension whose
   *     supervisor has ended
   */
  ExtensionSet(Events events, BiConsumer<Unit, Failure> gaveUp) {
    this.events = events;
    this.gaveUp = gaveUp;
  }

  List<Unit> units() {
    return units;
  }

  /** Puts units in place of those that were there; the order is that of activation. */
  void replace(List<Unit> inOrder) {
    units = Collections.unmodifiableList(new ArrayList<>(inOrder));
  }

  List<ExtensionStatus> statuses() {
    List<ExtensionStatus> statuses = new ArrayList<>();
    for (Unit unit : units) {
      statuses.add(unit.status());
    }
    return Collections.unmodifiableList(statuses);
  }

  Unit find(String id) {
    for (Unit unit : units) {
      if (unit.id().equals(id)) {
        return unit;
      }
    }
    return null;
  }

  /** A unit for a planned extension; not yet among the others. */
  Unit make(PlannedExtension planned, Environment environment) {
    return make(planned, planned.packaged().content().location(), environment);
  }

  /**
   * @param location names its bundle in the framework, when that is not its content's location
   */
  Unit make(PlannedExtension planned, String location, Environment environment) {
    return new Unit(
        planned,
        location,
        environment,
        status -> events.tell(new KernelEvent.ExtensionChanged(status)),
        gaveUp);
  }

  /** Installs units and resolves their bundles together, which takes less time than one by one. */
  void install(Collection<Unit> some, Environment environment) {
    List<Bundle> installed = new ArrayList<>();
    for (Unit unit : some) {
      Bundle bundle = unit.install();
      if (bundle != null) {
        installed.add(bundle);
      }
    }
    environment.framework().resolve(installed);
  }

  /** Activates an installed unit, unless something that it requires is not active. */
  void activate(Unit unit) {
    if (cancelled || unit.state() != ExtensionState.INSTALLED) {
      return;
    }
    for (Requirement requirement : unit.planned().descriptor().requires()) {
      Unit other = find(requirement.id());
      if (!requirement.optional() && (other == null || other.state() != ExtensionState.ACTIVE)) {
        unit.stop(Duration.ZERO, Optional.of(lacks(requirement.id(), other)), line -> {});
        return;
      }
    }
    unit.activate();
  }

  /** Does what a unit's activation has put off until the boot is over; it fails when that does. */
  void complete(Unit unit, Duration limit) {
    if (cancelled) {
      return;
    }
    Optional<Failure> failure = unit.complete();
    if (failure.isPresent() && !cancelled) {
      fail(unit, failure.get(), limit);
    }
  }

  /** Ends activations that are under way and lets no other begin. */
  void cancel() {
    cancelled = true;
    for (Unit unit : units) {
      unit.cancel();
    }
  }

  /** Marks an active unit failed, after those that depend on it have been stopped. */
  void fail(Unit unit, Failure failure, Duration limit) {
    if (unit.state() != ExtensionState.ACTIVE || find(unit.id()) != unit) {
      return;
    }
    Failure because = Failure.of("requires " + unit.id() + ", which failed: " + failure.summary());
    List<Unit> dependants = activeDependants(Collections.singleton(unit.id()));
    for (Unit dependant : dependants) {
      dependant.stop(limit, Optional.of(because), line -> {});
    }
    unit.fail(failure);
  }

  /**
   * Stops units, each after those that depend on it, within a time that they share: each may use an
   * equal part of what is left, so that one that hangs does not take the others' time.
   */
  void stop(List<Unit> inActivationOrder, Duration limit, Consumer<String> overdue) {
    long deadline = System.nanoTime() + limit.toNanos();
    for (int i = inActivationOrder.size() - 1; i >= 0; i--) {
      long left = Math.max(0, deadline - System.nanoTime());
      inActivationOrder.get(i).stop(Duration.ofNanos(left / (i + 1)), Optional.empty(), overdue);
    }
  }

  /** The active units that require one of these, directly or through others; the last first. */
  List<Unit> activeDependants(Set<String> ids) {
    Set<String> affected = new HashSet<>(ids);
    List<Unit> dependants = new ArrayList<>();
    for (Unit unit : units) {
      // In activation order, so one pass finds what depends on dependants.
      if (!affected.contains(unit.id()) && needsOneOf(unit, affected)) {
        affected.add(unit.id());
        if (unit.state() == ExtensionState.ACTIVE) {
          dependants.add(0, unit);
        }
      }
    }
    return dependants;
  }

  private static boolean needsOneOf(Unit unit, Set<String> ids) {
    for (String required : unit.planned().requires()) {
      if (ids.contains(required)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String extensionAt(String location) {
    for (Unit unit : units) {
      if (unit.location().equals(location)) {
        return unit.id();
      }
    }
    return null;
  }

  @Override
  public String locationOf(String id) {
    Unit unit = find(id);
    return unit == null ? null : unit.location();
  }

  @Override
  public Set<String> requiredBy(String id) {
    Set<String> required = new LinkedHashSet<>();
    collect(id, required);
    return required;
  }

  private void collect(String id, Set<String> required) {
    Unit unit = find(id);
    if (unit != null) {
      for (String other : unit.planned().requires()) {
        if (required.add(other)) {
          collect(other, required);
        }
      }
    }
  }

  private static Failure lacks(String id, Unit other) {
    if (other == null) {
      return Failure.of("requires " + id + ", which is not there");
    }
    return Failure.of(
        other.state() == ExtensionState.FAILED
            ? "requires " + id + ", which failed: " + other.status().failure().get().summary()
            : "requires " + id + ", which is not active");
  }
}
