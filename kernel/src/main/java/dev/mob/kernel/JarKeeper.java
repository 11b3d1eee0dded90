package dev.mob.kernel;

import dev.mob.kernel.packaging.PackagedExtension;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Puts the file of a new version where the next start finds it; the last step of a hot update,
 * after the probation. A kill at any moment must leave the old file or the new one in force.
 */
@FunctionalInterface
public interface JarKeeper {

  /** Leaves the extension path as it is: the next start, and the next reload, find the old file. */
  JarKeeper NONE = (old, jar) -> {};

  /**
   * @param old the version that was replaced, with the place that it came from
   * @param jar the file that the update was made from
   * @throws IOException when it could not be put there; the old version is brought back then
   */
  void keep(PackagedExtension old, Path jar) throws IOException;
}
