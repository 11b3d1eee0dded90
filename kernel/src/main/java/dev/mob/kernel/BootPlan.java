package dev.mob.kernel;

import dev.mob.config.MobConf;
import dev.mob.kernel.packaging.PackagedExtension;
import dev.mob.kernel.packaging.PackagedLibrary;
import java.util.List;
import java.util.Optional;

/**
 * What a mob.conf comes to: which extensions are activated, with what, and in which order. Made
 * without running any of their code.
 *
 * @param conf the checked mob.conf
 * @param order the extensions that it activates; each comes after all that it requires, and those
 *     that do not depend on each other stay in the order of mob.conf
 * @param available every extension that was found, activated or not
 * @param libraries bundles that extensions may import from
 */
public record BootPlan(
    MobConf conf,
    List<PlannedExtension> order,
    List<PackagedExtension> available,
    List<PackagedLibrary> libraries) {

  /** The planned extension with this id. */
  public Optional<PlannedExtension> find(String id) {
    for (PlannedExtension extension : order) {
      if (extension.id().equals(id)) {
        return Optional.of(extension);
      }
    }
    return Optional.empty();
  }
}
