package dev.mob.kernel.packaging;

import dev.mob.config.Diagnostics;
import dev.mob.config.MobConfFile;
import java.nio.file.Path;
import java.util.List;

/**
 * One way in which extensions are packaged. Belongs to whoever made it and may serve several
 * kernels, one after the other; the kernel calls it from one thread at a time.
 */
public interface Packaging {

  /** The packaging's name as shown to people: {@code linked}, {@code bundle}, {@code pf4j}. */
  String name();

  /**
   * Finds the extensions of this packaging and reads their descriptors as data. Runs and loads none
   * of their code. Something that cannot be read is a diagnostic, never an exception.
   *
   * @param conf the mob.conf for which they are wanted: names the folders to search, and where to
   *     report what is wrong
   */
  Found find(MobConfFile conf);

  /**
   * Reads one file outside the folders that mob.conf names, for an update; as data, like {@link
   * #find}.
   *
   * @param conf where to report what is wrong
   * @return what it is; nothing when it is none of this packaging
   */
  default Found read(Path file, MobConfFile conf) {
    return new Found(List.of(), List.of(), Diagnostics.of(List.of()));
  }
}
