package dev.mob.kernel.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.Bundle;

/**
 * What the kernel lends a module while its bundle is installed. Belongs to the kernel; may be asked
 * from any thread.
 */
public interface ModuleSite {

  /**
   * A folder of this module's own, empty when it is first asked for. The kernel deletes it when the
   * bundle is uninstalled or, after a crash, when it next starts.
   *
   * @throws IOException when it cannot be made
   */
  Path folder() throws IOException;

  /**
   * Loads Java's classes and those that the kernel gives to every extension: its API, SLF4J and
   * OSGi. Nothing else of the host's class path can be seen through it.
   */
  ClassLoader api();

  /**
   * The bundle of an extension, of whichever packaging. One that the module's extension requires is
   * installed before it; its wiring, and with it its class loader, may change as long as both are
   * installed.
   */
  Optional<Bundle> bundleOf(String extensionId);
}
