package dev.mob.kernel;

import dev.mob.config.Descriptor;
import dev.mob.config.Permission;
import dev.mob.config.Settings;
import dev.mob.kernel.packaging.PackagedExtension;
import java.util.List;
import java.util.Set;

/**
 * An extension that mob.conf activates, ready to be installed.
 *
 * @param packaged what was found
 * @param settings its checked settings
 * @param requires the ids of those that it requires and that are activated before it, optional ones
 *     included when mob.conf activates them
 * @param permissions those that its descriptor declares and mob.conf grants
 */
public record PlannedExtension(
    PackagedExtension packaged,
    Settings settings,
    List<String> requires,
    Set<Permission> permissions) {

  public String id() {
    return packaged.descriptor().id();
  }

  public Descriptor descriptor() {
    return packaged.descriptor();
  }
}
