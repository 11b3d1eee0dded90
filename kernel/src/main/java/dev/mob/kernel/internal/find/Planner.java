package dev.mob.kernel.internal.find;

import dev.mob.config.Checked;
import dev.mob.config.Conflicts;
import dev.mob.config.Descriptor;
import dev.mob.config.Diagnostic;
import dev.mob.config.Diagnostics;
import dev.mob.config.MobConf;
import dev.mob.config.MobConfFile;
import dev.mob.config.Requirement;
import dev.mob.config.Version;
import dev.mob.kernel.BootPlan;
import dev.mob.kernel.PlannedExtension;
import dev.mob.kernel.packaging.Found;
import dev.mob.kernel.packaging.PackagedExtension;
import dev.mob.kernel.packaging.PackagedLibrary;
import dev.mob.kernel.packaging.Packaging;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a boot plan of a mob.conf: finds the extensions, checks that they fit together, and orders
 * them. Everything that is wrong is reported in one run; what concerns an extension, at the place
 * where mob.conf activates it. Runs no extension code.
 */
public final class Planner {
  private final List<Packaging> packagings;
  private final Version kernel;

  /**
   * @param packagings where extensions come from, in the order in which they are asked
   * @param kernel the version of the kernel's API
   */
  public Planner(List<Packaging> packagings, Version kernel) {
    this.packagings = packagings;
    this.kernel = kernel;
  }

  /** The plan for a mob.conf, or all that is wrong with it. */
  public Checked<BootPlan> plan(MobConfFile file) {
    return plan(file, Optional.empty());
  }

  /** What a file outside the extension path has; for an update. */
  public Found read(Path jar, MobConfFile conf) {
    List<Diagnostic> problems = new ArrayList<>();
    for (Packaging packaging : packagings) {
      Found found = packaging.read(jar, conf);
      if (!found.extensions().isEmpty()) {
        return found;
      }
      problems.addAll(found.diagnostics().list());
    }
    return new Found(List.of(), List.of(), Diagnostics.of(problems));
  }

  /**
   * The plan for a mob.conf, or all that is wrong with it.
   *
   * @param instead used in place of what is found with the same id
   */
  public Checked<BootPlan> plan(MobConfFile file, Optional<PackagedExtension> instead) {
    Map<String, PackagedExtension> available = new LinkedHashMap<>();
    List<PackagedLibrary> libraries = new ArrayList<>();
    List<Diagnostic> problems = new ArrayList<>();
    for (Packaging packaging : packagings) {
      Found found = packaging.find(file);
      problems.addAll(found.diagnostics().list());
      libraries.addAll(found.libraries());
      for (PackagedExtension extension : found.extensions()) {
        choose(extension, available, file, problems);
      }
    }

    instead.ifPresent(extension -> available.put(extension.descriptor().id(), extension));

    Map<String, Descriptor> active = new LinkedHashMap<>();
    for (String id : file.extensions()) {
      PackagedExtension extension = available.get(id);
      if (extension != null) {
        active.put(id, extension.descriptor());
      }
    }
    Grants grants = new Grants(file);
    for (Descriptor descriptor : active.values()) {
      checkKernel(descriptor, file, problems);
      checkRequirements(descriptor, active, available, file, problems);
      grants.check(available.get(descriptor.id()), problems);
    }
    problems.addAll(Conflicts.between(active.values()).list());
    ActivationOrder order = ActivationOrder.of(active);
    for (List<String> cycle : order.cycles()) {
      String path = "extensions." + cycle.get(0);
      problems.add(
          Diagnostic.error(
              Diagnostic.Kind.EXTENSION,
              file.position(path),
              path,
              "extensions require each other in a circle: " + String.join(" -> ", cycle),
              "one of them has to do without the next"));
    }

    List<Descriptor> descriptors = new ArrayList<>();
    for (PackagedExtension extension : available.values()) {
      descriptors.add(extension.descriptor());
    }
    Checked<MobConf> checked = file.check(descriptors, problems);
    if (!checked.value().isPresent()) {
      return Checked.invalid(checked.diagnostics());
    }
    MobConf conf = checked.value().get();
    List<PlannedExtension> planned = new ArrayList<>();
    for (String id : order.ids()) {
      PackagedExtension extension = available.get(id);
      planned.add(
          new PlannedExtension(
              extension,
              conf.extensions().get(id),
              required(active.get(id), active),
              grants.of(extension)));
    }
    return Checked.valid(
        new BootPlan(conf, planned, new ArrayList<>(available.values()), libraries),
        Diagnostics.of(checked.diagnostics().warnings()));
  }

  /** Of two with one id the higher version is used; of two alike the one that was found first. */
  private static void choose(
      PackagedExtension found,
      Map<String, PackagedExtension> available,
      MobConfFile file,
      List<Diagnostic> problems) {
    String id = found.descriptor().id();
    PackagedExtension other = available.putIfAbsent(id, found);
    if (other == null) {
      return;
    }
    boolean newer = found.descriptor().version().compareTo(other.descriptor().version()) > 0;
    if (newer) {
      available.put(id, found);
    }
    PackagedExtension used = newer ? found : other;
    PackagedExtension unused = newer ? other : found;
    String path = "extensions." + id;
    problems.add(
        Diagnostic.warning(
            Diagnostic.Kind.EXTENSION,
            file.position(path),
            path,
            "there are two: "
                + used.descriptor()
                + " of "
                + used.origin()
                + " is used, "
                + unused.descriptor()
                + " of "
                + unused.origin()
                + " is not",
            "remove one"));
  }

  private void checkKernel(Descriptor descriptor, MobConfFile file, List<Diagnostic> problems) {
    if (!descriptor.kernel().includes(kernel)) {
      error(
          descriptor,
          file,
          problems,
          descriptor
              + " works with kernel "
              + descriptor.kernel()
              + ", and this kernel is "
              + kernel,
          "use a version of " + descriptor.id() + " that works with this kernel");
    }
  }

  private static void checkRequirements(
      Descriptor descriptor,
      Map<String, Descriptor> active,
      Map<String, PackagedExtension> available,
      MobConfFile file,
      List<Diagnostic> problems) {
    for (Requirement requirement : descriptor.requires()) {
      Descriptor other = active.get(requirement.id());
      if (other != null) {
        if (!requirement.versions().includes(other.version())) {
          error(
              descriptor,
              file,
              problems,
              "requires " + requirement + ", and version " + other.version() + " is there",
              "use versions that fit together");
        }
      } else if (!requirement.optional() && !file.extensions().contains(requirement.id())) {
        boolean found = available.containsKey(requirement.id());
        error(
            descriptor,
            file,
            problems,
            "requires "
                + requirement
                + (found ? ", which mob.conf does not activate" : ", which was not found"),
            found
                ? "add '" + requirement.id() + " {}' to extensions"
                : "put it into a folder of extension-path and add '"
                    + requirement.id()
                    + " {}' to extensions");
      }
    }
  }

  private static void error(
      Descriptor descriptor,
      MobConfFile file,
      List<Diagnostic> problems,
      String message,
      String mend) {
    String path = "extensions." + descriptor.id();
    problems.add(
        Diagnostic.error(Diagnostic.Kind.EXTENSION, file.position(path), path, message, mend));
  }

  private static List<String> required(Descriptor descriptor, Map<String, Descriptor> active) {
    List<String> ids = new ArrayList<>();
    for (Requirement requirement : descriptor.requires()) {
      if (active.containsKey(requirement.id())) {
        ids.add(requirement.id());
      }
    }
    return ids;
  }
}
