package dev.mob.kernel.internal;

import dev.mob.config.Checked;
import dev.mob.config.ConfigurationException;
import dev.mob.config.Diagnostic;
import dev.mob.config.Diagnostics;
import dev.mob.config.MobConfFile;
import dev.mob.config.Settings;
import dev.mob.kernel.BootPlan;
import dev.mob.kernel.ExtensionState;
import dev.mob.kernel.Failure;
import dev.mob.kernel.JarKeeper;
import dev.mob.kernel.UpdateFailed;
import dev.mob.kernel.UpdateFailed.Step;
import dev.mob.kernel.UpdateReport;
import dev.mob.kernel.internal.extension.Environment;
import dev.mob.kernel.internal.extension.Unit;
import dev.mob.kernel.internal.find.LinkedPackaging;
import dev.mob.kernel.internal.find.Planner;
import dev.mob.kernel.packaging.Found;
import dev.mob.kernel.packaging.PackagedExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The hot updates of one kernel, one after the other. All methods are called with the kernel's turn
 * held, except {@link #cancel}.
 */
final class Updates {
  private final Planner planner;
  private final ExtensionSet extensions;
  private final String host;
  private final Consumer<BootPlan> changed;
  private MobConfFile conf;
  private volatile Probation pending;
  private int count;

  /**
   * @param host the host's name, which decides when mob.conf does not
   * @param changed takes the plan that is in force from now on
   */
  Updates(Planner planner, ExtensionSet extensions, String host, Consumer<BootPlan> changed) {
    this.planner = planner;
    this.extensions = extensions;
    this.host = host;
    this.changed = changed;
  }

  /**
   * Checks a file and puts the extension in it into the place of the one that runs. An update that
   * is on probation is settled first.
   *
   * @param file the mob.conf that is in force
   * @throws UpdateFailed when a step failed; the old version runs on
   */
  Probation begin(
      String id,
      Path jar,
      JarKeeper keeper,
      MobConfFile file,
      BootPlan plan,
      Environment environment) {
    requireAllowed(plan.conf().settings());
    settle();
    conf = file;
    Unit running = updatable(id);
    PackagedExtension old = running.planned().packaged();
    BootPlan next = planned(id, jar);
    Settings settings = next.conf().settings();
    HotUpdate update =
        new HotUpdate(
            extensions,
            environment,
            running,
            next.find(id).get(),
            settings.duration("hot-update.pause-limit"),
            ++count);
    String checksum = FileChecksum.of(jar);
    UpdateReport report = update.apply();
    update.fresh().madeFrom(checksum);
    changed.accept(next);
    pending =
        new Probation(update, report, old, jar, keeper, settings.duration("hot-update.probation"));
    return pending;
  }

  /** Ends the probation that is under way: with its crash if there was one, else well. */
  void settle() {
    Probation ending = pending;
    pending = null;
    if (ending == null) {
      return;
    }
    Optional<Failure> crash = ending.crash();
    if (crash.isPresent()) {
      back(ending, Step.PROBATION, crash.get());
      return;
    }
    try {
      ending.keeper.keep(ending.old, ending.jar);
    } catch (IOException | RuntimeException e) {
      Failure why = Failure.of("the new file cannot be put in its place: " + e.getMessage(), e);
      back(ending, Step.KEEP, why);
      return;
    }
    ending.update.accept();
    ending.passed();
  }

  /** The kernel ends: nobody needs to wait for a verdict. By any thread. */
  void cancel() {
    Probation ending = pending;
    if (ending != null) {
      ending.update.verdict().complete(Optional.empty());
    }
  }

  // ---- what may be updated

  private void requireAllowed(Settings settings) {
    Optional<Boolean> set = settings.optionalBool("hot-update.enabled");
    if (!set.orElse(host.equals("jvm"))) {
      throw new IllegalStateException(
          set.isPresent()
              ? "hot update is off: mob.conf sets hot-update.enabled = false"
              : "hot update is off on host "
                  + host
                  + "; mob.conf turns it on with hot-update.enabled = true");
    }
  }

  private Unit updatable(String id) {
    Unit running = extensions.find(id);
    if (running == null || running.state() != ExtensionState.ACTIVE) {
      throw new IllegalArgumentException(
          "extension "
              + id
              + (running == null
                  ? " is not in mob.conf"
                  : " is " + running.state().name().toLowerCase(Locale.ROOT))
              + ": only an active one is updated");
    }
    if (isLinked(running)) {
      throw new IllegalArgumentException(
          "extension "
              + id
              + " is linked into the program, whose class path cannot change while it runs: start"
              + " the new program, or package the extension as a jar on the extension path");
    }
    for (Unit other : extensions.activeDependants(Collections.singleton(id))) {
      if (isLinked(other)) {
        throw new IllegalArgumentException(
            "extension "
                + id
                + " cannot be updated while it runs: "
                + other.id()
                + ", which requires it, is linked into the program");
      }
    }
    return running;
  }

  private static boolean isLinked(Unit unit) {
    return unit.planned().packaged().packaging().equals(LinkedPackaging.NAME);
  }

  /** The present plan with this file's extension in place of the one that runs. */
  private BootPlan planned(String id, Path jar) {
    Found found = planner.read(jar, conf);
    if (found.extensions().isEmpty()) {
      throw new ConfigurationException(
          found.diagnostics().list().isEmpty()
              ? refusal(id, jar + " is no extension", "give the jar of one")
              : found.diagnostics());
    }
    PackagedExtension next = found.extensions().get(0);
    if (!next.descriptor().id().equals(id)) {
      String other = next.descriptor().id();
      throw new ConfigurationException(
          refusal(id, jar + " is extension " + other + ", not " + id, "give a jar of " + id));
    }
    Checked<BootPlan> checked = planner.plan(conf, Optional.of(next));
    return checked.value().orElseThrow(() -> new ConfigurationException(checked.diagnostics()));
  }

  private Diagnostics refusal(String id, String message, String mend) {
    String path = "extensions." + id;
    return Diagnostics.of(
        List.of(
            Diagnostic.error(Diagnostic.Kind.EXTENSION, conf.position(path), path, message, mend)));
  }

  // ---- how it ends

  private void back(Probation ending, Step step, Failure why) {
    ending.failed(ending.update.goBack(step, why));
    planner.plan(conf, Optional.of(ending.old)).value().ifPresent(changed);
  }
}
