package dev.mob.declarations;

import dev.mob.config.Checked;
import dev.mob.config.Diagnostic;
import dev.mob.config.Diagnostic.Kind;
import dev.mob.config.Diagnostics;
import dev.mob.config.HostClause;
import dev.mob.config.MobConfFile;
import dev.mob.config.MobConfReader;
import dev.mob.config.Position;
import dev.mob.host.Host;
import dev.mob.kernel.BootPlan;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.LinkedExtensions;
import dev.mob.kernel.PlannedExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads a mob.conf as an app on a phone would: extensions are linked into the app, substitutions
 * see only the variables that the app gives, and what the platform cannot do is an error.
 */
public final class TargetPlan {
  private static final String LINKED = "linked";

  private final Target target;
  private final Path conf;
  private final ClassLoader linkedBy;
  private final Map<String, String> variables;

  /**
   * @param target the platform
   * @param conf the mob.conf file
   * @param linkedBy has the extensions' jars on its class path
   * @param variables what substitutions see: what the app gives to {@code MobHost.variable}
   */
  public TargetPlan(Target target, Path conf, ClassLoader linkedBy, Map<String, String> variables) {
    this.target = Objects.requireNonNull(target, "target");
    this.conf = Objects.requireNonNull(conf, "conf");
    this.linkedBy = Objects.requireNonNull(linkedBy, "linkedBy");
    this.variables = Map.copyOf(variables);
  }

  /** The extensions that are linked into the app, active or not. */
  public LinkedExtensions linked() {
    return LinkedExtensions.onClassPath(linkedBy);
  }

  /** The plan, or everything that is wrong; runs no code of any extension. */
  public Checked<BootPlan> read() {
    Path home = conf.toAbsolutePath().resolveSibling(".mob");
    Checked<BootPlan> checked =
        Kernel.builder(conf, Host.builder(target.word(), home).environment(variables).build())
            .linked(linked())
            .build()
            .check();
    if (checked.value().isEmpty()) {
      return checked;
    }
    Diagnostics all = checked.diagnostics().plus(Diagnostics.of(refusals(checked.value().get())));
    return all.hasErrors() ? Checked.invalid(all) : Checked.valid(checked.value().get(), all);
  }

  private List<Diagnostic> refusals(BootPlan plan) {
    MobConfFile file = new MobConfReader(variables).read(conf);
    List<Diagnostic> refusals = new ArrayList<>();
    for (PlannedExtension extension : plan.order()) {
      String path = "extensions." + extension.id();
      if (!extension.packaged().packaging().equals(LINKED)) {
        refusals.add(
            Diagnostic.error(
                Kind.UNUSABLE,
                file.position(path),
                path,
                "an app on "
                    + target.title()
                    + " loads no code from outside itself, and "
                    + extension.id()
                    + " comes from "
                    + extension.packaged().origin(),
                "link the jar into the app, and name it here with --linked"));
      }
      for (HostClause<?> clause : target.clauses(extension.descriptor())) {
        if (!clause.refused().isEmpty() && clause.holds(extension.settings())) {
          refusals.add(refusal(file, extension, path, clause));
        }
      }
    }
    return refusals;
  }

  private Diagnostic refusal(
      MobConfFile file, PlannedExtension extension, String path, HostClause<?> clause) {
    if (clause.setting().isEmpty()) {
      return Diagnostic.error(
          Kind.UNUSABLE,
          file.position(path),
          path,
          clause.refused(),
          "leave it out on " + target.title());
    }
    Position where =
        extension.settings().origin(clause.setting()).orElseGet(() -> file.position(path));
    return Diagnostic.error(
        Kind.UNUSABLE,
        where,
        path + "." + clause.setting(),
        clause.refused(),
        "give it another value on " + target.title());
  }
}
