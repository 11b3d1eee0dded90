package dev.mob.config;

import java.util.Collection;

/** What two extensions cannot both have. */
public final class Conflicts {
  private Conflicts() {}

  /**
   * Finds claims to the same thing: a service type that two provide, an exclusive right of the
   * platform that two want, a key of {@code Info.plist} or of the entitlements to which two give
   * different values, and one id used twice. Each is an error at the later descriptor.
   */
  public static Diagnostics between(Collection<Descriptor> descriptors) {
    throw new UnsupportedOperationException();
  }
}
