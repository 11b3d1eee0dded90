package dev.mob.kernel.internal;

import dev.mob.config.Diagnostics;
import dev.mob.config.MobConf;
import dev.mob.kernel.BootPlan;
import dev.mob.kernel.ExtensionState;
import dev.mob.kernel.PlannedExtension;
import dev.mob.kernel.ReloadReport;
import dev.mob.kernel.internal.extension.Environment;
import dev.mob.kernel.internal.extension.Unit;
import dev.mob.kernel.packaging.PackagedExtension;
import java.nio.file.Paths;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One change of mob.conf, applied to a running kernel: what is gone stops, what is new starts, what
 * has other settings takes them or starts again; everything else runs on. Used once.
 */
final class Reload {
  /** Settings of the kernel's that are read at boot alone. */
  private static final List<String> AT_BOOT = Arrays.asList("node", "home", "processes");

  private final ExtensionSet extensions;
  private final Environment environment;
  private final BootPlan before;
  private final BootPlan after;
  private final Duration limit;
  private final List<String> started = new ArrayList<>();
  private final List<String> stopped = new ArrayList<>();
  private final List<String> reconfigured = new ArrayList<>();
  private final Set<String> restarted = new LinkedHashSet<>();
  private final List<String> unchanged = new ArrayList<>();

  Reload(
      ExtensionSet extensions,
      Environment environment,
      BootPlan before,
      BootPlan after,
      Duration limit) {
    this.extensions = extensions;
    this.environment = environment;
    this.before = before;
    this.after = after;
    this.limit = limit;
  }

  ReloadReport apply(Diagnostics warnings) {
    Set<String> going = new HashSet<>();
    for (Unit unit : extensions.units()) {
      Optional<PlannedExtension> next = after.find(unit.id());
      if (!next.isPresent()) {
        stopped.add(unit.id());
        going.add(unit.id());
      } else if (!sameCode(unit, next.get())) {
        restarted.add(unit.id());
        going.add(unit.id());
      }
    }
    stopWithDependants(going);

    Set<String> unwilling = new HashSet<>();
    for (Unit unit : extensions.units()) {
      Optional<PlannedExtension> next = after.find(unit.id());
      if (next.isPresent()
          && !restarted.contains(unit.id())
          && !unit.planned().settings().equals(next.get().settings())) {
        if (unit.state() == ExtensionState.ACTIVE && unit.reconfigure(next.get())) {
          reconfigured.add(unit.id());
        } else {
          restarted.add(unit.id());
          unwilling.add(unit.id());
        }
      }
    }
    stopWithDependants(unwilling);
    start();
    return new ReloadReport(
        started,
        stopped,
        reconfigured,
        new ArrayList<>(restarted),
        unchanged,
        changedAtBootOnly(before.conf(), after.conf()),
        warnings);
  }

  private void stopWithDependants(Set<String> ids) {
    if (ids.isEmpty()) {
      return;
    }
    List<Unit> going = new ArrayList<>(extensions.activeDependants(ids));
    for (Unit dependant : going) {
      restarted.add(dependant.id());
    }
    restarted.removeAll(stopped);
    Collections.reverse(going);
    List<Unit> all = new ArrayList<>();
    for (Unit unit : extensions.units()) {
      if (ids.contains(unit.id()) || going.contains(unit)) {
        all.add(unit);
      }
    }
    extensions.stop(all, limit, line -> {});
  }

  /** What did not run because of something that is started now is tried again with it. */
  private void start() {
    List<Unit> order = new ArrayList<>();
    List<Unit> fresh = new ArrayList<>();
    Set<String> beginning = new HashSet<>();
    for (PlannedExtension planned : after.order()) {
      Unit present = extensions.find(planned.id());
      boolean waited =
          present != null
              && present.state() != ExtensionState.ACTIVE
              && !Collections.disjoint(planned.requires(), beginning);
      if (present != null && !restarted.contains(planned.id()) && !waited) {
        order.add(present);
        if (!reconfigured.contains(planned.id())) {
          unchanged.add(planned.id());
        }
        continue;
      }
      if (!restarted.contains(planned.id())) {
        started.add(planned.id());
      }
      beginning.add(planned.id());
      Unit unit = extensions.make(planned, environment);
      order.add(unit);
      fresh.add(unit);
    }
    extensions.replace(order);
    extensions.install(fresh, environment);
    for (Unit unit : fresh) {
      extensions.activate(unit);
    }
    // Lets the class loaders of those that went be collected.
    environment.framework().refresh();
  }

  private static boolean sameCode(Unit unit, PlannedExtension other) {
    PlannedExtension one = unit.planned();
    PackagedExtension before = one.packaged();
    PackagedExtension after = other.packaged();
    return before.packaging().equals(after.packaging())
        && sameFile(unit, before, after)
        && before.descriptor().version().equals(after.descriptor().version())
        && one.requires().equals(other.requires())
        && one.permissions().equals(other.permissions());
  }

  /** After a hot update the file may be elsewhere than where it was taken from. */
  private static boolean sameFile(Unit unit, PackagedExtension before, PackagedExtension after) {
    if (before.content().location().equals(after.content().location())
        && before.content().stamp().equals(after.content().stamp())) {
      return true;
    }
    String madeFrom = unit.madeFrom();
    if (madeFrom == null || !madeFrom.equals(FileChecksum.of(Paths.get(after.origin())))) {
      return false;
    }
    unit.movedTo(after);
    return true;
  }

  private static List<String> changedAtBootOnly(MobConf before, MobConf after) {
    List<String> changed = new ArrayList<>();
    for (String key : AT_BOOT) {
      Object was = before.settings().asMap().get(key);
      if (!Objects.equals(was, after.settings().asMap().get(key))) {
        changed.add(key);
      }
    }
    return changed;
  }
}
