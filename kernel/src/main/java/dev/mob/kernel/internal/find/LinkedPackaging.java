package dev.mob.kernel.internal.find;

import dev.mob.config.Checked;
import dev.mob.config.Descriptor;
import dev.mob.config.DescriptorReader;
import dev.mob.config.Diagnostics;
import dev.mob.config.MobConfFile;
import dev.mob.kernel.LinkedExtensions;
import dev.mob.kernel.packaging.BundleContent;
import dev.mob.kernel.packaging.Found;
import dev.mob.kernel.packaging.PackagedExtension;
import dev.mob.kernel.packaging.Packaging;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Extensions on the app's class path. */
public final class LinkedPackaging implements Packaging {
  /** The packaging's name. */
  public static final String NAME = "linked";

  private final LinkedExtensions linked;
  private final DescriptorReader reader = new DescriptorReader();

  public LinkedPackaging(LinkedExtensions linked) {
    this.linked = linked;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Found find(MobConfFile conf) {
    List<PackagedExtension> found = new ArrayList<>();
    Diagnostics problems = Diagnostics.none();
    for (LinkedExtensions.Entry entry : linked.entries()) {
      String origin = origin(entry);
      Checked<Descriptor> read = reader.read(entry.descriptor(), origin);
      problems = problems.plus(read.diagnostics());
      if (read.value().isPresent()) {
        Descriptor descriptor = read.value().get();
        found.add(
            new PackagedExtension(
                descriptor,
                name(),
                origin,
                BundleContent.ofModule(
                    "mob:linked/" + descriptor.id(),
                    // Classes on the class path do not change while the app runs.
                    "",
                    new LinkedModule(descriptor, entry, linked.loader()))));
      }
    }
    return new Found(found, Collections.emptyList(), problems);
  }

  /**
   * {@code notify-1.0.jar!/META-INF/mob/extension.conf} for {@code jar:file:/…/notify-1.0.jar!…}.
   */
  private static String origin(LinkedExtensions.Entry entry) {
    String url = entry.descriptor().toString();
    int inside = url.indexOf("!/");
    if (inside < 0) {
      return url.startsWith("file:") ? url.substring("file:".length()) : url;
    }
    return url.substring(url.lastIndexOf('/', inside - 1) + 1);
  }
}
