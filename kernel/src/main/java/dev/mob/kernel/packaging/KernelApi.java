package dev.mob.kernel.packaging;

import dev.mob.config.Version;
import dev.mob.kernel.internal.find.HeaderClauses;
import dev.mob.kernel.internal.find.KernelPackages;
import dev.mob.kernel.internal.framework.SystemPackages;
import java.util.Optional;

/** What an archive has to fit to, known without a running kernel. */
public final class KernelApi {
  private static final KernelPackages RESERVED = new KernelPackages(SystemPackages.reserved());

  private KernelApi() {}

  /** The version of the kernel's API, which a descriptor's {@code kernel} range is held against. */
  public static Version version() {
    return Version.parse(SystemPackages.API_VERSION);
  }

  /** Whether only the kernel or Java may have classes in this package. */
  public static boolean reserves(String packageName) {
    return RESERVED.contains(packageName);
  }

  /**
   * The first package of an {@code Export-Package} header that only the kernel or Java may export.
   *
   * @param exportPackage the header's value; {@code null} exports nothing
   */
  public static Optional<String> reservedIn(String exportPackage) {
    for (String name : HeaderClauses.names(exportPackage)) {
      if (RESERVED.contains(name)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }
}
