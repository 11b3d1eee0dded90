package dev.mob.kernel.packaging;

import dev.mob.config.MobConfFile;

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
}
